// ONNX Runtime through its C API, from the library inside its npm package. That package has no header, but the API is a
// table of functions to which new ones are only ever appended, so positions in it are for good.
#include "onnx_model.h"

using Handle = void*;
struct ApiBase {
    const Handle* (*table)(uint32_t version);
    const char* (*version)();
};
extern "C" const ApiBase* OrtGetApiBase();

// Positions in OrtApi (onnxruntime_c_api.h, MIT, https://github.com/microsoft/onnxruntime).
enum Position { GetErrorMessage = 2, CreateEnv = 3, CreateSessionFromArray = 8, CreateSessionOptions = 10, SetIntraOpNumThreads = 24,
                CreateTensorWithData = 49, CreateCpuMemoryInfo = 69, ReleaseMemoryInfo = 94, ReleaseSession = 95, ReleaseValue = 96, ReleaseSessionOptions = 100,
                RunWithBinding = 133, CreateIoBinding = 134, ReleaseIoBinding = 135, BindInput = 136, BindOutput = 137 };
constexpr uint32_t ApiVersion = 17;

static Handle function(Position position) {
    static const Handle* const table = OrtGetApiBase()->table(ApiVersion);
    return table[position];
}

template <class... Arguments> static void call(Position position, Arguments... arguments) {
    if (Handle status = reinterpret_cast<Handle (*)(Arguments...)>(function(position))(arguments...))
        throw std::runtime_error(reinterpret_cast<const char* (*)(Handle)>(function(GetErrorMessage))(status));
}

static void release(Position position, Handle handle) { reinterpret_cast<void (*)(Handle)>(function(position))(handle); }

static Handle environment() {
    static Handle handle = [] {
        Handle created;
        call(CreateEnv, 3 /* errors only */, "peer", &created);
        return created;
    }();
    return handle;
}

class OnnxRuntimeNetwork {
public:
    explicit OnnxRuntimeNetwork(const Workload& workload)
        : x_(static_cast<size_t>(workload.batch) * workload.sizes.front()), a_(static_cast<size_t>(workload.batch) * workload.sizes.back()) {
        std::string model = onnx::model(workload);
        call(CreateSessionOptions, &options_);
        call(SetIntraOpNumThreads, options_, 1);
        call(CreateSessionFromArray, environment(), static_cast<const void*>(model.data()), model.size(), options_, &session_);
        call(CreateCpuMemoryInfo, 1 /* arena */, 0 /* default */, &memory_);
        call(CreateIoBinding, session_, &binding_);
        inputTensor_ = tensor(x_, workload.batch, workload.sizes.front());
        outputTensor_ = tensor(a_, workload.batch, workload.sizes.back());
        call(BindInput, binding_, "x", inputTensor_);
        call(BindOutput, binding_, "a", outputTensor_);
    }
    OnnxRuntimeNetwork(const OnnxRuntimeNetwork&) = delete;
    ~OnnxRuntimeNetwork() {
        release(ReleaseIoBinding, binding_);
        release(ReleaseValue, inputTensor_);
        release(ReleaseValue, outputTensor_);
        release(ReleaseMemoryInfo, memory_);
        release(ReleaseSession, session_);
        release(ReleaseSessionOptions, options_);
    }

    void reset(const float*) {}  // the parameters are in the model
    void copyTo(float*) {}
    void train(const float*, const float*) {}

    // A program with one fixed batch would leave it bound, so only a new one is copied; outputs always are.
    void forward(const float* x, float* a) {
        if (x != bound_) std::copy_n(bound_ = x, x_.size(), x_.data());
        call(RunWithBinding, session_, static_cast<Handle>(nullptr), binding_);
        std::copy_n(a_.data(), a_.size(), a);
    }

private:
    Handle tensor(Buffer& values, int64_t rows, int64_t columns) {
        int64_t shape[] = {rows, columns};
        Handle result;
        call(CreateTensorWithData, memory_, static_cast<void*>(values.data()), values.size() * sizeof(float), &shape[0], size_t{2}, 1 /* float */, &result);
        return result;
    }

    Buffer x_, a_;
    const float* bound_ = nullptr;
    Handle options_, session_, memory_, binding_, inputTensor_, outputTensor_;
};

int main() {
    return serve(std::string("ONNX Runtime ") + OrtGetApiBase()->version(), [](const Workload& workload) -> std::unique_ptr<Session> {
        if (workload.trains()) return nullptr;
        return std::make_unique<SessionOf<OnnxRuntimeNetwork>>(workload);
    });
}
