namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>Sequences [Tᵢ, …] of different lengths as one tensor [T, B, …], or [B, T, …], filled up at their ends.</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0.0) =>
                    Aten.Call("aten::pad_sequence", (Tensor[])[.. sequences], batch_first, padding_value);
            }
        }
    }
}
