// A network as one writes it by hand on a library for products of matrices: a batch is a matrix with a row a sample,
// weights are stored [in][out], activations are loops between the products. Built once for each library.
#include "functions.h"
#include "matrix_product.h"

class Layer {
public:
    Layer(int inputs, int outputs, Activation activation, const Workload& workload, bool first)
        : inputs(inputs), outputs(outputs), batch(workload.batch), activation(activation), parameters(count()),
          gradient(count()), moment1(count()), moment2(count()), activations(static_cast<size_t>(batch) * outputs), deltas(activations.size()),
          forwardProduct_{Shape{batch, outputs, inputs, false, false, true}} {
        if (!workload.trains()) return;
        gradientProduct_ = std::make_unique<MatrixProduct>(MatrixProduct{Shape{inputs, outputs, batch, true, false, !workload.adam()}});
        if (!first) backwardProduct_ = std::make_unique<MatrixProduct>(MatrixProduct{Shape{batch, inputs, outputs, false, true, false}});
    }

    size_t count() const { return (static_cast<size_t>(inputs) + 1) * outputs; }
    float* biases() { return parameters.data() + static_cast<size_t>(inputs) * outputs; }

    void forward(const float* x, float* a) {
        for (int sample = 0; sample < batch; sample++) std::copy_n(biases(), outputs, a + static_cast<size_t>(sample) * outputs);
        forwardProduct_(x, parameters.data(), a);
        activate(activation, a, batch, outputs);
    }

    void propagateTo(Layer& below) {
        (*backwardProduct_)(deltas.data(), parameters.data(), below.deltas.data());
        multiplyBySlope(below.activation, below.activations.data(), below.deltas.data(), batch * inputs);
    }

    // Deltas carry the learning rate for gradient descent, so that the product adds straight into the weights.
    void descend(const float* x) {
        (*gradientProduct_)(x, deltas.data(), parameters.data());
        addDeltasTo(biases());
    }

    void adam(const float* x, const AdamStep& step) {
        float* biasGradient = gradient.data() + static_cast<size_t>(inputs) * outputs;
        (*gradientProduct_)(x, deltas.data(), gradient.data());
        std::fill_n(biasGradient, outputs, 0.0f);
        addDeltasTo(biasGradient);
        step.apply(parameters.data(), gradient.data(), moment1.data(), moment2.data(), static_cast<int>(count()));
    }

    int inputs, outputs, batch;
    Activation activation;
    Buffer parameters, gradient, moment1, moment2, activations, deltas;

private:
    void addDeltasTo(float* __restrict sums) {
        const float* __restrict delta = deltas.data();
        for (int sample = 0; sample < batch; sample++, delta += outputs)
            for (int j = 0; j < outputs; j++) sums[j] += delta[j];
    }

    MatrixProduct forwardProduct_;
    std::unique_ptr<MatrixProduct> gradientProduct_, backwardProduct_;
};

class GemmNetwork {
public:
    explicit GemmNetwork(const Workload& workload) : workload_(workload) {
        for (size_t layer = 0; layer < workload.activations.size(); layer++)
            layers_.push_back(std::make_unique<Layer>(workload.sizes[layer], workload.sizes[layer + 1], workload.activations[layer], workload, layer == 0));
    }

    void reset(const float* parameters) {
        step_ = 0;
        for (auto& layer : layers_) {
            float* weights = layer->parameters.data();
            for (int j = 0; j < layer->outputs; j++)
                for (int k = 0; k < layer->inputs; k++) weights[k * layer->outputs + j] = *parameters++;
            std::copy_n(parameters, layer->outputs, layer->biases());
            parameters += layer->outputs;
            layer->moment1.clear();
            layer->moment2.clear();
        }
    }

    void copyTo(float* parameters) {
        for (auto& layer : layers_) {
            const float* weights = layer->parameters.data();
            for (int j = 0; j < layer->outputs; j++)
                for (int k = 0; k < layer->inputs; k++) *parameters++ = weights[k * layer->outputs + j];
            parameters = std::copy_n(layer->biases(), layer->outputs, parameters);
        }
    }

    void forward(const float* x, float* a) {
        for (auto& layer : layers_) {
            float* result = layer == layers_.back() ? a : layer->activations.data();
            layer->forward(x, result);
            x = result;
        }
    }

    void train(const float* x, const float* y) {
        Layer& last = *layers_.back();
        forward(x, last.activations.data());
        const int count = last.batch * last.outputs;
        const float scale = workload_.errorScale() * (workload_.adam() ? 1 : -workload_.rate);
        for (int i = 0; i < count; i++) last.deltas.data()[i] = scale * (last.activations.data()[i] - y[i]);
        multiplyBySlope(last.activation, last.activations.data(), last.deltas.data(), count);

        AdamStep step(workload_.rate, ++step_);
        for (size_t layer = layers_.size(); layer-- > 0;) {
            const float* below = layer == 0 ? x : layers_[layer - 1]->activations.data();
            if (layer > 0) layers_[layer]->propagateTo(*layers_[layer - 1]);
            if (workload_.adam()) layers_[layer]->adam(below, step);
            else layers_[layer]->descend(below);
        }
    }

private:
    const Workload& workload_;
    std::vector<std::unique_ptr<Layer>> layers_;
    int step_ = 0;
};

int main() {
    return serve(libraryName(), [](const Workload& workload) { return std::make_unique<SessionOf<GemmNetwork>>(workload); });
}
