using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Flow;

/// <summary>
/// One level of <see cref="TorchTvL1"/>: what <see cref="BicubicWarp"/>, <see cref="MedianFilter"/> and <see cref="PrimalDual"/> do, in
/// pixels instead of their unit, for B pairs at once. Tensors are <c>[B, 2, H, W]</c>: the two components of u, and for each of them
/// the dual of its derivative to the right (<c>right</c>) and downwards (<c>down</c>).
/// </summary>
internal sealed class TorchFlowLevel(Tensor previous, Tensor next, Tensor flow, TvL1Settings settings)
{
    private readonly long height = flow.shape[2], width = flow.shape[3];
    private readonly Tensor right = zeros_like(flow), down = zeros_like(flow);

    // The data term, and the flow at which it was last linearised; none yet.
    private readonly Tensor linearised = full_like(flow, float.PositiveInfinity);
    private readonly Tensor gradient = zeros_like(flow);
    private readonly Tensor residual = zeros_like(flow.narrow(1, 0, 1));
    private readonly Tensor inverse = zeros_like(flow.narrow(1, 0, 1));

    /// <summary>The level's flow after all warps, <c>[B, 2, H, W]</c>; the one that was given is overwritten.</summary>
    public Tensor Solve()
    {
        var image = WithGradient(next);
        for (int warp = 0; warp < settings.Warps; warp++)
        {
            Linearise(image);
            Iterate();
        }
        return flow;
    }

    private void Iterate()
    {
        using var scope = NewDisposeScope();
        float enough = settings.Epsilon * settings.Epsilon * height * width;
        var active = ones(flow.shape[0], 1, 1, 1, dtype: ScalarType.Bool, device: flow.device);
        for (int round = 0; round < settings.OuterIterations; round++)
        {
            if (settings.MedianFilter)
                Update(flow, active, Median(flow));
            for (int iteration = 0; iteration < settings.InnerIterations; iteration++)
            {
                using var step = NewDisposeScope();
                var change = PrimalChange();
                Update(flow, active, flow + change);
                var (newRight, newDown) = Dual();
                Update(right, active, newRight);
                Update(down, active, newDown);
                active.logical_and_(change.square().sum([1, 2, 3], keepdim: true).gt(enough));
                if (!active.any().item<bool>())
                    return;
            }
        }
    }

    /// <summary><c>clamp(−ρ(u)/|∇I₁|², −λθ, λθ)·∇I₁ + θ·div p</c>.</summary>
    private Tensor PrimalChange()
    {
        var rho = residual + (gradient * flow).sum(dim: 1, keepdim: true); // (B, 1, H, W)
        float threshold = settings.Lambda * settings.Theta;
        var step = (rho * inverse).clamp(min: -threshold, max: threshold);
        var divergence = right - Shifted(right, 3) + down - Shifted(down, 2);
        return step * gradient + settings.Theta * divergence;
    }

    /// <summary><c>(p + (τ/θ)·∇u) / (1 + (τ/θ)·|∇u|)</c>.</summary>
    private (Tensor Right, Tensor Down) Dual()
    {
        float step = settings.Tau / settings.Theta;
        Tensor dx = Difference(flow, 3), dy = Difference(flow, 2);
        var divisor = 1 + step * (dx.square() + dy.square()).sqrt();
        return ((right + step * dx) / divisor, (down + step * dy) / divisor);
    }

    /// <summary>The data term at the present flow, where that has moved since.</summary>
    /// <param name="image">I₁, ∂I₁/∂x, ∂I₁/∂y: <c>[B, 3, H, W]</c></param>
    private void Linearise(Tensor image)
    {
        using var scope = NewDisposeScope();
        var moved = (flow - linearised).abs().amax([1], keepdim: true).gt(BicubicWarp.Settled); // (B, 1, H, W)
        var columns = arange(width, dtype: ScalarType.Float32, device: flow.device).expand(height, width);
        var rows = arange(height, dtype: ScalarType.Float32, device: flow.device).unsqueeze(1).expand(height, width);
        var place = stack(new[] { columns, rows }); // (2, H, W)
        var last = tensor(new[] { width - 1f, height - 1f }, device: flow.device).reshape(2, 1, 1);
        var held = flow.maximum(-place).minimum(last - place);
        var inside = (flow - held).abs().amax([1], keepdim: true).le(BicubicWarp.Outside);

        var sample = Sample(image, held);
        var there = sample.narrow(1, 1, 2) * inside.to_type(ScalarType.Float32);
        var squared = there.square().sum(dim: 1, keepdim: true);
        Update(gradient, moved, there);
        Update(residual, moved, sample.narrow(1, 0, 1) - (there * held).sum(dim: 1, keepdim: true) - previous.unsqueeze(1));
        Update(inverse, moved, where(squared.gt(BicubicWarp.NoGradient), -1 / squared, zeros_like(squared)));
        Update(linearised, moved, flow);
    }

