// Dropout with the generator that PyTorch takes on a GPU: Philox 4×32-10, Salmon et al., "Parallel Random Numbers: As Easy as
// 1, 2, 3" (2011). Its n-th number comes from n alone, so that all threads draw at once, with the same result for any number of
// them, and the backward pass draws again instead of keeping a mask. libtorch's own draws one after the other on one thread,
// which took a twelfth of a training step of the spotter.
#include "system_torch.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_strided.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

namespace {

constexpr int64_t Counters = 256, Chunk = 4 * Counters;  // a counter gives four numbers

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

// The four numbers of each of a chunk's counters: word w of counter i at numbers[w·Counters + i].
WIDE void philox(uint64_t seed, uint64_t chunk, uint32_t* numbers) {
  for (int64_t i = 0; i < Counters; i++) {
    const uint64_t counter = chunk * Counters + i;
    uint32_t x0 = static_cast<uint32_t>(counter), x1 = static_cast<uint32_t>(counter >> 32), x2 = 0, x3 = 0;
    uint32_t k0 = static_cast<uint32_t>(seed), k1 = static_cast<uint32_t>(seed >> 32);
    for (int round = 0; round < 10; round++) {
      const uint64_t a = uint64_t{0xD2511F53} * x0, b = uint64_t{0xCD9E8D57} * x2;
      x0 = static_cast<uint32_t>(b >> 32) ^ x1 ^ k0;
      x1 = static_cast<uint32_t>(b);
      x2 = static_cast<uint32_t>(a >> 32) ^ x3 ^ k1;
      x3 = static_cast<uint32_t>(a);
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    numbers[i] = x0;
    numbers[Counters + i] = x1;
    numbers[2 * Counters + i] = x2;
    numbers[3 * Counters + i] = x3;
  }
}

// What is dropped is multiplied as well and then blotted out bit by bit: a choice between two numbers would be a branch that no
// processor can foresee, and no vector.
WIDE void keep(const float* __restrict x, float* __restrict y, int64_t count, const uint32_t* __restrict numbers, uint32_t dropped, float scale) {
  for (int64_t i = 0; i < count; i++) {
    const float kept = x[i] * scale;
    uint32_t bits;
    std::memcpy(&bits, &kept, sizeof bits);
    bits &= -static_cast<uint32_t>(numbers[i] >= dropped);
    std::memcpy(y + i, &bits, sizeof bits);
  }
}

// Zero with probability p, else x/(1 − p). Linear in x: its gradient is itself of the output's gradient.
struct Dropout : torch::autograd::Function<Dropout> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, int64_t seed, double p) {
    if (context) {
      context->saved_data["seed"] = seed;
      context->saved_data["p"] = p;
      context->saved_data["strides"] = x.strides().vec();
    }
    const Tensor y = at::empty_strided(x.sizes(), x.strides(), x.options());
    const float* from = static_cast<const float*>(x.data_ptr());
    float* to = static_cast<float*>(y.data_ptr());
    const int64_t count = x.numel(), chunks = (count + Chunk - 1) / Chunk;
    const auto dropped = static_cast<uint32_t>(std::min(p * 4294967296.0, 4294967295.0));
    const auto scale = static_cast<float>(1 / (1 - p));
    at::parallel_for(0, chunks, 16, [&](int64_t begin, int64_t end) {
      alignas(64) uint32_t numbers[Chunk];
      for (int64_t chunk = begin; chunk < end; chunk++) {
        philox(static_cast<uint64_t>(seed), static_cast<uint64_t>(chunk), numbers);
        keep(from + chunk * Chunk, to + chunk * Chunk, std::min(Chunk, count - chunk * Chunk), numbers, dropped, scale);
      }
    });
    return y;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    Tensor g = gradients[0];
    const auto strides = context->saved_data["strides"].toIntVector();
    if (g.strides() != at::IntArrayRef(strides))  // the numbers belong to places in memory
      g = at::empty_strided(g.sizes(), strides, g.options()).copy_(g);
    return {Dropout::apply(g, context->saved_data["seed"].toInt(), context->saved_data["p"].toDouble()), Tensor(), Tensor()};
  }
};

}  // namespace

// Dropout in training. Refuses (1) what it is not made for: anything but float32, dense, on the CPU; a p of which libtorch knows better.
API int st_dropout(void* input, double p, void** result) {
  return guarded(-1, [&] {
    const Tensor x = tensor(input);
    if (!x.device().is_cpu() || x.layout() != c10::kStrided || x.scalar_type() != c10::kFloat || !(p > 0 && p < 1) || x.numel() == 0 ||
        !x.is_non_overlapping_and_dense())
      return 1;
    int64_t seed;
    {
      auto generator = at::globalContext().defaultGenerator(c10::kCPU);
      std::lock_guard<std::mutex> lock(generator.mutex());
      seed = static_cast<int64_t>(at::check_generator<at::CPUGeneratorImpl>(generator)->random64());
    }
    *result = release(Dropout::apply(x, seed, p));
    return 0;
  });
}
