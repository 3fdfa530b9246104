// Autograd and its modes, random numbers, threads, devices: what is not an operator and not a tensor's own.
#include "system_torch.h"

#include <ATen/Context.h>
#include <ATen/ops/empty.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/ScalarTypeToTypeMeta.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <dlfcn.h>

// ---- autograd -----------------------------------------------------------------------------------------------------

API int st_requires_grad(void* t) { return guarded(-1, [&] { return int(tensor(t).requires_grad()); }); }
API int st_set_requires_grad(void* t, int on) { return checked([&] { tensor(t).requires_grad_(on != 0); }); }
API int st_is_leaf(void* t) { return guarded(-1, [&] { return int(tensor(t).is_leaf()); }); }
API int st_retain_grad(void* t) { return checked([&] { tensor(t).retain_grad(); }); }

API void* st_grad(void* t) {
  return guarded(static_cast<void*>(nullptr), [&] { return release(tensor(t).grad()); });
}

API int st_set_grad(void* t, void* grad) {
  return checked([&] {
    const auto value = tensor(grad), owner = tensor(t);
    if (value.defined())
      TORCH_CHECK(value.sizes() == owner.sizes() && value.scalar_type() == owner.scalar_type() && value.device() == owner.device(),
                  "the gradient has to have its tensor's shape, dtype and device");
    owner.mutable_grad() = value;
  });
}

// retain_graph: -1 as create_graph says.
API int st_backward(void** of, int n, void** grads, int n_grads, int retain_graph, int create_graph, void** inputs, int n_inputs) {
  return checked([&] {
    const auto retain = retain_graph < 0 ? Optional<bool>() : Optional<bool>(retain_graph != 0);
    torch::autograd::backward(tensors(of, n), tensors(grads, n_grads), retain, create_graph != 0, tensors(inputs, n_inputs));
  });
}

// Writes one gradient (or null) for each input.
API int st_autograd_grad(void** outputs, int n, void** inputs, int n_inputs, void** grads, int n_grads, int retain_graph,
                         int create_graph, int allow_unused, void** results) {
  return checked([&] {
    const auto retain = retain_graph < 0 ? Optional<bool>() : Optional<bool>(retain_graph != 0);
    auto found = torch::autograd::grad(tensors(outputs, n), tensors(inputs, n_inputs), tensors(grads, n_grads), retain,
                                       create_graph != 0, allow_unused != 0);
    for (int i = 0; i < n_inputs; i++) results[i] = release(std::move(found[i]));
  });
}

