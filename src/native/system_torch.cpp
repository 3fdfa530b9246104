// libtorch for src/SystemTorch. The dispatcher knows every operator by name and schema, so one boxed call serves them
// all; the rest of this file is what the dispatcher does not offer: lifetime, metadata, autograd, modes, generators, threads.
//
// A tensor's handle is its TensorImpl*, owned once by the handle. No exception leaves this file: an entry that can fail
// returns a negative number or null and keeps the message for st_error().
#include <ATen/ATen.h>
#include <ATen/NamedTensorUtils.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIndexing.h>
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/ScalarTypeToTypeMeta.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/serialize.h>

#include <dlfcn.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#define API extern "C" __attribute__((visibility("default")))

using at::Tensor;
using c10::IValue;
using TensorPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

namespace {

thread_local std::string last_error;

// Runs `body`; on any exception keeps its message and returns `failed`.
template <class Result, class Body>
Result guarded(Result failed, Body&& body) {
  try {
    return body();
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "unknown native exception";
  }
  return failed;
}

template <class Body>
int checked(Body&& body) {
  return guarded(-1, [&] {
    body();
    return 0;
  });
}

// The handle's tensor; null is the undefined tensor.
Tensor tensor(void* handle) {
  return handle ? Tensor(TensorPtr::reclaim_copy(static_cast<c10::TensorImpl*>(handle))) : Tensor();
}

// Gives the tensor away as a handle that st_free ends.
void* release(Tensor t) {
  return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr;
}

std::vector<Tensor> tensors(void** handles, int64_t n) {
  std::vector<Tensor> list;
  list.reserve(n);
  for (int64_t i = 0; i < n; i++) list.push_back(tensor(handles[i]));
  return list;
}

c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

c10::Device device_of(int64_t code) {
  return c10::Device(static_cast<c10::DeviceType>(code >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(code)));
}

// ---- values across the border -------------------------------------------------------------------------------------

enum Kind : int32_t { None, TensorKind, Int, Double, Bool, Ints, Doubles, Bools, Tensors, Text, DeviceKind, Random, Complex };

// `i` also holds a device as type << 32 | index; lists and text stand in `p` with `n` elements; Complex is `d` + the
// double whose bits are `i`.
struct Value {
  int32_t kind;
  int32_t n;
  int64_t i;
  double d;
  void* p;
};

// What a parameter of a schema accepts.
enum class Wants { AsGiven, Int, Float, Bool, Number, IntList, FloatList, TensorOne, TensorList, OptionalTensorList };

struct Parameter {
  Wants wants;
  int32_t repeat;  // an int for an int[n] stands for n of them
  bool has_default;
  IValue default_value;
  std::string name;
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
};

Wants wanted(const c10::Type& type) {
  using c10::TypeKind;
  switch (type.kind()) {
    case TypeKind::OptionalType: return wanted(*type.castRaw<c10::OptionalType>()->getElementType());
    case TypeKind::TensorType: return Wants::TensorOne;
    case TypeKind::IntType:
    case TypeKind::SymIntType: return Wants::Int;
    case TypeKind::FloatType: return Wants::Float;
    case TypeKind::BoolType: return Wants::Bool;
    case TypeKind::NumberType: return Wants::Number;
    case TypeKind::ListType: {
      const auto& element = *type.castRaw<c10::ListType>()->getElementType();
      switch (element.kind()) {
        case TypeKind::TensorType: return Wants::TensorList;
        case TypeKind::OptionalType: return Wants::OptionalTensorList;
        case TypeKind::IntType:
        case TypeKind::SymIntType: return Wants::IntList;
        case TypeKind::FloatType: return Wants::FloatList;
        default: return Wants::AsGiven;
      }
    }
    default: return Wants::AsGiven;
  }
}

[[noreturn]] void mismatch(const Operator& op, const Parameter& parameter, const char* given) {
  throw std::invalid_argument(op.handle.schema().name() + ": argument '" + parameter.name + "' cannot be " + given);
}

IValue boxed(const Operator& op, const Parameter& parameter, const Value& v) {
  const Wants wants = parameter.wants;
  switch (v.kind) {
    case None: return IValue();
    case TensorKind:
      if (wants == Wants::TensorList) return IValue(c10::List<Tensor>({tensor(v.p)}));
      return IValue(tensor(v.p));
    case Int:
      if (wants == Wants::Float) return IValue(static_cast<double>(v.i));
      if (wants == Wants::Bool) return IValue(v.i != 0);
      if (wants == Wants::IntList) return IValue(std::vector<int64_t>(std::max(1, parameter.repeat), v.i));
      if (wants == Wants::FloatList) return IValue(std::vector<double>(std::max(1, parameter.repeat), static_cast<double>(v.i)));
      return IValue(v.i);
    case Double:
      if (wants == Wants::Int || wants == Wants::IntList) mismatch(op, parameter, "a floating point number");
      if (wants == Wants::FloatList) return IValue(std::vector<double>(std::max(1, parameter.repeat), v.d));
      return IValue(v.d);
    case Bool:
      if (wants == Wants::Int) return IValue(static_cast<int64_t>(v.i != 0));
      return IValue(v.i != 0);
    case Ints: {
      const auto* p = static_cast<const int64_t*>(v.p);
      if (wants == Wants::FloatList) return IValue(std::vector<double>(p, p + v.n));
      return IValue(c10::IntArrayRef(p, v.n));
    }
    case Doubles: {
      const auto* p = static_cast<const double*>(v.p);
      return IValue(c10::List<double>(c10::ArrayRef<double>(p, v.n)));
    }
    case Bools: {
      const auto* p = static_cast<const bool*>(v.p);
      return IValue(c10::List<bool>(c10::ArrayRef<bool>(p, v.n)));
    }
    case Tensors: {
      auto** p = static_cast<void**>(v.p);
      if (wants == Wants::OptionalTensorList) {
        c10::List<c10::optional<Tensor>> list;
        list.reserve(v.n);
        for (int i = 0; i < v.n; i++) list.push_back(p[i] ? c10::optional<Tensor>(tensor(p[i])) : c10::optional<Tensor>());
        return IValue(std::move(list));
      }
      c10::List<Tensor> list;
      list.reserve(v.n);
      for (int i = 0; i < v.n; i++) list.push_back(tensor(p[i]));
      return IValue(std::move(list));
    }
    case Text: return IValue(std::string(static_cast<const char*>(v.p), v.n));
    case DeviceKind: return IValue(device_of(v.i));
    case Random: return IValue(*static_cast<at::Generator*>(v.p));
    case Complex: {
      double imaginary;
      std::memcpy(&imaginary, &v.i, sizeof imaginary);
      return IValue(c10::complex<double>(v.d, imaginary));
    }
    default: mismatch(op, parameter, "of an unknown kind");
  }
}

Value unboxed(IValue&& value) {
  Value v{None, 0, 0, 0, nullptr};
  if (value.isTensor()) {
    v.kind = TensorKind;
    v.p = release(std::move(value).toTensor());
  } else if (value.isInt()) {
    v.kind = Int;
    v.i = value.toInt();
  } else if (value.isDouble()) {
    v.kind = Double;
    v.d = value.toDouble();
  } else if (value.isBool()) {
    v.kind = Bool;
    v.i = value.toBool();
  } else if (value.isComplexDouble()) {
    v.kind = Complex;
    v.d = value.toComplexDouble().real();
    const double imaginary = value.toComplexDouble().imag();
    std::memcpy(&v.i, &imaginary, sizeof imaginary);
  } else if (value.isTensorList()) {
    auto list = std::move(value).toTensorVector();
    auto** handles = new void*[list.size()];
    for (size_t i = 0; i < list.size(); i++) handles[i] = release(std::move(list[i]));
    v.kind = Tensors;
    v.n = static_cast<int32_t>(list.size());
    v.p = handles;
  }
  return v;
}

}  // namespace

