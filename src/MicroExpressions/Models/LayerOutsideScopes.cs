using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Models;

/// <summary>
/// A layer that lives as long as its model, whatever <see cref="DisposeScope"/> is open where it is made. TorchSharp 0.107 does this itself
/// for Linear, convolutions and norms, but not for GRU, LSTM, RNN and their cells, MultiheadAttention, Transformer layers, Embedding and
/// EmbeddingBag: when the scope ends, their tensors vanish from <c>named_parameters()</c> without an error. Such a layer still computes;
/// no optimiser trains it and no file keeps it.
/// </summary>
internal static class LayerOutsideScopes
{
    /// <summary>Takes the layer's parameters and buffers out of the scope that is open. The model's constructor calls it on the new layer.</summary>
    public static TLayer OutsideScopes<TLayer>(this TLayer layer) where TLayer : nn.Module
    {
        foreach (Tensor tensor in layer.parameters().Concat(layer.buffers()))
            tensor.DetachFromDisposeScope();
        return layer;
    }
}