    /// <summary>The image at x + u, bicubic with a = −¾; u leads nowhere outside.</summary>
    private Tensor Sample(Tensor image, Tensor u)
    {
        var whole = u.floor();
        Tensor[] across = Weights((u - whole).narrow(1, 0, 1)), downwards = Weights((u - whole).narrow(1, 1, 1));
        var columns = arange(width, device: u.device).expand(height, width) + whole.select(1, 0).to_type(ScalarType.Int64); // (B, H, W)
        var rows = arange(height, device: u.device).unsqueeze(1).expand(height, width) + whole.select(1, 1).to_type(ScalarType.Int64);
        var pixels = image.reshape(image.shape[0], 3, height * width);
        var sum = zeros_like(image);
        for (int j = 0; j < 4; j++)
        {
            for (int i = 0; i < 4; i++)
            {
                var index = (rows + (j - 1)).clamp(min: 0, max: height - 1) * width + (columns + (i - 1)).clamp(min: 0, max: width - 1);
                var tap = pixels.gather(2, index.reshape(-1, 1, height * width).expand(-1, 3, -1)).reshape(image.shape);
                sum += across[i] * downwards[j] * tap;
            }
        }
        return sum;
    }

    /// <summary>Keys' kernel with a = −¾ at the distances 1+f, f, 1−f, 2−f.</summary>
    private static Tensor[] Weights(Tensor f)
    {
        Tensor rest = 1 - f, edge = -0.75f * f * rest;
        Tensor before = edge * rest, at = (1.25f * f - 2.25f) * f.square() + 1, after = edge * f;
        return [before, at, 1 - before - at - after, after];
    }

    /// <summary>Median of 5 × 5, the edge pixels repeated outside.</summary>
    private static Tensor Median(Tensor field)
    {
        using var scope = NewDisposeScope();
        var windows = nn.functional.pad(field, [2, 2, 2, 2], PaddingModes.Replicate).unfold(2, 5, 1).unfold(3, 5, 1); // (B, 2, H, W, 5, 5)
        return windows.reshape(field.shape[0], 2, field.shape[2], field.shape[3], 25).kthvalue(13, -1).values.MoveToOuterDisposeScope();
    }

    /// <summary>I, and its central differences with the edge pixels repeated outside.</summary>
    private Tensor WithGradient(Tensor image)
    {
        var padded = nn.functional.pad(image.unsqueeze(1), [1, 1, 1, 1], PaddingModes.Replicate); // (B, 1, H+2, W+2)
        var dx = 0.5f * (padded.narrow(2, 1, height).narrow(3, 2, width) - padded.narrow(2, 1, height).narrow(3, 0, width));
        var dy = 0.5f * (padded.narrow(2, 2, height).narrow(3, 1, width) - padded.narrow(2, 0, height).narrow(3, 1, width));
        return cat(new[] { image.unsqueeze(1), dx, dy }, dim: 1);
    }

    /// <summary>Each pixel's neighbour before it, 0 at the first.</summary>
    private static Tensor Shifted(Tensor field, long dim)
        => cat(new[] { zeros_like(field.narrow(dim, 0, 1)), field.narrow(dim, 0, field.shape[dim] - 1) }, dim: dim);

    /// <summary>To each pixel's neighbour after it, 0 at the last.</summary>
    private static Tensor Difference(Tensor field, long dim)
    {
        long length = field.shape[dim] - 1;
        return cat(new[] { field.narrow(dim, 1, length) - field.narrow(dim, 0, length), zeros_like(field.narrow(dim, 0, 1)) }, dim: dim);
    }

    private static void Update(Tensor state, Tensor chosen, Tensor value) => state.copy_(where(chosen, value, state));
}
