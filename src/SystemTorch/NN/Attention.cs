using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Vaswani et al., "Attention Is All You Need" (2017): (query [L, N, E], key [S, N, K], value [S, N, V]) → (output [L, N, E], weights [N, L, S]).</summary>
        public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
        {
            private readonly long _size;
            private readonly long _heads;
            private readonly double _dropout;
            private readonly bool _addZero;

            internal MultiheadAttention(long size, long heads, double dropout, bool bias, bool addBias, bool addZero, long keySize, long valueSize) : base(nameof(MultiheadAttention))
            {
                if (size % heads != 0) throw new System.Runtime.InteropServices.ExternalException("embed_dim must be divisible by num_heads");
                (_size, _heads, _dropout, _addZero) = (size, heads, dropout, addZero);
                if (keySize == size && valueSize == size)
                {
                    Add("in_proj_weight", nn.init.xavier_uniform_(empty(3 * size, size)));
                }
                else
                {
                    Add("q_proj_weight", nn.init.xavier_uniform_(empty(size, size)));
                    Add("k_proj_weight", nn.init.xavier_uniform_(empty(size, keySize)));
                    Add("v_proj_weight", nn.init.xavier_uniform_(empty(size, valueSize)));
                }
                if (bias) Add("in_proj_bias", zeros(3 * size));
                if (addBias)
                {
                    Add("bias_k", nn.init.xavier_normal_(empty(1, 1, size)));
                    Add("bias_v", nn.init.xavier_normal_(empty(1, 1, size)));
                }
                var project = nn.Linear(size, size, bias);
                if (bias) nn.init.zeros_(project.bias!);
                register_module("out_proj", project);
            }

            private void Add(string name, Tensor values) => Own(name, new Parameter(values));

            private Linear OutputProjection => (Linear)_internal_submodules["out_proj"];

            /// <param name="key_padding_mask">[N, S], true where a key is to be ignored.</param>
            /// <param name="need_weights">Whether the second result is made (else null): the weights, averaged over the heads.</param>
            /// <param name="attn_mask">[L, S] or [N · heads, L, S]: added, or true where not to look.</param>
            public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
                base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

            public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
            {
                using var scope = NewDisposeScope();
                var (length, batch) = (query.shape[0], query.shape[1]);
                var (q, k, v) = Projected(query, key, value);
                if (Own("bias_k") is { } biasK)
                {
                    k = cat([k, biasK.repeat(1, batch, 1)]);
                    v = cat([v, Own("bias_v")!.repeat(1, batch, 1)]);
                }
                (q, k, v) = (Heads(q), Heads(k), Heads(v)); // (N · heads, places, E / heads)
                if (_addZero) (k, v) = (WithZero(k), WithZero(v));

                var weights = F.Attended(q, k, Mask(attn_mask, key_padding_mask, batch, k.shape[1] - key.shape[0]));
                if (_dropout > 0) weights = F.dropout(weights, _dropout, training);
                var joined = weights.matmul(v).transpose(0, 1).reshape(length, batch, _size);
                var output = OutputProjection.call(joined).MoveToOuterDisposeScope();
                if (!need_weights) return Tuple.Create(output, (Tensor)null!);
                return Tuple.Create(output, weights.view(batch, _heads, length, -1).mean([1]).MoveToOuterDisposeScope());
            }

            private (Tensor q, Tensor k, Tensor v) Projected(Tensor query, Tensor key, Tensor value)
            {
                var weights = Own("in_proj_weight") is { } together ? together.chunk(3) : [Own("q_proj_weight")!, Own("k_proj_weight")!, Own("v_proj_weight")!];
                var biases = Own("in_proj_bias")?.chunk(3);
                return (F.linear(query, weights[0], biases?[0]), F.linear(key, weights[1], biases?[1]), F.linear(value, weights[2], biases?[2]));
            }

            private Tensor Heads(Tensor x) => x.contiguous().view(x.shape[0], x.shape[1] * _heads, _size / _heads).transpose(0, 1);

            private static Tensor WithZero(Tensor x) => cat([x, zeros([x.shape[0], 1, x.shape[2]], x.dtype, x.device)], 1);

            /// <summary>Both masks as numbers to add, [N · heads or 1, L or 1, S]; places added to the keys are open to all.</summary>
            private Tensor? Mask(Tensor? attention, Tensor? padding, long batch, long added)
            {
                Tensor Numbers(Tensor mask) => mask.dtype == ScalarType.Bool
                    ? zeros(mask.shape, Own("in_proj_weight")?.dtype ?? Own("q_proj_weight")!.dtype, mask.device).masked_fill(mask, double.NegativeInfinity) : mask;
                var first = attention is null ? null : F.pad(Numbers(attention), (0, added));
                if (first is { ndim: 2 }) first = first.unsqueeze(0);
                if (padding is null) return first;
                var second = F.pad(Numbers(padding), (0, added)).view(batch, 1, 1, -1).expand(batch, _heads, 1, -1).reshape(batch * _heads, 1, -1);
                return first is null ? second : first.add(second);
            }
        }

        /// <summary>Attention to itself, then a network of two layers; a sum and a layer norm after each.</summary>
        public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
        {
            private readonly double _dropout;
            private readonly nn.Activations _activation;

            internal TransformerEncoderLayer(long size, long heads, long hidden, double dropout, nn.Activations activation) : base(nameof(TransformerEncoderLayer))
            {
                (_dropout, _activation) = (dropout, activation);
                register_module("self_attn", nn.MultiheadAttention(size, heads, dropout));
                register_module("linear1", nn.Linear(size, hidden));
                register_module("linear2", nn.Linear(hidden, size));
                register_module("norm1", nn.LayerNorm(size));
                register_module("norm2", nn.LayerNorm(size));
            }

            public override Tensor forward(Tensor src) => Encoded(src, null, null);
            public Tensor call(Tensor src, Tensor src_mask) => Encoded(src, src_mask, null);
            public Tensor call(Tensor src, Tensor src_mask, Tensor src_key_padding_mask) => Encoded(src, src_mask, src_key_padding_mask);

            private Tensor Encoded(Tensor src, Tensor? mask, Tensor? padding)
            {
                using var scope = NewDisposeScope();
                var attention = (MultiheadAttention)_internal_submodules["self_attn"];
                var x = Part("norm1", src.add(Dropped(attention.call(src, src, src, padding, false, mask).Item1)));
                var hidden = Part("linear1", x);
                hidden = _activation == nn.Activations.ReLU ? F.relu(hidden) : F.gelu(hidden);
                return Part("norm2", x.add(Dropped(Part("linear2", Dropped(hidden))))).MoveToOuterDisposeScope();
            }

            private Tensor Part(string name, Tensor x) => ((nn.Module<Tensor, Tensor>)_internal_submodules[name]).call(x);

            private Tensor Dropped(Tensor x) => F.dropout(x, _dropout, training);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public enum Activations
            {
                ReLU = 0,
                GELU = 1
            }

            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0.0, bool bias = true, bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim ?? embedded_dim, vdim ?? embedded_dim);

            public static TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = nn.Activations.ReLU) =>
                new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
