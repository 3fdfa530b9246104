// Convolutions that keep the size, a kernel of 3 (or 1) along one axis or two, in fewer multiplications than libtorch takes:
// Winograd's minimal filtering F(2, 3), Lavin & Gray, "Fast Algorithms for Convolutional Neural Networks" (2016). Two outputs
// of a kernel of three cost 4 products instead of 6, two by two outputs 16 instead of 36:
//
//   y = Aᵀ[(G g) ⊙ (Bᵀ d)]     d: 4 inputs, g: the kernel, y: 2 outputs, ⊙ summed over the channels (a matrix product)
//
// and its gradients are the same three transforms transposed. Along two axes each transform is done once per axis.
//
// A pixel's channels lie side by side ("channels last"), so that every transform is arithmetic on whole vectors of channels.
// The work goes in blocks of tiles that stay in the cache; nothing is kept for the backward pass but input and weight.
// No sum depends on the number of threads.
#include "system_torch.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_strided.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#ifndef INTRA_OP_PARALLEL
#error "without -fopenmp at::parallel_for is a plain loop"
#endif

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)

namespace {

constexpr int64_t Panel = 16;   // output channels that one pass of the inner loop computes
constexpr int64_t Part = 64;    // input channels of a block of tiles that stay in the second cache
constexpr int64_t Depth = 256;  // terms of a sum that are added in one go, so that a panel of them stays in the first cache

// A convolution as tiles of outputs. One axis is an image of height 1.
struct Layer {
  int64_t images, height, width, in, out;
  int axes;    // 1 or 2
  int kernel;  // 1 or 3

