using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A table of vectors, looked up by number.</summary>
        public sealed class Embedding : nn.Module<Tensor, Tensor>
        {
            private readonly long? _padding;
            private readonly double? _maxNorm;
            private readonly double _normType;
            private readonly bool _scaleGradByFreq;
            private readonly bool _sparse;

            internal Embedding(Parameter table, long? padding, double? maxNorm, double normType, bool scaleGradByFreq, bool sparse) : base(nameof(Embedding))
            {
                var rows = table.shape[0];
                if (padding is { } row && (row < -rows || row >= rows))
                    throw new ArgumentOutOfRangeException(nameof(padding), row, $"padding_idx must be within the table of {rows} rows");
                _padding = padding < 0 ? padding + rows : padding;
                _maxNorm = maxNorm;
                _normType = normType;
                _scaleGradByFreq = scaleGradByFreq;
                _sparse = sparse;
                weight = table;
            }

            [DisallowNull]
            public Parameter? weight { get => Own(nameof(weight)); set => Own(nameof(weight), value); }

            public override Tensor forward(Tensor input)
            {
                if (_maxNorm is { } most)
                {
                    using var untracked = no_grad();
                    Aten.CallVoid("aten::embedding_renorm_", weight, input, most, _normType);
                }
                return Aten.Call("aten::embedding", weight, input, _padding ?? -1, _scaleGradByFreq, _sparse);
            }

            /// <summary>Standard normal; the padding row zero.</summary>
            internal static Parameter Table(long rows, long columns, long? padding, Device? device, ScalarType? dtype)
            {
                var table = new Parameter(empty(rows, columns, dtype, device));
                nn.init.normal_(table);
                if (padding is not { } row) return table;
                using var untracked = no_grad();
                using var zero = Aten.Call("aten::select.int", table, 0, row);
                Aten.CallVoid("aten::zero_", zero);
                return table;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(Modules.Embedding.Table(num_embeddings, embedding_dims, padding_idx, device, dtype), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);

            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                using var own = embeddings.detach();
                var table = new Parameter(own.to(dtype ?? embeddings.dtype, device ?? embeddings.device), requires_grad: !freeze);
                return new(table, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
            }
        }
    }
}
