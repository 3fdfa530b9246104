using System.Collections.Concurrent;
using System.Runtime.Intrinsics;

namespace MicroExpressions.Flow;

/// <summary>
/// TV-L1 optical flow between two frames: the u that minimises
/// <code>
/// ∫ |∇u₁| + |∇u₂| + λ·|I₁(x + u) − I₀(x)|  dx
/// </code>
/// C. Zach, T. Pock, H. Bischof, "A duality based approach for realtime TV-L1 optical flow", DAGM 2007; median filter after
/// A. Wedel et al., "An improved algorithm for TV-L1 optical flow", 2009; numbers and discretisation of J. Sánchez,
/// E. Meinhardt-Llopis, G. Facciolo, "TV-L1 optical flow estimation", IPOL 2013, as OpenCV's <c>DualTVL1OpticalFlow</c> has them.
/// Two things differ from OpenCV: the warp is taken at the exact position (see <see cref="BicubicWarp"/>), and a pixel whose match
/// lies outside the frame has no data term instead of a match of 0.
/// </summary>
public sealed class TvL1Flow
{
    private readonly ConcurrentBag<Workspace> idle = [];

    /// <param name="settings">the algorithm's numbers; docs/method.md §1 "Features" where not given</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public TvL1Flow(TvL1Settings? settings = null)
    {
        Settings = settings ?? new TvL1Settings();
        Settings.Check();
    }

    /// <summary>The algorithm's numbers.</summary>
    public TvL1Settings Settings { get; }

    /// <summary>Motion from <paramref name="previous"/> to <paramref name="next"/>. May be called from several threads at once.</summary>
    /// <param name="previous"><c>[height, width]</c>, 0..255</param>
    /// <param name="next"><c>[height, width]</c>, 0..255</param>
    /// <exception cref="ArgumentException">the sizes differ, or a pixel is no grey value</exception>
    public FlowField Compute(ImageF previous, ImageF next)
        => Vector512.IsHardwareAccelerated ? Compute<Lanes512>(previous, next)
            : Vector256.IsHardwareAccelerated ? Compute<Lanes256>(previous, next)
            : Compute<Lanes128>(previous, next);

    /// <summary>The same with vectors of a given width, whether or not the processor has them.</summary>
    internal FlowField Compute<T>(ImageF previous, ImageF next)
        where T : struct, IFloatLanes<T>
    {
        if (previous.Width != next.Width || previous.Height != next.Height)
            throw new ArgumentException($"{previous.Width} × {previous.Height} followed by {next.Width} × {next.Height}", nameof(next));
        previous.CheckGreys(nameof(previous));
        next.CheckGreys(nameof(next));
        if (!idle.TryTake(out var workspace) || workspace.Width != previous.Width || workspace.Height != previous.Height)
            workspace = new Workspace(previous.Width, previous.Height, Settings);
        workspace.Previous.Fill<T>(previous);
        workspace.Next.Fill<T>(next);
        var result = workspace.Solver.Solve<T>(workspace.Previous, workspace.Next);
        idle.Add(workspace);
        return result;
    }

    private sealed class Workspace(int width, int height, TvL1Settings settings)
    {
        public int Width { get; } = width;

        public int Height { get; } = height;

        public FramePyramid Previous { get; } = new(width, height, settings);

        public FramePyramid Next { get; } = new(width, height, settings);

        public CoarseToFine Solver { get; } = new(width, height, settings);
    }
}