  int64_t lines() const { return kernel == 3 && axes == 2 ? 4 : 1; }     // products along the height
  int64_t columns() const { return kernel == 3 ? 4 : 1; }                // and along the width
  int64_t points() const { return lines() * columns(); }
  int64_t high() const { return lines() == 4 ? (height + 1) / 2 : height; }  // tiles
  int64_t wide() const { return columns() == 4 ? (width + 1) / 2 : width; }
  int64_t tiles() const { return images * high() * wide(); }
  int64_t taps() const { return kernel == 1 ? 1 : axes == 2 ? 9 : 3; }
  int64_t panels() const { return out / Panel; }
  // A transformed tile lies in rows of up to Depth channels. Not a power of two, which would crowd a few sets of the cache.
  int64_t row() const { return std::min(in, Depth) + Panel; }
  int64_t rows() const { return (in + Depth - 1) / Depth; }
  Layer backwards() const {
    Layer other = *this;
    std::swap(other.in, other.out);
    return other;
  }
};

#pragma GCC push_options
#pragma GCC target("avx2,fma")

using Lanes = float __attribute__((vector_size(32), aligned(4), may_alias));
constexpr int64_t Width = 8;

#define INLINE inline __attribute__((always_inline))

INLINE Lanes& at(float* p) { return *reinterpret_cast<Lanes*>(p); }
INLINE const Lanes& at(const float* p) { return *reinterpret_cast<const Lanes*>(p); }

// c[r][0..16) (+)= Σ_k a[r·row + k·step] · b[k][0..16) for R rows.
template <int R>
INLINE void products(const float* a, int64_t row, int64_t step, const float* b, int64_t depth, float* c, bool add) {
  Lanes sum[R][2] = {};
  for (int r = 0; r < R; r++) __builtin_prefetch(c + r * Panel, 1);
  for (int64_t k = 0; k < depth; k++, a += step, b += Panel) {
    const Lanes first = at(b), second = at(b + Width);
#pragma GCC unroll 6
    for (int r = 0; r < R; r++) {
      const float x = a[r * row];
      sum[r][0] += x * first;
      sum[r][1] += x * second;
    }
  }
#pragma GCC unroll 6
  for (int r = 0; r < R; r++) {
    float* to = c + r * Panel;
    at(to) = add ? at(to) + sum[r][0] : sum[r][0];
    at(to + Width) = add ? at(to + Width) + sum[r][1] : sum[r][1];
  }
}

// The same for any number of rows; fetches b's successor meanwhile.
void multiply(const float* a, int64_t row, int64_t step, int64_t rows, const float* b, const float* next, int64_t depth, float* c, bool add) {
  int64_t r = 0;
  const int64_t share = depth * 6 / rows + 1;
  for (; r + 6 <= rows; r += 6) {
    for (int64_t k = 0; k < share; k++, next += Panel) __builtin_prefetch(next, 0, 2);
    products<6>(a + r * row, row, step, b, depth, c + r * Panel, add);
  }
  a += r * row;
  c += r * Panel;
  switch (rows - r) {
    case 1: return products<1>(a, row, step, b, depth, c, add);
    case 2: return products<2>(a, row, step, b, depth, c, add);
    case 3: return products<3>(a, row, step, b, depth, c, add);
    case 4: return products<4>(a, row, step, b, depth, c, add);
    case 5: return products<5>(a, row, step, b, depth, c, add);
  }
}

// Where tile t begins: the image's first pixel, and the first output's place in it.
struct Place {
  int64_t image, y, x;
};

INLINE Place place(const Layer& s, int64_t t) {
  const int64_t wide = s.wide(), high = s.high();
  return {t / (wide * high), t / wide % high * (s.lines() == 4 ? 2 : 1), t % wide * (s.columns() == 4 ? 2 : 1)};
}

// Bᵀ d B of tiles [from, to), of the given line of products: point j, channels r·Depth …, tile t at
// v[((j·rows + r)·block + t − from)·row].
void transform_input(const Layer& s, const float* input, const float* zeros, int64_t from, int64_t to, int64_t block, int64_t line, float* v) {
  const int64_t row = s.row(), plane = s.rows() * block * row;
  for (int64_t t = from; t < to; t++, v += row) {
    const Place p = place(s, t);
    const auto pixel = [&](int64_t y, int64_t x) {
      return y < 0 || x < 0 || y >= s.height || x >= s.width ? zeros : input + ((p.image * s.height + y) * s.width + x) * s.in;
    };
    if (s.kernel == 1) {
      for (int64_t c = 0; c < s.in; c += Depth)
        std::memcpy(v + c / Depth * block * row, pixel(p.y, p.x) + c, std::min(Depth, s.in - c) * sizeof(float));
      continue;
    }
    const bool one = s.lines() == 1;
    // the two lines of pixels that a line of products combines: 0 − 2, 1 + 2, 2 − 1, 1 − 3
    const int64_t y0 = one ? p.y : p.y - 1 + (line == 0 ? 0 : line == 2 ? 2 : 1), y1 = p.y - 1 + (line == 2 ? 1 : line == 3 ? 3 : 2);
    const float sign = line == 1 ? 1.f : -1.f;
    const float* first[4];
    const float* second[4];
    for (int64_t j = 0; j < 4; j++) {
      first[j] = pixel(y0, p.x - 1 + j);
      second[j] = one ? zeros : pixel(y1, p.x - 1 + j);
    }
    for (int64_t c = 0; c < s.in; c += Width) {
      Lanes d0 = at(first[0] + c), d1 = at(first[1] + c), d2 = at(first[2] + c), d3 = at(first[3] + c);
      if (!one) {
        d0 += sign * at(second[0] + c);
        d1 += sign * at(second[1] + c);
        d2 += sign * at(second[2] + c);
        d3 += sign * at(second[3] + c);
      }
      float* to_v = v + c / Depth * block * row + c % Depth;
      at(to_v) = d0 - d2;
      at(to_v + plane) = d1 + d2;
      at(to_v + 2 * plane) = d2 - d1;
      at(to_v + 3 * plane) = d1 - d3;
    }
  }
}

// G g Gᵀ, packed: point k, panel o, channel c at u[((k·panels + o)·in + c)·16]. With `turned` the kernel of the gradient by the
// input: the layer backwards, its taps in reverse.
void transform_weight(const Layer& s, const float* weight, bool turned, int64_t from, int64_t to, float* u) {
  const int64_t taps = s.taps(), points = s.points(), plane = s.panels() * s.in * Panel;
  alignas(32) float g[9][Panel], line[12][Panel];
  for (int64_t o = from; o < to; o++)
    for (int64_t c = 0; c < s.in; c++) {
      for (int64_t j = 0; j < Panel; j++) {
        const float* w = turned ? weight + (c * s.out + o * Panel + j) * taps : weight + ((o * Panel + j) * s.in + c) * taps;
        for (int64_t k = 0; k < taps; k++) g[turned ? taps - 1 - k : k][j] = w[k];
      }
      float* to_u = u + (o * s.in + c) * Panel;
      for (int64_t h = 0; h < Panel; h += Width) {
        if (points == 1) {
          at(to_u + h) = at(g[0] + h);
          continue;
        }
        const int64_t across = s.lines() == 4 ? 3 : 1;  // rows of the kernel
        for (int64_t k = 0; k < 3; k++) {               // G along the height: line[i·3 + k]
          if (across == 1) {
            at(line[k] + h) = at(g[k] + h);
            continue;
          }
          const Lanes g0 = at(g[k] + h), g1 = at(g[3 + k] + h), g2 = at(g[6 + k] + h);
          at(line[k] + h) = g0;
          at(line[3 + k] + h) = (g0 + g1 + g2) * 0.5f;
          at(line[6 + k] + h) = (g0 - g1 + g2) * 0.5f;
          at(line[9 + k] + h) = g2;
        }
        for (int64_t i = 0; i < s.lines(); i++) {
          const Lanes g0 = at(line[i * 3] + h), g1 = at(line[i * 3 + 1] + h), g2 = at(line[i * 3 + 2] + h);
          float* p = to_u + i * 4 * plane + h;
          at(p) = g0;
          at(p + plane) = (g0 + g1 + g2) * 0.5f;
          at(p + 2 * plane) = (g0 - g1 + g2) * 0.5f;
          at(p + 3 * plane) = g2;
        }
      }
    }
}

// Aᵀ m A of tiles [from, to) and panels [first, last), with the bias: point k, panel o, tile t at m[((k·panels + o)·block + t)·16].
void transform_output(const Layer& s, const float* m, const float* bias, int64_t from, int64_t to, int64_t block, int64_t first,
                      int64_t last, float* output) {
  const int64_t panels = last - first, plane = panels * block * Panel;
  for (int64_t t = from; t < to; t++) {
    const Place p = place(s, t);
    float* y = output + ((p.image * s.height + p.y) * s.width + p.x) * s.out + first * Panel;
    const bool right = s.columns() == 4 && p.x + 1 < s.width, below = s.lines() == 4 && p.y + 1 < s.height;
    for (int64_t o = 0; o < panels; o++)
      for (int64_t h = 0; h < Panel; h += Width) {
        const float* z = m + (o * block + t - from) * Panel + h;
        float* to_y = y + o * Panel + h;
        const Lanes b = bias ? at(bias + (first + o) * Panel + h) : Lanes{};
        if (s.columns() == 1) {
          at(to_y) = at(z) + b;
          continue;
        }
        Lanes top[2] = {b, b}, bottom[2] = {b, b};
        for (int64_t i = 0; i < s.lines(); i++, z += 4 * plane) {
          const Lanes m0 = at(z), m1 = at(z + plane), m2 = at(z + 2 * plane), m3 = at(z + 3 * plane);
          const Lanes left = m0 + m1 + m2, other = m1 - m2 - m3;
          if (i < 3) top[0] += left, top[1] += other;
          if (i == 1) bottom[0] += left, bottom[1] += other;
          if (i > 1) bottom[0] -= left, bottom[1] -= other;
        }
        at(to_y) = top[0];
        if (right) at(to_y + s.out) = top[1];
        if (below) at(to_y + s.width * s.out) = bottom[0];
        if (right && below) at(to_y + (s.width + 1) * s.out) = bottom[1];
      }
  }
}

// A y Aᵀ of tiles [from, to) and panels [first, last), of one line of products: point j, panel o, tile t at
// z[((j·panels + o)·block + t)·16]. The transpose of transform_output.
void transform_gradient(const Layer& s, const float* gradient, const float* zeros, int64_t from, int64_t to, int64_t block, int64_t first,
                        int64_t last, int64_t line, float* z) {
  const int64_t panels = last - first, plane = panels * block * Panel;
  // top line of pixels times `above` plus the lower one times `lower`
  const float lower = s.lines() == 1 || line == 0 ? 0.f : line == 1 ? 1.f : -1.f, above = s.lines() == 4 && line == 3 ? 0.f : 1.f;
  for (int64_t t = from; t < to; t++) {
    const Place p = place(s, t);
    const auto pixel = [&](int64_t y, int64_t x) {
      return y >= s.height || x >= s.width ? zeros : gradient + ((p.image * s.height + y) * s.width + x) * s.out + first * Panel;
    };
    const float *a0 = pixel(p.y, p.x), *a1 = pixel(p.y, p.x + 1), *b0 = zeros, *b1 = zeros;
    if (s.lines() == 4) b0 = pixel(p.y + 1, p.x), b1 = pixel(p.y + 1, p.x + 1);
    for (int64_t c = 0; c < panels * Panel; c += Width) {
      float* to_z = z + (c / Panel * block + t - from) * Panel + c % Panel;
      Lanes left = at(a0 + c);
      if (s.columns() == 1) {
        at(to_z) = left;
        continue;
      }
      Lanes right = at(a1 + c);
      if (s.lines() == 4) {
        left = above * left + lower * at(b0 + c);
        right = above * right + lower * at(b1 + c);
      }
      at(to_z) = left;
      at(to_z + plane) = left + right;
      at(to_z + 2 * plane) = left - right;
      at(to_z + 3 * plane) = -right;
    }
  }
}

// Gᵗ u G: the gradient of panel o's weights from that of their transform.
void transform_weight_gradient(const Layer& s, const float* u, int64_t from, int64_t to, float* weight) {
  const int64_t taps = s.taps(), points = s.points(), plane = s.panels() * s.in * Panel;
  alignas(32) float g[9][Panel], line[12][Panel];
  for (int64_t o = from; o < to; o++)
    for (int64_t c = 0; c < s.in; c++) {
      for (int64_t h = 0; h < Panel; h += Width) {
        const float* p = u + (o * s.in + c) * Panel + h;
        if (points == 1) {
          at(g[0] + h) = at(p);
          continue;
        }
        for (int64_t i = 0; i < s.lines(); i++, p += 4 * plane) {
          const Lanes u0 = at(p), u1 = at(p + plane), u2 = at(p + 2 * plane), u3 = at(p + 3 * plane);
          const Lanes sum = (u1 + u2) * 0.5f;
          at(line[i * 3] + h) = u0 + sum;
          at(line[i * 3 + 1] + h) = (u1 - u2) * 0.5f;
          at(line[i * 3 + 2] + h) = sum + u3;
        }
        for (int64_t k = 0; k < 3; k++) {
          if (s.lines() == 1) {
            at(g[k] + h) = at(line[k] + h);
            continue;
          }
          const Lanes u0 = at(line[k] + h), u1 = at(line[3 + k] + h), u2 = at(line[6 + k] + h), u3 = at(line[9 + k] + h);
          const Lanes sum = (u1 + u2) * 0.5f;
          at(g[k] + h) = u0 + sum;
          at(g[3 + k] + h) = (u1 - u2) * 0.5f;
          at(g[6 + k] + h) = sum + u3;
        }
      }
      for (int64_t j = 0; j < Panel; j++) {
        float* w = weight + ((o * Panel + j) * s.in + c) * taps;
        for (int64_t k = 0; k < taps; k++) w[k] = g[k][j];
      }
    }
}

#pragma GCC pop_options

struct Free {
  void operator()(void* p) const { std::free(p); }
};
using Buffer = std::unique_ptr<float, Free>;

Buffer buffer(int64_t count) {
  void* p = nullptr;
  if (posix_memalign(&p, 64, count * sizeof(float)) != 0) throw std::bad_alloc();
  return Buffer(static_cast<float*>(p));
}

Buffer zeros(int64_t count) {
  Buffer p = buffer(count);
  std::fill_n(p.get(), count, 0.f);
  return p;
}

int64_t ceiling(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Part i of n of [0, count).
std::pair<int64_t, int64_t> part(int64_t count, int64_t i, int64_t n) { return {count * i / n, count * (i + 1) / n}; }

// y = x ∗ w + b, all channels last. With `turned` the gradient by the input from that of the output; `s` is then the layer backwards.
void convolve(const Layer& s, const float* x, const float* weight, bool turned, const float* bias, float* y) {
  const int64_t size = s.points() * s.in * s.out, threads = at::get_num_threads();
  const Buffer u = buffer(size);
  at::parallel_for(0, s.panels(), 1, [&](int64_t from, int64_t to) { transform_weight(s, weight, turned, from, to, u.get()); });
  // The more weights, the more tiles have to share a reading of them; where they outgrow the cache, threads take different ones.
  const int64_t wanted = size <= (1 << 17) ? 48 : size <= (1 << 21) ? 96 : 384;
  const int64_t groups = size <= (1 << 22) ? 1 : std::min(threads, s.panels());
  const int64_t blocks = ceiling(ceiling(s.tiles(), wanted), ceiling(threads, groups)) * ceiling(threads, groups);
  const int64_t block = ceiling(ceiling(s.tiles(), blocks), 6) * 6, row = s.row();
  const Buffer nothing = zeros(s.in);
  at::parallel_for(0, groups * blocks, 1, [&](int64_t begin, int64_t end) {
    const Buffer v = buffer(s.points() * s.rows() * block * row), m = buffer(s.points() * ceiling(s.panels(), groups) * block * Panel);
    for (int64_t item = begin; item < end; item++) {
      const auto [first, last] = part(s.panels(), item / blocks, groups);
      const int64_t from = item % blocks * block, to = std::min(from + block, s.tiles()), plane = s.rows() * block * row;
      if (from >= to) continue;
      for (int64_t line = 0; line < s.lines(); line++)
        transform_input(s, x, nothing.get(), from, to, block, line, v.get() + line * s.columns() * plane);
      for (int64_t k = 0; k < s.points(); k++)
        for (int64_t c = 0; c < s.in; c += Depth)
          for (int64_t o = first; o < last; o++) {
            const float* panel = u.get() + ((k * s.panels() + o) * s.in + c) * Panel;
            multiply(v.get() + k * plane + c / Depth * block * row, row, 1, to - from, panel, panel + s.in * Panel, std::min(Depth, s.in - c),
                     m.get() + (k * (last - first) + o - first) * block * Panel, c > 0);
          }
      transform_output(s, m.get(), bias, from, to, block, first, last, y);
    }
  });
}

// The gradient by the weight from the input and the gradient by the output, both channels last.
void convolve_weight(const Layer& s, const float* x, const float* gradient, float* weight) {
  const Buffer u = buffer(s.points() * s.in * s.out), nothing = zeros(std::max(s.in, s.out));
  const int64_t block = std::min<int64_t>(Depth, s.tiles()), row = s.row();
  const int64_t groups = std::min(ceiling(at::get_num_threads(), s.lines()), s.panels());
  at::parallel_for(0, s.lines() * groups, 1, [&](int64_t begin, int64_t end) {
    const int64_t plane = s.rows() * block * row;
    const Buffer v = buffer(s.columns() * plane), z = buffer(s.columns() * ceiling(s.panels(), groups) * block * Panel);
    for (int64_t item = begin; item < end; item++) {
      const int64_t line = item / groups;
      const auto [first, last] = part(s.panels(), item % groups, groups);
      for (int64_t from = 0; from < s.tiles(); from += block) {
        const int64_t to = std::min(from + block, s.tiles());
        transform_input(s, x, nothing.get(), from, to, block, line, v.get());
        transform_gradient(s, gradient, nothing.get(), from, to, block, first, last, line, z.get());
        for (int64_t j = 0; j < s.columns(); j++)
          for (int64_t c = 0; c < s.in; c += Part)
            for (int64_t o = first; o < last; o++) {
              const float* panel = z.get() + (j * (last - first) + o - first) * block * Panel;
              multiply(v.get() + j * plane + c / Depth * block * row + c % Depth, 1, row, std::min(Part, s.in - c), panel, panel + block * Panel,
                       to - from, u.get() + (((line * s.columns() + j) * s.panels() + o) * s.in + c) * Panel, from > 0);
            }
      }
    }
  });
  at::parallel_for(0, s.panels(), 1, [&](int64_t from, int64_t to) { transform_weight_gradient(s, u.get(), from, to, weight); });
}

// ---- tensors ------------------------------------------------------------------------------------------------------

const float* floats(const Tensor& t) { return static_cast<const float*>(t.data_ptr()); }
float* written(const Tensor& t) { return static_cast<float*>(t.data_ptr()); }

// [N, C, (H,) W] to [N, (H,) W, C], contiguous.
Tensor channels_last(const Tensor& t) { return t.movedim(1, -1).contiguous(); }

// As x, but with that many channels, side by side: [N, channels, (H,) W]. Not a view of another tensor, which nothing could change in place.
Tensor with_channels(const Tensor& x, int64_t channels) {
  auto sizes = x.sizes().vec(), strides = sizes;
  sizes[1] = channels;
  strides[1] = 1;
  int64_t step = channels;
  for (int64_t i = x.dim() - 1; i > 1; step *= sizes[i--]) strides[i] = step;
  strides[0] = step;
  return at::empty_strided(sizes, strides, x.options());
}

Layer layer(const Tensor& x, const Tensor& w) {
  const int axes = static_cast<int>(x.dim()) - 2;
  return {x.size(0), axes == 2 ? x.size(2) : 1, x.size(-1), w.size(1), w.size(0), axes, static_cast<int>(w.size(2))};
}

Tensor forward(const Tensor& x, const Tensor& w, const Tensor& b) {
  const Tensor last = channels_last(x), weight = w.contiguous(), bias = b.defined() ? b.contiguous() : b;
  const Tensor y = with_channels(x, w.size(0));
  convolve(layer(x, w), floats(last), floats(weight), false, bias.defined() ? floats(bias) : nullptr, written(y));
  return x.is_contiguous() && !x.movedim(1, -1).is_contiguous() ? y.contiguous() : y;  // laid out as the input was
}

struct Convolution : torch::autograd::Function<Convolution> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, const Tensor& w, const Optional<Tensor>& b) {
    context->save_for_backward({x, w});
    context->saved_data["bias"] = b.has_value();
    return ::forward(x, w, b ? *b : Tensor());
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor &x = saved[0], &w = saved[1], &g = gradients[0];
    const bool by_x = context->needs_input_grad(0), by_w = context->needs_input_grad(1), by_b = context->saved_data["bias"].toBool() && context->needs_input_grad(2);
    const auto axes = static_cast<size_t>(x.dim() - 2);
    if (at::GradMode::is_enabled()) {  // to be differentiated again
      const std::vector<int64_t> ones(axes, 1), none(axes, 0), padding(axes, w.size(2) / 2), bias{w.size(0)};
      auto [dx, dw, db] = at::convolution_backward(g, x, w, at::IntArrayRef(bias), ones, padding, ones, false, none, 1, {by_x, by_w, by_b});
      return {dx, dw, db};
    }
    const Tensor gradient = channels_last(g);
    const Layer s = layer(x, w);
    Tensor dx, dw, db;
    if (by_x) {
      dx = with_channels(g, w.size(1));
      convolve(s.backwards(), floats(gradient), floats(w.contiguous()), true, nullptr, written(dx));
    }
    if (by_w) {
      dw = at::empty(w.sizes(), w.options());
      convolve_weight(s, floats(channels_last(x)), floats(gradient), written(dw));
    }
    if (by_b) db = gradient.flatten(0, -2).sum(0);
    return {dx, dw, db};
  }
};