API int st_grad_mode() { return c10::GradMode::is_enabled(); }
API void st_set_grad_mode(int on) { c10::GradMode::set_enabled(on != 0); }
API int st_inference_mode() { return c10::InferenceMode::is_enabled(); }
API void* st_enter_inference_mode(int on) {
  return guarded(static_cast<void*>(nullptr), [&]() -> void* { return new c10::InferenceMode(on != 0); });
}
API void st_leave_inference_mode(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
API int st_anomaly_mode() { return torch::autograd::AnomalyMode::is_enabled() | torch::autograd::AnomalyMode::should_check_nan() << 1; }
API void st_set_anomaly_mode(int on, int check_nan) { torch::autograd::AnomalyMode::set_enabled(on != 0, check_nan != 0); }

// ---- random numbers -----------------------------------------------------------------------------------------------

namespace {

at::Generator& generator(void* g) { return *static_cast<at::Generator*>(g); }

template <class Body>
int64_t with_generator(void* g, Body&& body) {
  return guarded<int64_t>(-1, [&] {
    std::lock_guard<std::mutex> lock(generator(g).mutex());
    return static_cast<int64_t>(body(generator(g)));
  });
}

}  // namespace

API void* st_generator(uint64_t seed, int64_t device) {
  return guarded(static_cast<void*>(nullptr), [&]() -> void* {
    const auto where = device_of(device);
    auto made = where.is_cpu() ? at::make_generator<at::CPUGeneratorImpl>(seed)
                               : at::globalContext().defaultGenerator(where).clone();
    made.set_current_seed(seed);
    return new at::Generator(made);
  });
}

API void* st_default_generator(int64_t device) {
  return guarded(static_cast<void*>(nullptr),
                 [&]() -> void* { return new at::Generator(at::globalContext().defaultGenerator(device_of(device))); });
}

API void st_free_generator(void* g) { delete static_cast<at::Generator*>(g); }

API int64_t st_generator_seed(void* g) { return with_generator(g, [](at::Generator& x) { return x.seed(); }); }
API int64_t st_generator_initial_seed(void* g) { return with_generator(g, [](at::Generator& x) { return x.current_seed(); }); }
API int64_t st_generator_set_seed(void* g, int64_t seed) {
  return with_generator(g, [&](at::Generator& x) { return x.set_current_seed(static_cast<uint64_t>(seed)), 0; });
}
API void* st_generator_state(void* g) {
  return guarded(static_cast<void*>(nullptr), [&] {
    std::lock_guard<std::mutex> lock(generator(g).mutex());
    return release(generator(g).get_state());
  });
}
API int64_t st_generator_set_state(void* g, void* state) {
  return with_generator(g, [&](at::Generator& x) { return x.set_state(tensor(state)), 0; });
}

// Seeds the default generators of all devices.
API int st_manual_seed(int64_t seed) { return checked([&] { at::manual_seed(static_cast<uint64_t>(seed)); }); }

// ---- threads ------------------------------------------------------------------------------------------------------

namespace {

// libtorch does not tell an OpenBLAS that has its own pool.
using SetThreads = void (*)(int);
SetThreads openblas_set_num_threads() {
  if (void* found = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) return reinterpret_cast<SetThreads>(found);
  for (const char* name : {"libopenblas.so.0", "libopenblas.so"})
    if (void* library = dlopen(name, RTLD_LAZY | RTLD_NOLOAD))
      if (void* found = dlsym(library, "openblas_set_num_threads")) return reinterpret_cast<SetThreads>(found);
  return nullptr;
}

}  // namespace

API int st_set_num_threads(int n) {
  return checked([&] {
    static const SetThreads set_openblas = openblas_set_num_threads();
    at::set_num_threads(n);
    if (set_openblas) set_openblas(n);
  });
}

API int st_get_num_threads() { return guarded(-1, [] { return at::get_num_threads(); }); }
API int st_set_num_interop_threads(int n) { return checked([&] { at::set_num_interop_threads(n); }); }
API int st_get_num_interop_threads() { return guarded(-1, [] { return static_cast<int>(at::get_num_interop_threads()); }); }

// ---- the library and its devices ----------------------------------------------------------------------------------

API const char* st_version() { return TORCH_VERSION; }

API const char* st_build_config() {
  static thread_local std::string text;
  return guarded("", [] {
    text = at::show_config() + at::get_parallel_info();
    return text.c_str();
  });
}

API int st_set_default_dtype(int dtype) {
  return checked([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype))); });
}

// Makes the device's backend ready; fails where libtorch has none.
API int st_initialize_device(int64_t device) {
  return checked([&] {
    const auto where = device_of(device);
    if (where.is_cuda()) {
      TORCH_CHECK(at::hasCUDA(), "Torch was not built with CUDA support, or no CUDA device is there.");
      at::empty({1}, at::TensorOptions().device(where));
    } else {
      TORCH_CHECK(where.is_cpu() || where.is_meta(), "there is no backend for device ", where.str(), " here");
    }
  });
}

API int st_cuda_device_count() {
  return guarded(0, [] {
    return at::hasCUDA() ? static_cast<int>(c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount()) : 0;
  });
}

API int st_cudnn_available() { return guarded(0, [] { return int(at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN()); }); }

API int st_cuda_synchronize(int64_t device) {
  return checked([&] {
    const auto* cuda = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA);
    const auto where = device_of(device);
    const auto stream = cuda->getStream(where.has_index() ? where : cuda->getDevice());
    cuda->synchronizeStream(stream);
  });
}