API const char* st_error() { return last_error.c_str(); }

// ---- operators ----------------------------------------------------------------------------------------------------

API void* st_operator(const char* name, const char* overload) {
  return guarded(static_cast<void*>(nullptr), [&]() -> void* {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    std::vector<Parameter> parameters;
    for (const auto& a : handle.schema().arguments()) {
      const bool has_default = a.default_value().has_value();
      parameters.push_back({wanted(*a.type()), a.N().value_or(1), has_default,
                            has_default ? *a.default_value() : IValue(), a.name()});
    }
    return new Operator{handle, std::move(parameters)};
  });
}

// Calls an operator; missing trailing arguments take the schema's defaults. Returns the number of results written.
API int st_call(void* op_handle, const Value* args, int n, Value* results, int capacity) {
  return guarded(-1, [&] {
    const auto& op = *static_cast<Operator*>(op_handle);
    const size_t count = op.parameters.size();
    if (static_cast<size_t>(n) > count)
      throw std::invalid_argument(op.handle.schema().name() + ": " + std::to_string(n) + " arguments given, at most " +
                                  std::to_string(count) + " taken");
    torch::jit::Stack stack;
    stack.reserve(std::max<size_t>(count, 4));
    for (int k = 0; k < n; k++) stack.push_back(boxed(op, op.parameters[k], args[k]));
    for (size_t k = n; k < count; k++) {
      const auto& parameter = op.parameters[k];
      if (!parameter.has_default) mismatch(op, parameter, "left out");
      stack.push_back(parameter.default_value);
    }
    op.handle.callBoxed(&stack);
    const int found = std::min<int>(capacity, stack.size());
    for (int k = 0; k < found; k++) results[k] = unboxed(std::move(stack[k]));
    return found;
  });
}

