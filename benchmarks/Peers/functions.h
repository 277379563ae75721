// Activations, their slopes and Adam as loops over arrays, which the compiler turns into vector code (libmvec has
// vectors of expf and tanhf).
#pragma once
#include "peer.h"

inline void softmax(float* a, int count) {
    float largest = *std::max_element(a, a + count), sum = 0;
    for (int i = 0; i < count; i++) a[i] = std::exp(a[i] - largest);
    for (int i = 0; i < count; i++) sum += a[i];
    float factor = 1 / sum;
    for (int i = 0; i < count; i++) a[i] *= factor;
}

// Rows of outputs, all of them at once where the function allows it.
inline void activate(Activation activation, float* __restrict a, int rows, int outputs) {
    const int count = rows * outputs;
    switch (activation) {
        case Activation::Identity: break;
        case Activation::ReLU: for (int i = 0; i < count; i++) a[i] = a[i] > 0 ? a[i] : 0; break;
        case Activation::Tanh: for (int i = 0; i < count; i++) a[i] = std::tanh(a[i]); break;
        case Activation::Sigmoid: for (int i = 0; i < count; i++) a[i] = 1 / (1 + std::exp(-a[i])); break;
        case Activation::Softmax: for (int row = 0; row < rows; row++) softmax(a + row * outputs, outputs); break;
    }
}

// delta *= f'(z), from a = f(z). Softmax comes with cross-entropy, whose error is already that of z.
inline void multiplyBySlope(Activation activation, const float* __restrict a, float* __restrict delta, int count) {
    switch (activation) {
        case Activation::ReLU: for (int i = 0; i < count; i++) delta[i] = a[i] > 0 ? delta[i] : 0; break;
        case Activation::Tanh: for (int i = 0; i < count; i++) delta[i] *= 1 - a[i] * a[i]; break;
        case Activation::Sigmoid: for (int i = 0; i < count; i++) delta[i] *= a[i] * (1 - a[i]); break;
        default: break;
    }
}

// What is the same for all parameters in one step of Adam.
struct AdamStep {
    float stepSize, correction;
    AdamStep(float rate, int step)
        : stepSize(static_cast<float>(rate / (1 - std::pow(0.9, step)))),
          correction(static_cast<float>(1 / std::sqrt(1 - std::pow(0.999, step)))) {}

    void apply(float* __restrict parameter, const float* __restrict gradient, float* __restrict m, float* __restrict v, int count) const {
        for (int i = 0; i < count; i++) {
            m[i] = 0.9f * m[i] + 0.1f * gradient[i];
            v[i] = 0.999f * v[i] + 0.001f * gradient[i] * gradient[i];
            parameter[i] -= stepSize * m[i] / (std::sqrt(v[i]) * correction + 1e-8f);
        }
    }
};
