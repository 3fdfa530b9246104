using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Flow;

/// <summary>
/// The flow of <see cref="TvL1Flow"/> as tensor operators, many pairs at once, for a graphics processor. The same iterations on the
/// same numbers: a pair stops when it would stop alone, so its flow does not depend on its batch. On the CPU it equals
/// <see cref="TvL1Flow"/> to a mean of 10⁻³ pixels, and is far slower.
/// </summary>
public sealed class TorchTvL1
{
    /// <param name="settings">the algorithm's numbers; docs/method.md §1 "Features" where not given</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public TorchTvL1(TvL1Settings? settings = null)
    {
        Settings = settings ?? new TvL1Settings();
        Settings.Check();
    }

    /// <summary>The algorithm's numbers.</summary>
    public TvL1Settings Settings { get; }

    /// <summary>Motion from each frame of <paramref name="previous"/> to the one of <paramref name="next"/> beside it.</summary>
    /// <param name="previous"><c>[B, H, W]</c>, float32, 0..255</param>
    /// <param name="next"><c>[B, H, W]</c>, float32, 0..255, on the same device</param>
    /// <returns><c>[B, 2, H, W]</c>: motion to the right and downwards, in pixels a frame, on that device</returns>
    /// <exception cref="InputException">shapes that are not that, or differ; another type</exception>
    public Tensor Compute(Tensor previous, Tensor next)
    {
        Shapes.Expect("optical flow", (previous, "frames [B, H, W]"), (next, "the frames after them [B, H, W]"));
        if (previous.dtype != ScalarType.Float32 || next.dtype != ScalarType.Float32)
            throw new InputException("optical flow", $"frames of {previous.dtype} and {next.dtype}", "Float32, 0 to 255", "Convert them: frames.to(float32).");
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var sizes = FramePyramid.Sizes((int)previous.shape[2], (int)previous.shape[1], Settings);
        List<Tensor> earlier = [previous], later = [next];
        double scale = 1 / Settings.ScaleStep;
        foreach (var (width, height) in sizes.Skip(1))
        {
            earlier.Add(Resize(earlier[^1], width, height, scale, scale));
            later.Add(Resize(later[^1], width, height, scale, scale));
        }
        Tensor? flow = null;
        for (int s = sizes.Count - 1; s >= 0; s--)
        {
            var (width, height) = sizes[s];
            flow = flow is null
                ? zeros(previous.shape[0], 2, height, width, device: previous.device)
                : Resize(flow, width, height, (double)flow.shape[3] / width, (double)flow.shape[2] / height) / (float)Settings.ScaleStep;
            flow = new TorchFlowLevel(earlier[s], later[s], flow, Settings).Solve();
        }
        return flow!.MoveToOuterDisposeScope();
    }

    /// <summary>Bilinear, pixel centres aligned, as <see cref="BilinearResize"/>: a matrix to the left and one to the right.</summary>
    /// <param name="image"><c>[…, H, W]</c></param>
    /// <param name="width">pixels in a row of the result</param>
    /// <param name="height">rows of the result</param>
    /// <param name="across">pixels of the image per pixel of the result</param>
    /// <param name="down">rows of the image per row of the result</param>
    private static Tensor Resize(Tensor image, int width, int height, double across, double down)
    {
        using var scope = NewDisposeScope();
        var rows = Interpolation(height, image.shape[^2], down).to(image.device);
        var columns = Interpolation(width, image.shape[^1], across).to(image.device);
        return rows.matmul(image).matmul(columns.transpose(0, 1)).MoveToOuterDisposeScope();
    }

    /// <summary><c>[to, from]</c>: each row holds the two weights of a target pixel.</summary>
    private static Tensor Interpolation(int to, long from, double scale)
    {
        var weights = new float[to, from];
        for (int i = 0; i < to; i++)
        {
            double position = Math.Clamp((i + 0.5) * scale - 0.5, 0, from - 1);
            int left = (int)position;
            weights[i, left] = (float)(1 - (position - left));
            if (position > left)
                weights[i, left + 1] = (float)(position - left);
        }
        return tensor(weights);
    }
}
