"""Writes digit.onnx with the weights of digit.safetensors: python3 make-onnx.py digit.safetensors digit.onnx"""
import json
import struct
import sys

FLOAT = 1       # TensorProto.DataType
INT = 2         # AttributeProto.AttributeType


def varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def integer(field, number):
    return varint(field << 3) + varint(number)


def message(field, *parts):
    content = b''.join(part.encode() if isinstance(part, str) else part for part in parts)
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name, shape, numbers):
    return message(5, *(integer(1, size) for size in shape), integer(2, FLOAT), message(8, name), message(9, numbers))


def node(operator, inputs, output, *attributes):
    return message(1, *(message(1, name) for name in inputs), message(2, output), message(3, output), message(4, operator), *attributes)


def attribute(name, number):
    return message(5, message(1, name), integer(3, number), integer(20, INT))


def value(field, name, size):
    batch = message(1, message(2, 'batch'))
    shape = message(2, batch, message(1, integer(1, size)))
    return message(field, message(1, name), message(2, message(1, integer(1, FLOAT), shape)))


with open(sys.argv[1], 'rb') as file:
    header = json.loads(file.read(struct.unpack('<Q', file.read(8))[0]))
    data = file.read()


def weights(name):
    start, end = header[name]['data_offsets']
    return tensor(name, header[name]['shape'], data[start:end])


# The weights have a row for each output: transB.
layers = [
    node('Gemm', ['pixels', 'dense1.weight', 'dense1.bias'], 'z1', attribute('transB', 1)),
    node('Relu', ['z1'], 'a1'),
    node('Gemm', ['a1', 'dense2.weight', 'dense2.bias'], 'z2', attribute('transB', 1)),
    node('Softmax', ['z2'], 'probabilities'),
]
names = ['dense1.weight', 'dense1.bias', 'dense2.weight', 'dense2.bias']
graph = message(
    7, *layers, message(2, 'digit'), *(weights(name) for name in names),
    value(11, 'pixels', header['dense1.weight']['shape'][1]), value(12, 'probabilities', header['dense2.weight']['shape'][0]))
operators = message(8, integer(2, 17))
with open(sys.argv[2], 'wb') as file:
    file.write(integer(1, 8) + message(2, 'NeuralGen samples') + graph + operators)
