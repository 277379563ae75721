"""The training of chapter 1 in NumPy: python3 nielsen.py FOLDER HIDDEN EPOCHS sample|batch

FOLDER holds MNIST's four IDX files, gzipped or not. With "sample" each mini-batch of ten is a loop over its samples, whose
gradients are added, which is how the book writes it; with "batch" it is a matrix with a column for each sample. Both are the
same mathematics: sigmoid layers, quadratic cost, learning rate 3, weights and biases from the standard normal distribution.
Prints the images trained on per second and the accuracy on the test images, in percent.
"""
import gzip
import os
import sys
import time

import numpy as np

BATCH, RATE, SIDE, CLASSES = 10, 3.0, 28, 10


def read_idx(folder, name, header):
    path = os.path.join(folder, name)
    opened = open(path, 'rb') if os.path.exists(path) else gzip.open(path + '.gz', 'rb')
    with opened as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def read(folder, part):
    pixels = read_idx(folder, part + '-images-idx3-ubyte', 16).reshape(-1, SIDE * SIDE).astype(np.float32) / 255
    return pixels, read_idx(folder, part + '-labels-idx1-ubyte', 8)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Network:
    def __init__(self, sizes, generator):
        def draw(*shape):
            return generator.standard_normal(shape).astype(np.float32)
        self.weights = [draw(outputs, inputs) for inputs, outputs in zip(sizes, sizes[1:])]
        self.biases = [draw(outputs, 1) for outputs in sizes[1:]]

    def forward(self, a):
        """The activations of all layers, a column for each sample."""
        activations = [a]
        for w, b in zip(self.weights, self.biases):
            activations.append(sigmoid(w @ activations[-1] + b))
        return activations

    def backward(self, x, y):
        """The gradients of the cost of all columns together."""
        activations = self.forward(x)
        slopes = [a * (1 - a) for a in activations[1:]]
        delta = (activations[-1] - y) * slopes[-1]
        gradients = []
        for layer in reversed(range(len(self.weights))):
            gradients.append((delta @ activations[layer].T, delta.sum(axis=1, keepdims=True)))
            if layer > 0:
                delta = (self.weights[layer].T @ delta) * slopes[layer - 1]
        return gradients[::-1]

    def step(self, gradients, samples):
        for layer, (weight_gradient, bias_gradient) in enumerate(gradients):
            self.weights[layer] -= RATE / samples * weight_gradient
            self.biases[layer] -= RATE / samples * bias_gradient

    def train_batch(self, x, y):
        self.step(self.backward(x, y), x.shape[1])

    def train_samples(self, x, y):
        total = [(np.zeros_like(w), np.zeros_like(b)) for w, b in zip(self.weights, self.biases)]
        for i in range(x.shape[1]):
            one = self.backward(x[:, i:i + 1], y[:, i:i + 1])
            total = [(w + more_w, b + more_b) for (w, b), (more_w, more_b) in zip(total, one)]
        self.step(total, x.shape[1])


def main(folder, hidden, epochs, form):
    pixels, labels = read(folder, 'train')
    count = len(pixels) - len(pixels) // 6
    inputs, targets = pixels[:count].T.copy(), np.eye(CLASSES, dtype=np.float32)[labels[:count]].T.copy()
    generator = np.random.default_rng(0)
    network = Network([SIDE * SIDE, hidden, CLASSES], generator)
    train = network.train_samples if form == 'sample' else network.train_batch
    start = time.perf_counter()
    for _ in range(epochs):
        order = generator.permutation(count)
        for first in range(0, count, BATCH):
            chosen = order[first:first + BATCH]
            train(inputs[:, chosen], targets[:, chosen])
    seconds = time.perf_counter() - start
    test_pixels, test_labels = read(folder, 't10k')
    right = np.mean(network.forward(test_pixels.T)[-1].argmax(axis=0) == test_labels)
    print(f'{epochs * count / seconds:.0f} {100 * right:.2f}')


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
