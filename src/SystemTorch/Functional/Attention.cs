namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(q kᵀ / √E + mask) v over [..., L, E], [..., S, E], [..., S, V]; a boolean mask says where to look.</summary>
            /// <param name="is_casual">Each place looks at itself and before (spelt as in TorchSharp).</param>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                    throw new System.Runtime.InteropServices.ExternalException("Explicit attn_mask should not be set when is_causal=True");
                using var scope = NewDisposeScope();
                if (is_casual)
                    attn_mask = ones([query.shape[^2], key.shape[^2]], ScalarType.Bool, query.device).tril();
                var weights = Attended(query, key, attn_mask?.dtype == ScalarType.Bool ? attn_mask.logical_not() : attn_mask);
                if (p > 0) weights = dropout(weights, p);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }

            /// <summary>softmax(q kᵀ / √E + mask); a boolean mask says where not to look.</summary>
            internal static Tensor Attended(Tensor query, Tensor key, Tensor? mask)
            {
                var scores = query.div(Math.Sqrt(query.shape[^1])).matmul(key.transpose(-2, -1));
                if (mask is not null)
                    scores = mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores.add(mask);
                return scores.softmax(-1);
            }

            /// <summary>The patches of [N, C, H, W] as columns [N, C · kernel, places].</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Aten.Call("aten::im2col", input, Sizes.Listed(kernel_size), Sizes.Listed(dilation, 1), Sizes.Listed(padding, 0), Sizes.Listed(stride, 1));

            /// <summary>The sum of the columns put back at their places.</summary>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Aten.Call("aten::col2im", input, Sizes.Listed(output_size), Sizes.Listed(kernel_size), Sizes.Listed(dilation, 1), Sizes.Listed(padding, 0), Sizes.Listed(stride, 1));
        }
    }
}
