// Adam and AdamW, a whole step in one pass over each parameter.
#include "system_torch.h"

#include <ATen/Parallel.h>
#include <c10/core/ScalarTypeToTypeMeta.h>

#include <cmath>

namespace {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2,fma", "default")))
#else
#define WIDE
#endif

// What is the same for all elements of a step: PyTorch's names.
struct AdamStep {
  float keep;  // 1 - lr · weight_decay where decoupled, else 1
  float weight_decay, sign;
  float beta1, one_minus_beta1, beta2, one_minus_beta2;
  float sqrt_bias_correction2, eps, step_size;
};

WIDE void adam(float* p, const float* g, float* m, float* v, int64_t n, const AdamStep& s) {
  for (int64_t i = 0; i < n; i++) {
    const float grad = s.sign * g[i] + s.weight_decay * p[i];
    const float first = m[i] * s.beta1 + s.one_minus_beta1 * grad;
    const float second = v[i] * s.beta2 + s.one_minus_beta2 * grad * grad;
    const float denominator = std::sqrt(second) / s.sqrt_bias_correction2 + s.eps;
    m[i] = first;
    v[i] = second;
    p[i] = p[i] * s.keep - s.step_size * first / denominator;
  }
}

}  // namespace

// One step of Adam, or of AdamW where `decoupled`, in one pass over each parameter. Refuses (1) what it is not made for:
// anything but float32, contiguous, on the CPU.
API int st_adam_step(void** params, void** grads, void** exp_avgs, void** exp_avg_sqs, int n, double lr, double beta1,
                     double beta2, double eps, double weight_decay, int64_t step, int decoupled, int maximize) {
  return guarded(-1, [&] {
    for (int k = 0; k < n; k++)
      for (void* t : {params[k], grads[k], exp_avgs[k], exp_avg_sqs[k]})
        if (!t || !impl(t)->is_contiguous() || !impl(t)->device().is_cpu() || impl(t)->layout() != c10::kStrided ||
            c10::typeMetaToScalarType(impl(t)->dtype()) != c10::kFloat || impl(t)->numel() != impl(params[k])->numel())
          return 1;
    const double bias_correction1 = 1 - std::pow(beta1, static_cast<double>(step));
    const double bias_correction2 = 1 - std::pow(beta2, static_cast<double>(step));
    const AdamStep s{static_cast<float>(decoupled ? 1 - lr * weight_decay : 1),
                     static_cast<float>(decoupled ? 0 : weight_decay),
                     maximize ? -1.f : 1.f,
                     static_cast<float>(beta1),
                     static_cast<float>(1 - beta1),
                     static_cast<float>(beta2),
                     static_cast<float>(1 - beta2),
                     static_cast<float>(std::sqrt(bias_correction2)),
                     static_cast<float>(eps),
                     static_cast<float>(lr / bias_correction1)};
    for (int k = 0; k < n; k++) {
      const Tensor p = tensor(params[k]), g = tensor(grads[k]), m = tensor(exp_avgs[k]), v = tensor(exp_avg_sqs[k]);
      const auto floats = [](const Tensor& t) { return static_cast<float*>(t.data_ptr()); };
      float *pp = floats(p), *gp = floats(g), *mp = floats(m), *vp = floats(v);
      at::parallel_for(0, p.numel(), 1 << 15, [&](int64_t from, int64_t to) {
        adam(pp + from, gp + from, mp + from, vp + from, to - from, s);
      });
      p.unsafeGetTensorImpl()->bump_version();
    }
    return 0;
  });
}
