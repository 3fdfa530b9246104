// The largest of each window of an image, remembering only where in its window that was: a byte instead of the eight of libtorch's
// index, and not the image itself, which libtorch keeps for its size. Behind ResNet's first layer that is a sixth of all that a
// training step keeps.
#include "system_torch.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <limits>

namespace {

// Windows over an image whose pixels' channels lie side by side.
struct Windows {
  int64_t images, channels, height, width;        // of the input
  int64_t high, wide;                             // of the output
  int64_t kernel_y, kernel_x, step_y, step_x, edge_y, edge_x;

  // The range of windows, along one axis, that see place y.
  static std::pair<int64_t, int64_t> seeing(int64_t y, int64_t kernel, int64_t step, int64_t edge, int64_t count) {
    const int64_t first = y + edge - kernel + 1;
    return {first <= 0 ? 0 : (first + step - 1) / step, std::min((y + edge) / step + 1, count)};
  }
};

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

// The first of the largest; a NaN counts as larger, as in libtorch.
WIDE void larger(const float* x, uint8_t place, int64_t channels, float* best, uint8_t* at) {
  for (int64_t c = 0; c < channels; c++) {
    const bool is = x[c] > best[c] || x[c] != x[c];
    best[c] = is ? x[c] : best[c];
    at[c] = is ? place : at[c];
  }
}

WIDE void add_where(const float* gradient, const uint8_t* at, uint8_t place, int64_t channels, float* sum) {
  for (int64_t c = 0; c < channels; c++) sum[c] += at[c] == place ? gradient[c] : 0.f;
}

void largest(const Windows& s, const float* x, float* y, uint8_t* at) {
  at::parallel_for(0, s.images * s.high, 1, [&](int64_t begin, int64_t end) {
    for (int64_t line = begin; line < end; line++)
      for (int64_t o = 0; o < s.wide; o++) {
        const int64_t image = line / s.high, top = line % s.high * s.step_y - s.edge_y, left = o * s.step_x - s.edge_x;
        float* best = y + (line * s.wide + o) * s.channels;
        uint8_t* where = at + (line * s.wide + o) * s.channels;
        std::fill_n(best, s.channels, -std::numeric_limits<float>::infinity());
        bool first = true;
        for (int64_t i = std::max<int64_t>(0, -top); i < s.kernel_y && top + i < s.height; i++)
          for (int64_t j = std::max<int64_t>(0, -left); j < s.kernel_x && left + j < s.width; j++) {
            const auto place = static_cast<uint8_t>(i * s.kernel_x + j);
            if (first) std::fill_n(where, s.channels, place);
            first = false;
            larger(x + ((image * s.height + top + i) * s.width + left + j) * s.channels, place, s.channels, best, where);
          }
      }
  });
}

// Each place gathers from the windows that chose it, in their order: no sum depends on the number of threads.
void spread(const Windows& s, const float* gradient, const uint8_t* at, float* dx) {
  at::parallel_for(0, s.images * s.height, 1, [&](int64_t begin, int64_t end) {
    for (int64_t line = begin; line < end; line++)
      for (int64_t x = 0; x < s.width; x++) {
        const int64_t image = line / s.height, y = line % s.height;
        float* sum = dx + (line * s.width + x) * s.channels;
        std::fill_n(sum, s.channels, 0.f);
        const auto [top, bottom] = Windows::seeing(y, s.kernel_y, s.step_y, s.edge_y, s.high);
        const auto [left, right] = Windows::seeing(x, s.kernel_x, s.step_x, s.edge_x, s.wide);
        for (int64_t i = top; i < bottom; i++)
          for (int64_t j = left; j < right; j++) {
            const int64_t window = ((image * s.high + i) * s.wide + j) * s.channels;
            const int64_t place = (y + s.edge_y - i * s.step_y) * s.kernel_x + x + s.edge_x - j * s.step_x;
            add_where(gradient + window, at + window, static_cast<uint8_t>(place), s.channels, sum);
          }
      }
  });
}

Tensor image(int64_t images, int64_t channels, int64_t height, int64_t width, const at::TensorOptions& options) {
  return at::empty({images, channels, height, width}, options, at::MemoryFormat::ChannelsLast);
}

// The same as spread(), of operators that can be differentiated again.
Tensor scattered(const Windows& s, const Tensor& gradient, const Tensor& at) {
  const auto options = at::TensorOptions(at::kLong);
  const Tensor place = at.to(at::kLong), rows = at::arange(s.high, options).mul(s.step_y).sub(s.edge_y).view({1, 1, -1, 1}),
               columns = at::arange(s.wide, options).mul(s.step_x).sub(s.edge_x).view({1, 1, 1, -1});
  const Tensor index = (place.div(s.kernel_x, "floor") + rows) * s.width + place.remainder(s.kernel_x) + columns;
  return at::zeros({s.images, s.channels, s.height * s.width}, gradient.options())
      .scatter_add(2, index.flatten(2), gradient.flatten(2))
      .view({s.images, s.channels, s.height, s.width});
}

struct Pooling : torch::autograd::Function<Pooling> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, const std::vector<int64_t>& numbers) {
    const Windows s = windows(numbers);
    const Tensor y = image(s.images, s.channels, s.high, s.wide, x.options()), at = image(s.images, s.channels, s.high, s.wide, x.options().dtype(at::kByte));
    largest(s, static_cast<const float*>(x.data_ptr()), static_cast<float*>(y.data_ptr()), static_cast<uint8_t*>(at.data_ptr()));
    context->save_for_backward({at});
    context->saved_data["numbers"] = numbers;
    return y;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const Windows s = windows(context->saved_data["numbers"].toIntVector());
    const Tensor at = context->get_saved_variables()[0];
    if (at::GradMode::is_enabled()) return {scattered(s, gradients[0], at), Tensor()};
    const Tensor g = gradients[0].contiguous(at::MemoryFormat::ChannelsLast), dx = image(s.images, s.channels, s.height, s.width, g.options());
    spread(s, static_cast<const float*>(g.data_ptr()), static_cast<const uint8_t*>(at.data_ptr()), static_cast<float*>(dx.data_ptr()));
    return {dx, Tensor()};
  }

  static Windows windows(const std::vector<int64_t>& n) { return {n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11]}; }
};

}  // namespace

