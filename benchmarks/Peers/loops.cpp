// C++ templates: plain loops whose every size the compiler knows, left to its vectoriser. Built twice, with weights in
// rows of an output each ([out][in], -DPEER_ROWS) and in columns ([in][out]); samples pass through one by one.
#include "functions.h"

#ifdef PEER_ROWS
static constexpr bool Rows = true;
#else
static constexpr bool Rows = false;
#endif

template <int In, int Out, Activation F> struct Layer {
    static constexpr int Inputs = In, Outputs = Out, Weights = In * Out, Count = Weights + Out;
    static constexpr Activation Function = F;
    alignas(64) float parameters[Count], gradient[Count], moment1[Count], moment2[Count];
    alignas(64) float a[Out], delta[Out];

    static constexpr int at(int j, int k) { return Rows ? j * In + k : k * Out + j; }

    void reset(const float* values) {
        for (int j = 0; j < Out; j++) for (int k = 0; k < In; k++) parameters[at(j, k)] = values[j * In + k];
        std::copy_n(values + Weights, Out, parameters + Weights);
        std::fill_n(moment1, Count, 0.0f);
        std::fill_n(moment2, Count, 0.0f);
    }
    void copyTo(float* values) const {
        for (int j = 0; j < Out; j++) for (int k = 0; k < In; k++) values[j * In + k] = parameters[at(j, k)];
        std::copy_n(parameters + Weights, Out, values + Weights);
    }

    void forward(const float* __restrict x) {
        float z[Out];
        for (int j = 0; j < Out; j++) z[j] = parameters[Weights + j];
        if constexpr (Rows) {
            for (int j = 0; j < Out; j++) {
                float sum = 0;
                for (int k = 0; k < In; k++) sum += parameters[at(j, k)] * x[k];
                z[j] += sum;
            }
        } else {
            for (int k = 0; k < In; k++) for (int j = 0; j < Out; j++) z[j] += parameters[at(j, k)] * x[k];
        }
        activate(F, z, 1, Out);
        for (int j = 0; j < Out; j++) a[j] = z[j];
    }

    void propagateTo(float* __restrict below) const {
        if constexpr (Rows) {
            for (int k = 0; k < In; k++) below[k] = 0;
            for (int j = 0; j < Out; j++) for (int k = 0; k < In; k++) below[k] += parameters[at(j, k)] * delta[j];
        } else {
            for (int k = 0; k < In; k++) {
                float sum = 0;
                for (int j = 0; j < Out; j++) sum += parameters[at(j, k)] * delta[j];
                below[k] = sum;
            }
        }
    }

    void addGradient(const float* __restrict x, float* __restrict sums) const {
        if constexpr (Rows) {
            for (int j = 0; j < Out; j++) for (int k = 0; k < In; k++) sums[at(j, k)] += delta[j] * x[k];
        } else {
            for (int k = 0; k < In; k++) for (int j = 0; j < Out; j++) sums[at(j, k)] += delta[j] * x[k];
        }
        for (int j = 0; j < Out; j++) sums[Weights + j] += delta[j];
    }
};

// Layers from here to the output. Every call recurs into the layers above and is inlined there.
template <class First, class... Others> struct Chain {
    First layer;
    Chain<Others...> above;
    static constexpr int Inputs = First::Inputs, Outputs = Chain<Others...>::Outputs;

    static bool is(const Workload& workload, size_t index = 0) {
        return Chain<First>::isHere(workload, index) && Chain<Others...>::is(workload, index + 1);
    }
    void reset(const float* values) { layer.reset(values); above.reset(values + First::Count); }
    void copyTo(float* values) const { layer.copyTo(values); above.copyTo(values + First::Count); }
    const float* forward(const float* x) { layer.forward(x); return above.forward(layer.a); }

    // Deltas of all layers, and the gradient added to sums, which are the parameters themselves for batches of one.
    template <bool IntoParameters> void backward(const float* x, const float* y, float scale) {
        above.template backward<First::Function, IntoParameters>(layer.a, y, scale, layer.delta);
        layer.addGradient(x, IntoParameters ? layer.parameters : layer.gradient);
    }
    template <Activation Below, bool IntoParameters> void backward(const float* x, const float* y, float scale, float* below) {
        above.template backward<First::Function, IntoParameters>(layer.a, y, scale, layer.delta);
        layer.propagateTo(below);
        multiplyBySlope(Below, x, below, First::Inputs);
        layer.addGradient(x, IntoParameters ? layer.parameters : layer.gradient);
    }
    template <class Action> void each(Action action) { action(layer); above.each(action); }
};

