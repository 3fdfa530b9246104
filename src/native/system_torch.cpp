// libtorch's dispatcher knows every operator by name and schema, so one boxed call serves them all.
#include "system_torch.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <cstring>

using c10::IValue;

thread_local std::string last_error;

API const char* st_error() { return last_error.c_str(); }

// ---- values across the border -------------------------------------------------------------------------------------

namespace {

enum Kind : int32_t {
  None, TensorKind, Int, Double, Bool, Ints, Doubles, Bools, Tensors, Text, DeviceKind, Random, Complex
};

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
enum class Wants { AsGiven, Int, Float, Bool, IntList, FloatList, TensorList, OptionalTensorList };

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
    case TypeKind::IntType:
    case TypeKind::SymIntType: return Wants::Int;
    case TypeKind::FloatType: return Wants::Float;
    case TypeKind::BoolType: return Wants::Bool;
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
      if (wants == Wants::Float) return IValue(double(v.i));
      if (wants == Wants::Bool) return IValue(v.i != 0);
      if (wants == Wants::IntList) return IValue(std::vector<int64_t>(std::max(1, parameter.repeat), v.i));
      if (wants == Wants::FloatList) return IValue(std::vector<double>(std::max(1, parameter.repeat), double(v.i)));
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
        c10::List<Optional<Tensor>> list;
        list.reserve(v.n);
        for (int i = 0; i < v.n; i++)
          list.push_back(p[i] ? Optional<Tensor>(tensor(p[i])) : Optional<Tensor>());
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