bool plain(const Tensor& t) { return t.defined() && t.device().is_cpu() && t.layout() == c10::kStrided && t.scalar_type() == c10::kFloat; }

// With wider vectors than ours libtorch's own convolution is at least as fast.
bool processor_fits() {
  static const bool fits = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && !__builtin_cpu_supports("avx512f");
  return fits;
}

bool made_for(const Tensor& x, const Tensor& w, const Tensor& b) {
  if (!processor_fits() || !plain(x) || !plain(w) || (b.defined() && !plain(b)) || x.dim() != w.dim() || x.dim() < 3 || x.dim() > 4 || x.numel() == 0)
    return false;
  const int64_t out = w.size(0), in = w.size(1), k = w.size(2);
  return x.size(1) == in && (!b.defined() || (b.dim() == 1 && b.size(0) == out)) && (k == 3 || (k == 1 && x.dim() == 3)) && w.size(-1) == k &&
         in % Panel == 0 && out % Panel == 0 && in >= 32 && out >= 32;
}

}  // namespace

// A convolution with stride and dilation 1, no groups and a padding of half the kernel. Refuses (1) what it is not made for.
API int st_convolution(void* input, void* weight, void* bias, void** result) {
  return guarded(-1, [&] {
    const Tensor x = tensor(input), w = tensor(weight), b = tensor(bias);
    if (!made_for(x, w, b)) return 1;
    const bool tracked = at::GradMode::is_enabled() && (x.requires_grad() || w.requires_grad() || (b.defined() && b.requires_grad()));
    *result = release(tracked ? Convolution::apply(x, w, b.defined() ? Optional<Tensor>(b) : Optional<Tensor>()) : forward(x, w, b));
    return 0;
  });
}

#else

API int st_convolution(void*, void*, void*, void**) { return 1; }

#endif
