// C++ tuned for one sample of exactly these networks, as far as one goes by hand: vectors of the machine's width (GCC's
// vector types), weights in panels of padded columns, each read from its start to its end, accumulators in registers with enough chains to hide the latency of a
// multiply-add, exponential and tanh as polynomials of vectors.
#include <cstdint>
#include <tuple>
#include <type_traits>
#include "peer.h"

#ifdef __AVX512F__
static constexpr int Lanes = 16;
#else
static constexpr int Lanes = 8;
#endif
typedef float Vector __attribute__((vector_size(Lanes * sizeof(float))));
typedef int32_t Integers __attribute__((vector_size(Lanes * sizeof(int32_t))));

static constexpr int vectorsFor(int count) { return (count + Lanes - 1) / Lanes; }
static inline Vector all(float value) { return Vector{} + value; }
static inline Vector larger(Vector a, Vector b) { return a > b ? a : b; }
static inline Vector smaller(Vector a, Vector b) { return a < b ? a : b; }

// 2^n r, where n is the nearest whole number to x / ln 2, and r = exp(x - n ln 2) by its series: 2e-7 relative.
static inline Vector exponential(Vector x) {
    x = smaller(larger(x, all(-87)), all(88));
    const float magic = 12582912;  // 1.5 * 2^23: adding it rounds to a whole number, which is in its low bits
    Vector shifted = x * 1.44269504f + magic, n = shifted - magic;
    Vector r = x - n * 0.693359375f + n * 2.12194440e-4f;
    Vector p = all(1.0f / 720) * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    Integers power = ((Integers)shifted << 23) + (127 << 23);
    return p * (Vector)power;
}

template <Activation F> static inline Vector activated(Vector z) {
    if constexpr (F == Activation::ReLU) return larger(z, Vector{});
    if constexpr (F == Activation::Tanh) return 1 - 2 / (exponential(z + z) + 1);
    return z;
}

static inline float sumOf(Vector v) {
    float sum = 0;
    for (int lane = 0; lane < Lanes; lane++) sum += v[lane];
    return sum;
}

template <int In, int Out, Activation F> struct Layer {
    static constexpr int Inputs = In, Outputs = Out, Count = (In + 1) * Out;
    static constexpr Activation Function = F;

    // Very few outputs are dot products along padded rows, more are columns.
    static constexpr bool Rows = Out < 4;
    static constexpr int Across = vectorsFor(Rows ? In : Out);
    static constexpr int Most = Lanes == 16 ? 24 : 12;             // accumulators that leave registers for the rest
    static constexpr int Width = Across <= Most ? (Across > 8 && Across % 2 == 0 ? Across / 2 : Across) : 8;
    static constexpr int Chains = In < 8 ? 1 : Width >= 8 ? 1 : Width >= 4 ? 2 : Width >= 3 ? 4 : 4;
    static_assert(Rows || (Across % Width == 0 && In % Chains == 0));

    static constexpr int Panels = Rows ? Out : Across / Width;     // a row, or as many columns as there are accumulators
    static constexpr int PanelVectors = Rows ? Across : In * Width;

    Vector weights[Panels][PanelVectors];
    Vector biases[vectorsFor(Out)];

    void reset(const float* values) {
        std::memset(weights, 0, sizeof weights);
        std::memset(biases, 0, sizeof biases);
        for (int j = 0; j < Out; j++)
            for (int k = 0; k < In; k++)
                if (Rows) weights[j][k / Lanes][k % Lanes] = values[j * In + k];
                else weights[j / Lanes / Width][k * Width + j / Lanes % Width][j % Lanes] = values[j * In + k];
        for (int j = 0; j < Out; j++) biases[j / Lanes][j % Lanes] = values[In * Out + j];
    }

    // x is padded with zeros to whole vectors if this layer has rows, and a is written in whole vectors.
    __attribute__((always_inline)) void forward(const float* x, Vector* a) const {
        if constexpr (Rows) {
            for (int j = 0; j < Out; j++) {
                Vector sum = {};
#pragma GCC unroll 16
                for (int v = 0; v < Across; v++) sum += weights[j][v] * reinterpret_cast<const Vector*>(x)[v];
                a[0][j] = activated<F>(all(sumOf(sum) + biases[0][j]))[0];
            }
        } else {
            for (int from = 0; from < Across; from += Width) {
                Vector sums[Chains][Width];
#pragma GCC unroll 24
                for (int v = 0; v < Width; v++) {
                    sums[0][v] = biases[from + v];
#pragma GCC unroll 8
                    for (int chain = 1; chain < Chains; chain++) sums[chain][v] = Vector{};
                }
#pragma GCC unroll 2
                for (int k = 0; k < In; k += Chains)
#pragma GCC unroll 8
                    for (int chain = 0; chain < Chains; chain++)
#pragma GCC unroll 24
                        for (int v = 0; v < Width; v++) sums[chain][v] += weights[from / Width][(k + chain) * Width + v] * x[k + chain];
#pragma GCC unroll 24
                for (int v = 0; v < Width; v++) {
                    Vector sum = sums[0][v];
#pragma GCC unroll 8
                    for (int chain = 1; chain < Chains; chain++) sum += sums[chain][v];
                    a[from + v] = activated<F>(sum);
                }
            }
            if constexpr (F == Activation::Softmax) softmax(a);
        }
    }

private:
    static void softmax(Vector* a) {
        constexpr float lowest = -3e38f;
        for (int j = Out; j < Across * Lanes; j++) a[j / Lanes][j % Lanes] = lowest;
        float largest = lowest, total = 0;
        for (int j = 0; j < Out; j++) largest = std::max(largest, a[j / Lanes][j % Lanes]);
        for (int v = 0; v < Across; v++) total += sumOf(a[v] = exponential(larger(a[v] - largest, all(-87))));
        for (int v = 0; v < Across; v++) a[v] *= 1 / total;
    }
};

