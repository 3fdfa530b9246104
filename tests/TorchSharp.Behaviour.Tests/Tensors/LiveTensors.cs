using TorchSharp;

namespace SystemTorch.Tests.Tensors;

/// <summary>How many tensors live once the finalizers of what earlier tests dropped have run.</summary>
internal static class LiveTensors
{
    internal static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
