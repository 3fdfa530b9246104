using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>
/// What the contrast compares with: the region vectors of every training video as they were when it was last seen. Its content is buffers,
/// so that a training goes on from a checkpoint with the same bank.
/// </summary>
public sealed class MemoryBank : nn.Module
{
    private readonly Tensor vectors, filled;
    private readonly IReadOnlyList<SnippetClass> slots;

    /// <param name="videos">training videos</param>
    /// <param name="sampling">decides the slots of a video</param>
    /// <param name="dimension">D</param>
    public MemoryBank(int videos, RegionSampling sampling, int dimension) : base(nameof(MemoryBank))
    {
        slots = sampling.SlotClasses();
        vectors = zeros(videos, slots.Count, dimension).DetachFromDisposeScope();           // [V, slots, D]
        filled = zeros(videos, slots.Count).DetachFromDisposeScope();                       // [V, slots]
        RegisterComponents();
    }

    /// <summary>Replaces a video's vectors.</summary>
    /// <param name="video">its position among the training videos</param>
    /// <param name="regions"><c>[slots, D]</c>; kept without gradient</param>
    /// <param name="classes">null where the video has no such region</param>
    /// <exception cref="InputException">no such video, or another number of slots or dimensions</exception>
    public void Write(int video, Tensor regions, IReadOnlyList<SnippetClass?> classes)
    {
        Shapes.ExpectWithin("the memory bank", "video", [video], vectors.shape[0]);
        Shapes.Expect("the memory bank", (regions, $"regions [{slots.Count}, {vectors.shape[2]}]"), (regions, $"regions with classes [{classes.Count}, D]"));
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        vectors[video].copy_(regions.detach());
        filled[video].copy_(tensor(classes.Select(c => c is null ? 0f : 1f).ToArray(), dtype: float32));
    }

    /// <summary>All slots of all videos.</summary>
    public ClassedVectors All()
    {
        float[] known = filled.cpu().data<float>().ToArray();
        return new(vectors.flatten(0, 1), [.. known.Select((f, i) => f > 0 ? slots[i % slots.Count] : (SnippetClass?)null)]);
    }
}
