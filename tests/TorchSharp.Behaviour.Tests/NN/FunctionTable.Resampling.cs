using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

public static partial class FunctionTable
{
    private static Dictionary<string, Form[]> Resampling => new()
    {
        ["ConstantPad1d((1, 2), 0.5)"] = [Of(ConstantPad1d((1, 2), 0.5)), x => F.pad(x[0], (1, 2), value: 0.5)],
        ["ConstantPad2d(1, -1)"] = [Of(ConstantPad2d(1, -1)), x => F.pad(x[0], (1, 1, 1, 1), value: -1)],
        ["ConstantPad3d((1, 0, 0, 1, 2, 0), 3)"] = [Of(ConstantPad3d((1, 0, 0, 1, 2, 0), 3)), x => F.pad(x[0], new long[] { 1, 0, 0, 1, 2, 0 }, value: 3)],
        ["ZeroPad2d((1, 0, 2, 1))"] = [Of(ZeroPad2d((1, 0, 2, 1))), x => F.pad(x[0], (1, 0, 2, 1))],
        ["ReflectionPad1d(2)"] = [Of(ReflectionPad1d(2)), x => F.pad(x[0], 2, PaddingModes.Reflect)],
        ["ReflectionPad2d((1, 0, 2, 1))"] = [Of(ReflectionPad2d((1, 0, 2, 1))), x => F.pad(x[0], (1, 0, 2, 1), PaddingModes.Reflect)],
        ["ReplicationPad1d((1, 2))"] = [Of(ReplicationPad1d((1, 2))), x => F.pad(x[0], (1, 2), PaddingModes.Replicate)],
        ["ReplicationPad2d(1)"] = [Of(ReplicationPad2d(1)), Of(ReplicationPad2d((1, 1, 1, 1)))],
        ["ReplicationPad3d(1)"] = [Of(ReplicationPad3d(1)), Of(ReplicationPad3d((1, 1, 1, 1, 1, 1)))],
        ["pad circular"] = [x => F.pad(x[0], (1, 2), PaddingModes.Circular)],
        ["Upsample(scale_factor=2)"] = [Of(Upsample(scale_factor: [2])), x => F.interpolate(x[0], scale_factor: [2])],
        ["Upsample(size=(5, 4), mode='bilinear', align_corners=True)"] = [Of(Upsample(size: [5, 4], mode: UpsampleMode.Bilinear, align_corners: true))],
        ["Upsample(scale_factor=1.5, mode='trilinear')"] = [Of(Upsample(scale_factor: [1.5, 1.5, 1.5], mode: UpsampleMode.Trilinear))],
        ["Flatten()"] = [Of(Flatten()), x => x[0].flatten(1)],
        ["Unflatten(1, (2, 3))"] = [Of(Unflatten(1, [2, 3])), Of(Unflatten(-1, [2, 3]))],
        ["Identity()"] = [Of(Identity())],
        ["interpolate nearest by factor"] = [ByFactor(1, InterpolationMode.Nearest)],
        ["interpolate nearest to size"] = [ToSize(1, InterpolationMode.Nearest)],
        ["interpolate nearest-exact by factor"] = [ByFactor(2, InterpolationMode.NearestExact)],
        ["interpolate nearest-exact to size"] = [ToSize(2, InterpolationMode.NearestExact)],
        ["interpolate linear by factor"] = [ByFactor(1, InterpolationMode.Linear)],
        ["interpolate linear to size"] = [ToSize(1, InterpolationMode.Linear)],
        ["interpolate bilinear by factor"] = [ByFactor(2, InterpolationMode.Bilinear)],
        ["interpolate bilinear to size"] = [ToSize(2, InterpolationMode.Bilinear)],
        ["interpolate bicubic by factor"] = [ByFactor(2, InterpolationMode.Bicubic)],
        ["interpolate bicubic to size"] = [ToSize(2, InterpolationMode.Bicubic)],
        ["interpolate trilinear by factor"] = [ByFactor(3, InterpolationMode.Trilinear)],
        ["interpolate trilinear to size"] = [ToSize(3, InterpolationMode.Trilinear)],
        ["interpolate area by factor"] = [ByFactor(2, InterpolationMode.Area)],
        ["interpolate area to size"] = [ToSize(2, InterpolationMode.Area)],
        ["interpolate recomputed factor"] = [x => F.interpolate(x[0], scale_factor: [1.7], mode: InterpolationMode.Linear, recompute_scale_factor: true)],
        ["interpolate bilinear antialias"] = [x => F.interpolate(x[0], [2, 2], mode: InterpolationMode.Bilinear, antialias: true)],
    };

    private static Form ByFactor(int dimensions, InterpolationMode mode) =>
        x => F.interpolate(x[0], scale_factor: [.. Enumerable.Repeat(1.7, dimensions)], mode: mode);

    private static Form ToSize(int dimensions, InterpolationMode mode) =>
        x => F.interpolate(x[0], [.. Enumerable.Repeat(5L, dimensions)], mode: mode);
}
