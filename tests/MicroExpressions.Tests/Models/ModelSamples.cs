using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Losses;
using MicroExpressions.Methods.CrrcNet;
using MicroExpressions.Methods.Ftcl;
using MicroExpressions.Methods.HamNet;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Methods.SfNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

/// <summary>A small one of each model of the kit, with what it says about some fixed input.</summary>
/// <param name="Make">makes it anew</param>
/// <param name="Says">its outputs on the same input each time, one behind the other; null where it computes nothing by itself</param>
internal sealed record ModelSample(Func<nn.Module> Make, Func<nn.Module, Tensor>? Says)
{
    /// <summary>Parameters that nothing it says depends on, and why.</summary>
    public (string Beginning, string Reason)? Untrained { get; init; }

    public static IReadOnlyDictionary<string, ModelSample> All { get; } = new Dictionary<string, ModelSample>
    {
        ["ActivationHead"] = Of(() => new ActivationHead(Settings, SnippetClasses.Count), m =>
        {
            (Tensor fused, Tensor map) = m.call(Wave(1, 4, 6), Wave(1, 4, 6), ones(1, 1, 6));
            return Joined(fused, map);
        }),
        ["CrrcNetNetwork"] = Of(() => new CrrcNetNetwork(new() { Width = 4 }, 4, 4), m =>
        {
            CrrcNetOutput o = m.call(Batch(4));
            return Joined(o.Said.Probabilities, o.Said.Features, o.RgbAttention, o.FlowAttention);
        }),
        ["CrossModalGate"] = Of(() => new CrossModalGate(Settings), m => m.call(Wave(1, 4, Videos.Places), Wave(1, 4, Videos.Places), Videos)),
        ["ExpressionSpotter"] = Of(() => new ExpressionSpotter(Settings), Spots),
        ["ExpressionSpotter, projected and scaled"] = Of(
            () => new ExpressionSpotter(Settings with { RgbDimension = 4, FlowDimension = 4, Projection = 6 }, FeatureScaling.Of(Wave(5, 4)), FeatureScaling.Of(Wave(5, 4))), Spots),
        ["FeatureScaling"] = Of(() => FeatureScaling.Of(Wave(5, 4)), m => m.call(Wave(2, 3, 4))),
        ["FrameEncoder"] = Of(() => new FrameEncoder(new ResNet18(2)), m => m.call(Wave(1, 2, 3, 32, 32))) with { Untrained = NoClasses("resnet") },
        ["FramewiseHead"] = Of(() => new FramewiseHead(4), m => m.call(Wave(2, 3, 4))),
        ["FtclNetwork"] = Of(() => new FtclNetwork(new() { Width = 6, AlignmentWidth = 4 }, features: 8), m =>
        {
            FtclOutput o = m.call(Batch(4));
            return Joined(o.Attention, o.Scores, o.Embedded, m.Aligned(o.Embedded.flatten(0, 1)));
        }),
        ["HamNetNetwork"] = Of(() => new HamNetNetwork(new() { Width = 6, AttentionWidth = 4 }, features: 8), m =>
        {
            (Tensor attention, Tensor scores) = m.call(Batch(4));
            return Joined(attention, scores);
        }),
        ["I3D"] = Of(() => new I3D(2), m => m.call(Wave(1, 2, 8, 32, 32))),
        ["IntensityRegressor, features, frame-wise"] = Of(() => IntensityRegressor.OnFeatures(FeatureScaling.Of(Wave(5, 4)), new FramewiseHead(4)), m => m.call(Wave(2, 3, 4))),
        ["IntensityRegressor, features, GRU"] = Of(() => IntensityRegressor.OnFeatures(FeatureScaling.Of(Wave(5, 4)), new TrajectoryHead(4, 3)), m => m.call(Wave(2, 3, 4))),
        ["IntensityRegressor, frames, frame-wise"] = Of(
            () => IntensityRegressor.OnFrames(new FrameEncoder(new ResNet18(2)), new FramewiseHead()), m => m.call(Wave(1, 2, 3, 32, 32))) with
        { Untrained = NoClasses("encoder.resnet") },
        ["IntensityRegressor, frames, GRU"] = Of(
            () => IntensityRegressor.OnFrames(new FrameEncoder(new ResNet18(2)), new TrajectoryHead(hidden: 3)), m => m.call(Wave(1, 2, 3, 32, 32))) with
        { Untrained = NoClasses("encoder.resnet") },
        ["LacpNetwork"] = Of(() => new LacpNetwork(new() { Hidden = 6 }, 4, 4), m =>
        {
            LacpOutput o = m.call(Batch(4));
            return Joined(o.Probabilities, o.Features);
        }),
        ["MemoryBank"] = new(() => new MemoryBank(2, new RegionSampling { Micro = 1, Macro = 1, Background = 1 }, 4), null),
        ["ResNet18"] = Of(() => new ResNet18(2), m => m.call(Wave(2, 3, 32, 32))),
        ["ResNet18, packaged"] = Of(() => new ResNet18(2, PackagedResNet18.Blocks), m => m.call(Wave(2, 3, 32, 32))),
        ["ResidualBlock"] = Of(() => new ResidualBlock(2, 4, stride: 2), m => m.call(Wave(2, 2, 8, 8))),
        ["SfNetNetwork"] = Of(() => new SfNetNetwork(new() { Hidden = 4 }, 4, 4), m =>
        {
            SfNetOutput o = m.call(Batch(4));
            return Joined([.. o.Scores.All, .. o.Actionness.All]);      // the weights that fuse actionness begin at 0: what each modality says by itself counts too
        }),
        ["SnippetAttention"] = Of(() => new SnippetAttention(Settings), m => m.call(Wave(1, 4, 6), ones(1, 1, 6))),
        ["PwesTraining"] = new(
            () => new PwesTraining(SmallSpotting.Method, SmallSpotting.Videos()), m => Spots(((PwesTraining)m).Spotter)),
        ["TrajectoryHead"] = Of(() => new TrajectoryHead(4, 3), m => m.call(Wave(2, 3, 4))),
    };

    private static SpotterSettings Settings => new() { RgbDimension = 4, FlowDimension = 4 };

    private static JoinedVideos Videos => new(Batch(4));

    private static ModelSample Of<TModule>(Func<TModule> make, Func<TModule, Tensor> says) where TModule : nn.Module => new(make, m => says((TModule)m));

    private static (string, string)? NoClasses(string encoder) => ($"{encoder}.fc.", "the encoder's output is what its classifier would be given");

    private static Tensor Spots(nn.Module spotter)
    {
        SpotterOutput o = ((ExpressionSpotter)spotter).call(Batch(((ExpressionSpotter)spotter).Settings.RgbDimension));
        return Joined(o.RgbAttention, o.FlowAttention, o.Features, o.ActivationMap);
    }

    private static SpotterInput Batch(int dimension) => new(Wave(2, 5, dimension), Wave(2, 5, dimension), SpotterInput.MaskOf([5, 3], 5), [5, 3]);

    private static Tensor Joined(params Tensor[] parts) => cat([.. parts.Select(p => p.flatten())], 0);

    private static Tensor Wave(params long[] shape) => FormulaWeights.Wave(shape, 0.3);
}