template <class... Layers> class TunedNetwork {
public:
    static constexpr size_t Depth = sizeof...(Layers);
    using First = std::tuple_element_t<0, std::tuple<Layers...>>;
    using Last = std::tuple_element_t<Depth - 1, std::tuple<Layers...>>;

    explicit TunedNetwork(const Workload&) : layers_(std::make_unique<std::tuple<Layers...>>()) {}

    static bool is(const Workload& workload) {
        size_t index = 0;
        bool equal = workload.activations.size() == Depth;
        ((equal = equal && workload.sizes[index] == Layers::Inputs && workload.sizes[index + 1] == Layers::Outputs &&
                  workload.activations[index] == Layers::Function, index++), ...);
        return equal;
    }

    void reset(const float* parameters) {
        std::apply([&](auto&... layer) { ((layer.reset(parameters), parameters += layer.Count), ...); }, *layers_);
    }
    void copyTo(float*) {}
    void train(const float*, const float*) {}

    void forward(const float* x, float* a) const { pass<0>(x, a); }

private:
    template <size_t Index> __attribute__((always_inline)) void pass(const float* x, float* a) const {
        const auto& layer = std::get<Index>(*layers_);
        using Here = std::remove_const_t<std::remove_reference_t<decltype(layer)>>;
        Vector result[vectorsFor(Here::Outputs)];
        layer.forward(x, result);
        if constexpr (Index + 1 == Depth) std::memcpy(a, result, Here::Outputs * sizeof(float));
        else pass<Index + 1>(reinterpret_cast<const float*>(result), a);
    }

    std::unique_ptr<std::tuple<Layers...>> layers_;
};

template <class Network> static bool take(const Workload& workload, std::unique_ptr<Session>& session) {
    if (Network::is(workload)) session = std::make_unique<SessionOf<Network>>(workload);
    return session != nullptr;
}

int main() {
    constexpr auto Identity = Activation::Identity, ReLU = Activation::ReLU, Tanh = Activation::Tanh, Softmax = Activation::Softmax;
    return serve("C++ tuned", [=](const Workload& workload) {
        std::unique_ptr<Session> session;
        if (workload.trains() || workload.batch > 1) return session;
        take<TunedNetwork<Layer<4, 24, Tanh>, Layer<24, 24, Tanh>, Layer<24, 2, Identity>>>(workload, session) ||
            take<TunedNetwork<Layer<2, 16, ReLU>, Layer<16, 16, ReLU>, Layer<16, 1, Identity>>>(workload, session) ||
            take<TunedNetwork<Layer<64, 64, ReLU>, Layer<64, 32, ReLU>, Layer<32, 10, Softmax>>>(workload, session) ||
            take<TunedNetwork<Layer<784, 128, ReLU>, Layer<128, 10, Softmax>>>(workload, session) ||
            take<TunedNetwork<Layer<16, 64, ReLU>, Layer<64, 64, ReLU>, Layer<64, 64, ReLU>, Layer<64, 8, Identity>>>(workload, session);
        return session;
    });
}
