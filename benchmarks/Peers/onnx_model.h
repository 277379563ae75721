// Writes a chain of dense layers as an ONNX model: protocol buffers by hand, of which the format needs two kinds of
// fields. Numbers of fields are those of onnx.proto (Apache-2.0, https://github.com/onnx/onnx).
#pragma once
#include "peer.h"

class Message {
public:
    Message& number(int field, uint64_t value) {
        varint(static_cast<uint64_t>(field) << 3);
        varint(value);
        return *this;
    }
    Message& bytes(int field, const std::string& value) {
        varint(static_cast<uint64_t>(field) << 3 | 2);
        varint(value.size());
        text += value;
        return *this;
    }
    Message& message(int field, const Message& value) { return bytes(field, value.text); }
    std::string text;

private:
    void varint(uint64_t value) {
        for (; value >= 128; value >>= 7) text += static_cast<char>(value | 128);
        text += static_cast<char>(value);
    }
};

namespace onnx {
enum { FloatType = 1, IntegerAttribute = 2, IrVersion = 7, Opset = 13 };

inline Message tensor(const std::string& name, const std::vector<int>& shape, const float* values, size_t count) {
    Message result;
    for (int size : shape) result.number(1, size);
    result.number(2, FloatType).bytes(8, name);
    return result.bytes(9, std::string(reinterpret_cast<const char*>(values), count * sizeof(float)));
}

inline Message valueInfo(const std::string& name, int rows, int columns) {
    Message shape = Message().message(1, Message().number(1, rows)).message(1, Message().number(1, columns));
    Message type = Message().message(1, Message().number(1, FloatType).message(2, shape));
    return Message().bytes(1, name).message(2, type);
}

inline Message node(const std::string& operation, const std::vector<std::string>& inputs, const std::string& output) {
    Message result;
    for (auto& input : inputs) result.bytes(1, input);
    return result.bytes(2, output).bytes(3, output + "_node").bytes(4, operation);
}

inline Message integerAttribute(const std::string& name, int value) {
    return Message().bytes(1, name).number(3, value).number(20, IntegerAttribute);
}

inline std::string operatorOf(Activation activation) {
    switch (activation) {
        case Activation::ReLU: return "Relu";
        case Activation::Tanh: return "Tanh";
        case Activation::Sigmoid: return "Sigmoid";
        case Activation::Softmax: return "Softmax";
        default: return "Identity";
    }
}

// Input "x", output "a", for batches of the workload's size.
inline std::string model(const Workload& workload) {
    Message graph;
    std::string current = "x";
    const float* values = workload.parameters.data();
    for (size_t layer = 0; layer < workload.activations.size(); layer++) {
        int in = workload.sizes[layer], out = workload.sizes[layer + 1];
        bool last = layer + 1 == workload.activations.size();
        std::string number = std::to_string(layer + 1), result = last ? "a" : "a" + number;
        bool identity = workload.activations[layer] == Activation::Identity;
        std::string z = identity ? result : "z" + number;
        graph.message(5, tensor("w" + number, {out, in}, values, static_cast<size_t>(in) * out));
        graph.message(5, tensor("b" + number, {out}, values + static_cast<size_t>(in) * out, out));
        graph.message(1, node("Gemm", {current, "w" + number, "b" + number}, z).message(5, integerAttribute("transB", 1)));
        if (!identity) graph.message(1, node(operatorOf(workload.activations[layer]), {z}, result));
        values += static_cast<size_t>(in + 1) * out;
        current = result;
    }
    graph.bytes(2, "network");
    graph.message(11, valueInfo("x", workload.batch, workload.sizes.front()));
    graph.message(12, valueInfo("a", workload.batch, workload.sizes.back()));
    return Message().number(1, IrVersion).message(7, graph).message(8, Message().bytes(1, "").number(2, Opset)).text;
}
}  // namespace onnx
