// What all peers written in C++ share: how a workload is read, how it is measured, and the conversation with the
// comparison (README.md). A peer is a Model:
//
//     void reset(const float* parameters);           sets all parameters, and the optimiser back to its start
//     void copyTo(float* parameters);                the parameters as they are now
//     void forward(const float* x, float* a);        the forward pass of one batch
//     void train(const float* x, const float* y);    one training step
//
// Parameters are in the order of the files: layer by layer, weights [out][in], then biases.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

enum class Activation { Identity, ReLU, Tanh, Sigmoid, Softmax };

// Numbers aligned to a cache line, zero at first, with a spare line behind them.
class Buffer {
public:
    explicit Buffer(size_t count = 0) : count_(count), values_(static_cast<float*>(std::aligned_alloc(64, bytes(count)))) {
        std::memset(values_.get(), 0, bytes(count));
    }
    float* data() { return values_.get(); }
    const float* data() const { return values_.get(); }
    size_t size() const { return count_; }
    void clear() { std::memset(values_.get(), 0, count_ * sizeof(float)); }

private:
    struct Free { void operator()(float* values) const { std::free(values); } };
    static size_t bytes(size_t count) { return (count * sizeof(float) + 127) / 64 * 64; }
    size_t count_;
    std::unique_ptr<float, Free> values_;
};

struct Workload {
    std::vector<int> sizes;
    std::vector<Activation> activations;
    std::string loss, optimizer;
    int batch = 1, samples = 1, checkedSteps = 0;
    float rate = 0;
    Buffer parameters, inputs, targets;

    bool trains() const { return optimizer != "none"; }
    bool adam() const { return optimizer == "adam"; }
    int batches() const { return samples / batch; }

    // The loss's gradient at the last layer is this times (a - y); softmax comes with cross-entropy alone.
    float errorScale() const { return (loss == "meansquarederror" ? 2.0f / sizes.back() : 1.0f) / batch; }

    static Workload read(const std::string& folder) {
        Workload workload;
        std::ifstream file(folder + "/workload.txt");
        if (!file) throw std::runtime_error("no workload in " + folder);
        for (std::string line, word; std::getline(file, line);) {
            std::istringstream values(line);
            values >> word;
            if (word == "sizes") for (int size; values >> size;) workload.sizes.push_back(size);
            if (word == "activations") while (values >> word) workload.activations.push_back(activationOf(word));
            if (word == "loss") values >> workload.loss;
            if (word == "optimizer") values >> workload.optimizer;
            if (word == "batch") values >> workload.batch;
            if (word == "samples") values >> workload.samples;
            if (word == "rate") values >> workload.rate;
            if (word == "checkedsteps") values >> workload.checkedSteps;
        }
        workload.parameters = numbers(folder + "/parameters.f32");
        workload.inputs = numbers(folder + "/inputs.f32");
        workload.targets = numbers(folder + "/targets.f32");
        return workload;
    }

private:
    static Activation activationOf(const std::string& name) {
        if (name == "identity") return Activation::Identity;
        if (name == "relu") return Activation::ReLU;
        if (name == "tanh") return Activation::Tanh;
        if (name == "sigmoid") return Activation::Sigmoid;
        if (name == "softmax") return Activation::Softmax;
        throw std::runtime_error("unknown activation " + name);
    }
    static Buffer numbers(const std::string& path) {
        std::ifstream file(path, std::ios::binary | std::ios::ate);
        if (!file) throw std::runtime_error("no " + path);
        Buffer values(static_cast<size_t>(file.tellg()) / sizeof(float));
        file.seekg(0);
        file.read(reinterpret_cast<char*>(values.data()), values.size() * sizeof(float));
        return values;
    }
};

// A workload prepared by a peer.
struct Session {
    virtual ~Session() = default;
    virtual std::vector<float> answer() = 0;
    virtual double secondsPerStep(double seconds) = 0;
};

// The loops know the model's type, so a small network pays for no virtual call.
template <class Model> class SessionOf final : public Session {
public:
    template <class... Arguments>
    explicit SessionOf(const Workload& workload, Arguments&&... arguments)
        : workload_(workload), model_(workload, std::forward<Arguments>(arguments)...),
          outputs_(static_cast<size_t>(workload.samples) * workload.sizes.back()) {}

    std::vector<float> answer() override {
        model_.reset(workload_.parameters.data());
        if (!workload_.trains()) {
            repeat(workload_.batches());
            return {outputs_.data(), outputs_.data() + outputs_.size()};
        }
        repeat(workload_.checkedSteps);
        std::vector<float> parameters(workload_.parameters.size());
        model_.copyTo(parameters.data());
        return parameters;
    }

    // The best of a few slices of the time, each of so many steps as the one before suggests.
    double secondsPerStep(double seconds) override {
        const int slices = 5;
        if (estimate_ == 0) warmUp();
        model_.reset(workload_.parameters.data());
        next_ = 0;
        double best = HUGE_VAL, spent = 0;
        long steps = std::max(1L, static_cast<long>(seconds / slices / estimate_));
        for (int slice = 0; slice < slices && spent < seconds; slice++) {
            double time = timeOf(steps);
            spent += time;
            best = std::min(best, time / steps);
        }
        return estimate_ = best;
    }

private:
    void warmUp() {
        model_.reset(workload_.parameters.data());
        long steps = 1;
        double spent = 0;
        for (double time = 0; spent < 0.1; spent += time, steps *= 2) estimate_ = (time = timeOf(steps)) / steps;
    }
    double timeOf(long steps) {
        auto start = std::chrono::steady_clock::now();
        repeat(steps);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    void repeat(long steps) {
        const size_t in = static_cast<size_t>(workload_.batch) * workload_.sizes.front();
        const size_t out = static_cast<size_t>(workload_.batch) * workload_.sizes.back();
        const int batches = workload_.batches();
        const float *x = workload_.inputs.data(), *y = workload_.targets.data();
        float* a = outputs_.data();
        int batch = next_;
        if (workload_.trains()) {
            for (long step = 0; step < steps; step++) {
                model_.train(x + batch * in, y + batch * out);
                batch = batch + 1 == batches ? 0 : batch + 1;
            }
        } else {
            for (long step = 0; step < steps; step++) {
                model_.forward(x + batch * in, a + batch * out);
                asm volatile("" : : : "memory");  // every output is wanted
                batch = batch + 1 == batches ? 0 : batch + 1;
            }
        }
        next_ = batch;
    }

    const Workload& workload_;
    Model model_;
    Buffer outputs_;
    double estimate_ = 0;
    int next_ = 0;
};

// The conversation. create returns no session for workloads in which the peer does not take part.
inline int serve(const std::string& name, const std::function<std::unique_ptr<Session>(const Workload&)>& create) {
    std::cout << name << std::endl;
    std::cout.precision(9);
    std::unique_ptr<Workload> workload;
    std::unique_ptr<Session> session;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.rfind("open ", 0) == 0) {
            std::string folder = line.substr(5);
            session.reset();
            workload = std::make_unique<Workload>(Workload::read(folder));
            session = create(*workload);
            if (session) {
                std::vector<float> answer = session->answer();
                std::ofstream file(folder + "/answer.f32", std::ios::binary);
                file.write(reinterpret_cast<const char*>(answer.data()), answer.size() * sizeof(float));
            }
            std::cout << (session ? "opened" : "absent") << std::endl;
        } else if (line.rfind("run ", 0) == 0 && session) {
            std::cout << session->secondsPerStep(std::stod(line.substr(4))) << std::endl;
        } else {
            std::cout << "not understood: " << line << std::endl;
        }
    }
    return 0;
}