template <class Last> struct Chain<Last> {
    Last layer;
    static constexpr int Inputs = Last::Inputs, Outputs = Last::Outputs;

    static bool isHere(const Workload& workload, size_t index) {
        return index < workload.activations.size() && workload.sizes[index] == Last::Inputs &&
               workload.sizes[index + 1] == Last::Outputs && workload.activations[index] == Last::Function;
    }
    static bool is(const Workload& workload, size_t index = 0) { return isHere(workload, index) && index + 1 == workload.activations.size(); }
    void reset(const float* values) { layer.reset(values); }
    void copyTo(float* values) const { layer.copyTo(values); }
    const float* forward(const float* x) { layer.forward(x); return layer.a; }
    template <Activation Below, bool IntoParameters> void backward(const float* x, const float* y, float scale, float* below) {
        for (int j = 0; j < Last::Outputs; j++) layer.delta[j] = scale * (layer.a[j] - y[j]);
        multiplyBySlope(Last::Function, layer.a, layer.delta, Last::Outputs);
        layer.propagateTo(below);
        multiplyBySlope(Below, x, below, Last::Inputs);
        layer.addGradient(x, IntoParameters ? layer.parameters : layer.gradient);
    }
    template <class Action> void each(Action action) { action(layer); }
};

template <class Layers> class LoopNetwork {
public:
    explicit LoopNetwork(const Workload& workload) : workload_(workload), layers_(std::make_unique<Layers>()) {}

    void reset(const float* parameters) {
        step_ = 0;
        layers_->reset(parameters);
    }
    void copyTo(float* parameters) { layers_->copyTo(parameters); }

    void forward(const float* x, float* a) {
        for (int sample = 0; sample < workload_.batch; sample++)
            std::copy_n(layers_->forward(x + sample * Layers::Inputs), Layers::Outputs, a + sample * Layers::Outputs);
    }

    void train(const float* x, const float* y) {
        const float scale = workload_.errorScale() * (workload_.adam() ? 1 : -workload_.rate);
        if (workload_.batch == 1 && !workload_.adam()) {
            layers_->forward(x);
            layers_->template backward<true>(x, y, scale);
            return;
        }
        layers_->each([](auto& layer) { std::fill_n(layer.gradient, layer.Count, 0.0f); });
        for (int sample = 0; sample < workload_.batch; sample++) {
            layers_->forward(x + sample * Layers::Inputs);
            layers_->template backward<false>(x + sample * Layers::Inputs, y + sample * Layers::Outputs, scale);
        }
        AdamStep step(workload_.rate, ++step_);
        layers_->each([&](auto& layer) {
            if (workload_.adam()) step.apply(layer.parameters, layer.gradient, layer.moment1, layer.moment2, layer.Count);
            else for (int i = 0; i < layer.Count; i++) layer.parameters[i] += layer.gradient[i];
        });
    }

private:
    const Workload& workload_;
    std::unique_ptr<Layers> layers_;
    int step_ = 0;
};

template <class Layers> static bool take(const Workload& workload, std::unique_ptr<Session>& session) {
    if (Layers::is(workload)) session = std::make_unique<SessionOf<LoopNetwork<Layers>>>(workload);
    return session != nullptr;
}

int main() {
    constexpr auto Identity = Activation::Identity, ReLU = Activation::ReLU, Tanh = Activation::Tanh, Sigmoid = Activation::Sigmoid,
                   Softmax = Activation::Softmax;
    return serve(Rows ? "C++ loops, rows" : "C++ loops, columns", [=](const Workload& workload) {
        std::unique_ptr<Session> session;
        take<Chain<Layer<4, 24, Tanh>, Layer<24, 24, Tanh>, Layer<24, 2, Identity>>>(workload, session) ||
            take<Chain<Layer<2, 16, ReLU>, Layer<16, 16, ReLU>, Layer<16, 1, Identity>>>(workload, session) ||
            take<Chain<Layer<64, 64, ReLU>, Layer<64, 32, ReLU>, Layer<32, 10, Softmax>>>(workload, session) ||
            take<Chain<Layer<784, 128, ReLU>, Layer<128, 10, Softmax>>>(workload, session) ||
            take<Chain<Layer<16, 64, ReLU>, Layer<64, 64, ReLU>, Layer<64, 64, ReLU>, Layer<64, 8, Identity>>>(workload, session) ||
            take<Chain<Layer<784, 30, Sigmoid>, Layer<30, 10, Sigmoid>>>(workload, session) ||
            take<Chain<Layer<4, 32, Tanh>, Layer<32, 16, Tanh>, Layer<16, 4, Identity>>>(workload, session);
        return session;
    });
}
