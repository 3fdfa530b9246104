// A tensor's life, metadata and memory, indexing, and PyTorch's own files.
#include "system_torch.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/NamedTensorUtils.h>
#include <ATen/TensorIndexing.h>
#include <torch/serialize.h>

#include <algorithm>
#include <cstring>

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
    at::internal_set_names_inplace(target, n ? Optional<at::DimnameList>(list) : Optional<at::DimnameList>());
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

API int st_dtype(void* t) { return guarded(-1, [&] { return static_cast<int>(c10::typeMetaToScalarType(impl(t)->dtype())); }); }
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
API void* st_data(void* t) {
  return guarded(static_cast<void*>(nullptr), [&] {
    void* data = tensor(t).data_ptr();
    if (!data && tensor(t).numel() > 0)
      throw std::runtime_error("this tensor of zeros, such as the gradient of sgn, has no memory of its own: clone it first");
    return data;
  });
}

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
  const auto given = [](int64_t x) { return x == INT64_MIN ? Optional<int64_t>() : Optional<int64_t>(x); };
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
