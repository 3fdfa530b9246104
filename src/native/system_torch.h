#pragma once
// What the files of libsystemtorch share: libtorch for src/SystemTorch.
//
// A tensor's handle is its TensorImpl*, owned once by the handle. No exception leaves these files: an entry that can
// fail returns a negative number or null and keeps the message for st_error().
#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <string>
#include <vector>

// libtorch's own optional until it took the standard's.
#if __has_include(<c10/util/Optional.h>)
#include <c10/util/Optional.h>
template <class T>
using Optional = c10::optional<T>;
#else
#include <optional>
template <class T>
using Optional = std::optional<T>;
#endif

#define API extern "C" __attribute__((visibility("default")))

using at::Tensor;
using TensorPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

extern thread_local std::string last_error;

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

inline c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

// The handle's tensor; null is the undefined tensor.
inline Tensor tensor(void* handle) { return handle ? Tensor(TensorPtr::reclaim_copy(impl(handle))) : Tensor(); }

inline std::vector<Tensor> tensors(void** handles, int64_t n) {
  std::vector<Tensor> list;
  list.reserve(n);
  for (int64_t i = 0; i < n; i++) list.push_back(tensor(handles[i]));
  return list;
}

// Gives the tensor away as a handle that st_free ends.
inline void* release(Tensor t) { return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr; }

// A device as type << 32 | index; index -1 is the current one.
inline c10::Device device_of(int64_t code) {
  return c10::Device(static_cast<c10::DeviceType>(code >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(code)));
}