// A maximum over windows whose gradient is wanted. Refuses (1) what it is not made for: anything but float32 on the CPU with a pixel's
// channels side by side, a window of more than 255 places, an output that libtorch would not make.
API int st_max_pool(void* input, int64_t kernel_y, int64_t kernel_x, int64_t step_y, int64_t step_x, int64_t edge_y, int64_t edge_x, void** result) {
  return guarded(-1, [&] {
    const Tensor x = tensor(input);
    if (!x.defined() || !x.device().is_cpu() || x.layout() != c10::kStrided || x.scalar_type() != c10::kFloat || x.dim() != 4 || x.numel() == 0 ||
        !at::GradMode::is_enabled() || !x.requires_grad() || !x.is_contiguous(at::MemoryFormat::ChannelsLast) || x.is_contiguous() ||
        kernel_y < 1 || kernel_x < 1 || step_y < 1 || step_x < 1 || kernel_y * kernel_x > 255 || edge_y < 0 || edge_x < 0 ||
        edge_y * 2 > kernel_y || edge_x * 2 > kernel_x || x.size(2) + 2 * edge_y < kernel_y || x.size(3) + 2 * edge_x < kernel_x)
      return 1;
    const int64_t high = (x.size(2) + 2 * edge_y - kernel_y) / step_y + 1, wide = (x.size(3) + 2 * edge_x - kernel_x) / step_x + 1;
    const std::vector<int64_t> numbers{x.size(0), x.size(1), x.size(2), x.size(3), high, wide, kernel_y, kernel_x, step_y, step_x, edge_y, edge_x};
    *result = release(Pooling::apply(x, numbers));
    return 0;
  });
}