API void st_free_list(void** handles) { delete[] handles; }

// ---- tensors ------------------------------------------------------------------------------------------------------

API void st_free(void* handle) {
  guarded(0, [&] {
    if (handle) TensorPtr::reclaim(impl(handle));
    return 0;
  });
}

// A new tensor with a copy of `data`, or empty when `data` is null.
API void* st_new(const void* data, const int64_t* sizes, int rank, int dtype, int64_t device) {
  return guarded(static_cast<void*>(nullptr), [&] {
    const auto type = static_cast<c10::ScalarType>(dtype);
    auto host = at::empty(c10::IntArrayRef(sizes, rank), at::TensorOptions().dtype(type));
    if (data && host.nbytes()) std::memcpy(host.data_ptr(), data, host.nbytes());
    const auto where = device_of(device);
    return release(where.is_cpu() ? host : host.to(where));
  });
}

// A tensor on memory that `free_memory(context)` lets go of when the last tensor on it dies.
API void* st_from_blob(void* data, const int64_t* sizes, int rank, int dtype, void (*free_memory)(void*), void* context) {
  return guarded(static_cast<void*>(nullptr), [&] {
    return release(at::from_blob(data, c10::IntArrayRef(sizes, rank), [free_memory, context](void*) { free_memory(context); },
                                 at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype))));
  });
}

// Another handle on the same native tensor.
API void* st_alias(void* t) { return release(tensor(t)); }

// Null stands for a dimension without a name.
API int st_set_names(void* t, const char** names, int n) {
  return checked([&] {
    std::vector<at::Dimname> list;
    for (int i = 0; i < n; i++)
      list.push_back(names[i] ? at::Dimname::fromSymbol(c10::Symbol::dimname(names[i])) : at::Dimname::wildcard());
    auto target = tensor(t);
    at::internal_set_names_inplace(target, n ? c10::optional<at::DimnameList>(list) : c10::nullopt);
  });
}

// The name of a dimension, or null.
API const char* st_name(void* t, int dim) {
  static thread_local std::string text;
  return guarded(static_cast<const char*>(nullptr), [&]() -> const char* {
    const auto name = tensor(t).names()[dim];
    text = name.symbol().toUnqualString();
    return name.isWildcard() ? nullptr : text.c_str();
  });
}

API int st_dtype(void* t) { return static_cast<int>(c10::typeMetaToScalarType(impl(t)->dtype())); }
API int st_element_size(void* t) { return static_cast<int>(impl(t)->itemsize()); }
API int64_t st_dim(void* t) { return guarded<int64_t>(-1, [&] { return impl(t)->dim(); }); }
API int64_t st_numel(void* t) { return guarded<int64_t>(-1, [&] { return impl(t)->numel(); }); }
API int64_t st_storage_offset(void* t) { return guarded<int64_t>(-1, [&] { return impl(t)->storage_offset(); }); }
API int st_is_contiguous(void* t) { return guarded(-1, [&] { return int(impl(t)->is_contiguous()); }); }
API int st_is_sparse(void* t) { return guarded(-1, [&] { return int(impl(t)->is_sparse()); }); }

