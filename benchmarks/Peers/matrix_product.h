// One product of matrices, C = A B or C += A B, in four libraries. Its shape is fixed when it is made. Matrices are dense
// and row-major: A is m x k (stored k x m if transposed), B is k x n (stored n x k if transposed), C is m x n.
#pragma once
#include "peer.h"

struct Shape { int m, n, k; bool transposeA = false, transposeB = false, add = false; };

#if defined(PEER_OPENBLAS)
#include <cblas.h>
static std::string libraryName() {
    std::istringstream configuration(openblas_get_config());
    std::string name, version;
    configuration >> name >> version;
    return "OpenBLAS " + version;
}
struct MatrixProduct {
    Shape s;
    void operator()(const float* a, const float* b, float* c) const {
        cblas_sgemm(CblasRowMajor, s.transposeA ? CblasTrans : CblasNoTrans, s.transposeB ? CblasTrans : CblasNoTrans, s.m, s.n, s.k,
                    1, a, s.transposeA ? s.m : s.k, b, s.transposeB ? s.k : s.n, s.add ? 1 : 0, c, s.n);
    }
};

#elif defined(PEER_ONEDNN)
#include <oneapi/dnnl/dnnl.h>
static std::string libraryName() {
    auto version = dnnl_version();
    return "oneDNN " + std::to_string(version->major) + "." + std::to_string(version->minor);
}
struct MatrixProduct {
    Shape s;
    void operator()(const float* a, const float* b, float* c) const {
        dnnl_sgemm(s.transposeA ? 'T' : 'N', s.transposeB ? 'T' : 'N', s.m, s.n, s.k,
                   1, a, s.transposeA ? s.m : s.k, b, s.transposeB ? s.k : s.n, s.add ? 1 : 0, c, s.n);
    }
};

#elif defined(PEER_EIGEN)
#include <eigen3/Eigen/Dense>
static std::string libraryName() {
    return "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION);
}
struct MatrixProduct {
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Shape s;
    void operator()(const float* a, const float* b, float* c) const {
        Eigen::Map<Matrix> C(c, s.m, s.n);
        if (!s.add) C.setZero();
        if (s.transposeA) C.noalias() += Eigen::Map<const Matrix>(a, s.k, s.m).transpose() * Eigen::Map<const Matrix>(b, s.k, s.n);
        else if (s.transposeB) C.noalias() += Eigen::Map<const Matrix>(a, s.m, s.k) * Eigen::Map<const Matrix>(b, s.n, s.k).transpose();
        else C.noalias() += Eigen::Map<const Matrix>(a, s.m, s.k) * Eigen::Map<const Matrix>(b, s.k, s.n);
    }
};

#elif defined(PEER_LIBXSMM)
#include <libxsmm.h>
static std::string libraryName() { return std::string("libxsmm ") + LIBXSMM_VERSION; }
// libxsmm compiles a kernel for the shape. It thinks in columns, so A and B change places; of the two it can read only our
// A transposed, and a transposed B is turned round first.
class MatrixProduct {
public:
    MatrixProduct(const Shape& shape) : s(shape), turned_(shape.transposeB ? static_cast<size_t>(s.n) * s.k : 0) {
        int lda = s.n, ldb = s.transposeA ? s.m : s.k, ldc = s.n;
        int flags = s.transposeA ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE, prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
        float alpha = 1, beta = s.add ? 1 : 0;
        kernel_ = libxsmm_smmdispatch(s.n, s.m, s.k, &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
        if (!kernel_) throw std::runtime_error("libxsmm compiles no kernel of this shape");
    }
    void operator()(const float* a, const float* b, float* c) {
        if (s.transposeB) {
            libxsmm_otrans(turned_.data(), b, sizeof(float), s.k, s.n, s.k, s.n);
            b = turned_.data();
        }
        kernel_(b, a, c);
    }

private:
    Shape s;
    Buffer turned_;
    libxsmm_smmfunction kernel_;
};
#endif