API int64_t st_device(void* t) {
  return guarded<int64_t>(-1, [&] {
    const auto d = impl(t)->device();
    return static_cast<int64_t>(static_cast<uint64_t>(d.type()) << 32 | static_cast<uint32_t>(static_cast<int32_t>(d.index())));
  });
}

API int st_sizes(void* t, int64_t* out, int rank) {
  return checked([&] {
    const auto sizes = impl(t)->sizes();
    std::copy_n(sizes.begin(), std::min<size_t>(rank, sizes.size()), out);
  });
}

API int st_strides(void* t, int64_t* out, int rank) {
  return checked([&] {
    const auto strides = impl(t)->strides();
    std::copy_n(strides.begin(), std::min<size_t>(rank, strides.size()), out);
  });
}

// Null also for a tensor without elements: ask st_error only when there are some.
API void* st_data(void* t) { return guarded(static_cast<void*>(nullptr), [&] { return tensor(t).data_ptr(); }); }

// ---- indexing ------------------------------------------------------------------------------------------------------

namespace {

// One index as Python writes it. A slice's missing parts are INT64_MIN.
struct Index {
  int64_t kind;  // 0 None, 1 one position, 2 ellipsis, 3 bool, 4 tensor, 5 slice
  int64_t start, stop, step;
  void* tensor;
};

std::vector<at::indexing::TensorIndex> indices(const Index* items, int n) {
  using at::indexing::Slice;
  using at::indexing::TensorIndex;
  const auto given = [](int64_t x) { return x == INT64_MIN ? c10::optional<int64_t>() : c10::optional<int64_t>(x); };
  std::vector<TensorIndex> list;
  list.reserve(n);
  for (int i = 0; i < n; i++) {
    const auto& x = items[i];
    switch (x.kind) {
      case 1: list.emplace_back(x.start); break;
      case 2: list.emplace_back(at::indexing::Ellipsis); break;
      case 3: list.emplace_back(x.start != 0); break;
      case 4: list.emplace_back(tensor(x.tensor)); break;
      case 5: list.emplace_back(Slice(given(x.start), given(x.stop), given(x.step))); break;
      default: list.emplace_back(at::indexing::None); break;
    }
  }
  return list;
}

}  // namespace

API void* st_index(void* t, const Index* items, int n) {
  return guarded(static_cast<void*>(nullptr), [&] { return release(tensor(t).index(indices(items, n))); });
}

API int st_index_put(void* t, const Index* items, int n, void* value) {
  return checked([&] { tensor(t).index_put_(indices(items, n), tensor(value)); });
}

// ---- PyTorch's own files -------------------------------------------------------------------------------------------

API int st_save(void* t, const char* path) { return checked([&] { torch::save(tensor(t), std::string(path)); }); }

API void* st_load(const char* path) {
  return guarded(static_cast<void*>(nullptr), [&] {
    Tensor found;
    torch::load(found, std::string(path));
    return release(std::move(found));
  });
}

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
    const auto retain = retain_graph < 0 ? c10::optional<bool>() : c10::optional<bool>(retain_graph != 0);
    torch::autograd::backward(tensors(of, n), tensors(grads, n_grads), retain, create_graph != 0, tensors(inputs, n_inputs));
  });
}

// Writes one gradient (or null) for each input.
API int st_autograd_grad(void** outputs, int n, void** inputs, int n_inputs, void** grads, int n_grads, int retain_graph,
                         int create_graph, int allow_unused, void** results) {
  return checked([&] {
    const auto retain = retain_graph < 0 ? c10::optional<bool>() : c10::optional<bool>(retain_graph != 0);
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

API int st_get_num_threads() { return at::get_num_threads(); }
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

// ---- Adam ---------------------------------------------------------------------------------------------------------

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
            impl(t)->dtype() != caffe2::TypeMeta::Make<float>() || impl(t)->numel() != impl(params[k])->numel())
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
      auto *pp = static_cast<float*>(p.data_ptr()), *mp = static_cast<float*>(m.data_ptr()), *vp = static_cast<float*>(v.data_ptr());
      const auto* gp = static_cast<const float*>(g.data_ptr());
      at::parallel_for(0, p.numel(), 1 << 15, [&](int64_t from, int64_t to) {
        adam(pp + from, gp + from, mp + from, vp + from, to - from, s);
      });
      p.unsafeGetTensorImpl()->bump_version();
    }
    return 0;
  });
}
