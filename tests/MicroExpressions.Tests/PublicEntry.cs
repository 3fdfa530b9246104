using System.Globalization;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Flow;
using MicroExpressions.Losses;
using MicroExpressions.Methods.Co2Net;
using MicroExpressions.Methods.CrrcNet;
using MicroExpressions.Methods.Ftcl;
using MicroExpressions.Methods.HamNet;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Methods.McWes;
using MicroExpressions.Methods.SfNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests;

/// <summary>A public entry of the library that takes tensors.</summary>
/// <param name="Shapes">
/// of each tensor as its documentation says: a number must be that number, a name that stands at several places must be the same at all,
/// a name that stands once is free, <c>T≥2</c> is at least 2, <c>…</c> at the front is anything
/// </param>
/// <param name="Call">the entry, given tensors in that order</param>
internal sealed record PublicEntry(string[] Shapes, Action<Tensor[]> Call)
{
    private static readonly Dictionary<char, long> Lengths = new() { ['B'] = 2, ['T'] = 5, ['D'] = 4, ['E'] = 4, ['C'] = 3, ['N'] = 6, ['M'] = 7, ['L'] = 8, ['H'] = 32, ['W'] = 32 };

    private static readonly SpotterSettings Settings = new() { RgbDimension = 4, FlowDimension = 4 };

    private static readonly RegionSampling OneRegionEach = new() { Micro = 1, Macro = 1, Background = 1 };

    private static readonly I3D Stream = new(2);

    private static readonly I3dInference Inference = new(Stream);

    private static readonly IReadOnlyList<SnippetPoint> Points = [new(1, SnippetClass.Micro), new(3, SnippetClass.Macro)];

    /// <summary>Entries by <c>Type.Method(parameters)</c>.</summary>
    public static IReadOnlyDictionary<string, PublicEntry> All { get; } = new Dictionary<string, PublicEntry>
    {
        ["ActivationHead.forward(rgb, flow, mask)"] = new(["[1, 4, N]", "[1, 4, N]", "[1, 1, N]"], t => new ActivationHead(Settings, 3).forward(t[0], t[1], t[2])),
        ["ApexRankingLoss.Of(predicted, label, margin)"] = new(["[B, T≥2]", "[B, T≥2]"], t => ApexRankingLoss.Of(t[0], t[1], 0)),
        ["ActionContextLoss.Of(output, presence, mask, lengths)"] = new(["[2, T, 3]", "[2, T, 3]", "[2, T, D]", "[2, 2]", "[2, T]"], t => new ActionContextLoss().Of(new(t[0], t[1], t[2]), t[3], t[4], [5, 3])),
        ["ActionContextLoss.Told(output, kind, lengths)"] = new(["[2, T, 3]", "[2, T, 3]", "[2, T, D]"], t => new ActionContextLoss().Told(new(t[0], t[1], t[2]), 1, [5, 3])),
        ["AttendedClassLoss.Of(attention, map, presence, lengths, pooling, over)"] = new(["[2, 5]", "[2, 5, 3]", "[2, 2]"], t => AttendedClassLoss.Of(t[0], t[1], t[2], [5, 3], new(), OverClasses.Mean)),
        ["AttendedClassLoss.Suppressed(attention, map)"] = new(["[B, T]", "[B, T, 3]"], t => AttendedClassLoss.Suppressed(t[0], t[1])),
        ["AttendedScores.AboveLeast(scores, attention)"] = new(["[B, T, 3]", "[B, T]"], t => AttendedScores.AboveLeast(t[0], t[1])),
        ["ClassPooling.Scores(map, lengths)"] = new(["[2, T, C]"], t => new ClassPooling().Scores(t[0], [5, 3])),
        ["ClipAugmentation.Apply(clips, random)"] = new(["[B, T, 3, H, W]"], t => new ClipAugmentation().Apply(t[0], new Random(1))),
        ["Co2NetLoss.Of(output, presence, mask, lengths, pairs)"] = new(["[2, T]", "[2, T]", "[2, T]", "[2, T, D]", "[2, T, 3]", "[2, 2]", "[2, T]"],
            t => new Co2NetLoss().Of(new(t[0], t[1], t[2], t[3], t[4]), t[5], t[6], [5, 3], [(0, 1)])),
        ["CoActivityLoss.Of(features, scores, presence, lengths, pairs, margin)"] = new(["[2, T, D]", "[2, T, 3]", "[2, 2]"], t => CoActivityLoss.Of(t[0], t[1], t[2], [5, 3], [(0, 1)], 0.5)),
        ["ContrastiveLoss.Of(regions, bank, temperature)"] = new(["[2, D]", "[3, D]"], t => ContrastiveLoss.Of(
            new(t[0], [SnippetClass.Micro, SnippetClass.Macro]), new(t[1], [SnippetClass.Micro, SnippetClass.Macro, SnippetClass.Background]), 1)),
        ["CrossModalGate.Gated(main, views, videos)"] = new(["[1, 4, 12]", "[2, 4]", "[1, 4, 12]"], t => new CrossModalGate(Settings).Gated(t[0], (t[1], t[2]), Videos)),
        ["CrossModalGate.Views(main, auxiliary, videos)"] = new(["[1, 4, 12]", "[1, 4, 12]"], t => new CrossModalGate(Settings).Views(t[0], t[1], Videos)),
        ["CrossModalGate.forward(main, auxiliary, videos)"] = new(["[1, 4, 12]", "[1, 4, 12]"], t => new CrossModalGate(Settings).forward(t[0], t[1], Videos)),
        ["CrrcNetNetwork.forward(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new CrrcNetNetwork(new() { Width = 4 }, 4, 4).forward(Input(t[0], t[1], t[2]))),
        ["DurationConsistencyLoss.Lasting(curve, snippets)"] = new(["[T]"], t => DurationConsistencyLoss.Lasting(t[0], 2)),
        ["DurationConsistencyLoss.Of(attention, map, presence, lengths, longestMicro)"] = new(["[2, T]", "[2, T, 3]", "[2, 2]"], t => DurationConsistencyLoss.Of(t[0], t[1], t[2], [5, 3], [2, 2])),
        ["ExpressionSpotter.After(beginning)"] = new(["[1, 4, 12]", "[1, 4, 12]", "[2, 4]", "[1, 4, 12]", "[2, 4]", "[1, 4, 12]"],
            t => new ExpressionSpotter(Settings).After(new(Videos, t[0], t[1], (t[2], t[3]), (t[4], t[5])))),
        ["ExpressionSpotter.Before(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new ExpressionSpotter(Settings).Before(Input(t[0], t[1], t[2]))),
        ["ExpressionSpotter.Scored(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new ExpressionSpotter(Settings).Scored(Input(t[0], t[1], t[2]))),
        ["ExpressionSpotter.forward(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new ExpressionSpotter(Settings).forward(Input(t[0], t[1], t[2]))),
        ["FeatureConsistencyLoss.Of(features, attention, map, presence, lengths, pooling, margin)"] = new(
            ["[2, T, D]", "[2, T]", "[2, T, 3]", "[2, 2]"], t => FeatureConsistencyLoss.Of(t[0], t[1], t[2], t[3], [5, 3], new(), 0.5)),
        ["FeatureScaling.Of(training)"] = new(["[N, T, D]"], t => FeatureScaling.Of(t[0])) { AnyRankFrom = 2 },
        ["FeatureScaling.forward(z)"] = new(["[…, 4]"], t => FeatureScaling.Of(zeros(3, 4)).forward(t[0])),
        ["FrameEncoder.forward(frames)"] = new(["[B, T, 3, H, W]"], t => new FrameEncoder(new ResNet18(2)).forward(t[0])),
        ["FrameNormalisation.Of(pixels, device)"] = new(["[…, 3, H, W]"], t => FrameNormalisation.Torchvision().Of(t[0], CPU)),
        ["FineGrainedContrast.Candidates(output, lengths, aligned)"] = new(["[2, T, 3]", "[2, T, 3]", "[2, T, D]"], t => new FineGrainedContrast().Candidates(new(t[0], t[1], t[2]), [5, 3], x => x)),
        ["FineGrainedContrast.Of(pairs)"] = new(["[N, D]", "[M, D]", "[L, E]", "[T, E]", "[B, E]"], t => new FineGrainedContrast().Of(
            [(new(t[0], t[2], null), new(t[1], t[3], t[4]), true), (new(t[0], t[2], null), new(t[1], t[3], t[4]), false)])),
        ["FramewiseHead.forward(z)"] = new(["[B, T, 4]"], t => new FramewiseHead(4).forward(t[0])),
        ["FtclNetwork.Aligned(embedded)"] = new(["[N, 4]"], t => new FtclNetwork(new() { Width = 4, AlignmentWidth = 2 }, 8).Aligned(t[0])),
        ["FtclNetwork.forward(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new FtclNetwork(new() { Width = 4, AlignmentWidth = 2 }, 8).forward(Input(t[0], t[1], t[2]))),
        ["FtclOutput.Attended(kind)"] = new(["[B, T, 3]", "[B, T, 3]", "[B, T, D]"], t => new FtclOutput(t[0], t[1], t[2]).Attended(2)),
        ["GuideLoss.Of(attention, map, mask)"] = new(["[B, T]", "[B, T, 3]", "[B, T]"], t => GuideLoss.Of(t[0], t[1], t[2])),
        ["HamNetLoss.Of(attention, scores, presence, mask, lengths)"] = new(["[2, T]", "[2, T, 3]", "[2, 2]", "[2, T]"], t => new HamNetLoss().Of(t[0], t[1], t[2], t[3], [5, 3])),
        ["HamNetLoss.SemiSoft(attention)"] = new(["[B, T]"], t => new HamNetLoss().SemiSoft(t[0])),
        ["HamNetNetwork.forward(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new HamNetNetwork(new() { Width = 4, AttentionWidth = 2 }, 8).forward(Input(t[0], t[1], t[2]))),
        ["I3D.forward(snippets)"] = new(["[B, 2, L, H, W]"], t => Stream.forward(t[0])),
        ["I3dInference.Features(snippets)"] = new(["[B, 2, L, H, W]"], t => Inference.Features(t[0])),
        ["IntensityLoss.Of(predicted, label)"] = new(["[B, T≥2]", "[B, T≥2]"], t => new IntensityLoss().Of(t[0], t[1])),
        ["IntensityRegressor.forward(clips)"] = new(["[B, T, 4]"], t => IntensityRegressor.OnFeatures(FeatureScaling.Of(zeros(3, 4)), new TrajectoryHead(4, 2)).forward(t[0])),
        ["JoinedVideos..ctor(input)"] = new(["[2, T, D]", "[2, T, E]", "[2, T]"], t => new JoinedVideos(Input(t[0], t[1], t[2]))),
        ["JoinedVideos.Join(padded)"] = new(["[2, 5, D]"], t => Videos.Join(t[0])),
        ["JoinedVideos.Mean(joined)"] = new(["[1, D, 12]"], t => Videos.Mean(t[0])),
        ["JoinedVideos.Split(joined)"] = new(["[1, D, 12]"], t => Videos.Split(t[0])),
        ["JoinedVideos.Spread(ofVideos)"] = new(["[2, D]"], t => Videos.Spread(t[0])),
        ["LacpNetwork.forward(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new LacpNetwork(new() { Hidden = 4 }, 4, 4).forward(Input(t[0], t[1], t[2]))),
        ["LossTerms.Sum()"] = new(["[]"], t => new LossTerms(new LossTerm("L", 1, t[0])).Sum()),
        ["McWesLoss.Of(output, presence, mask, lengths, longestMicro)"] = new(["[2, T]", "[2, T]", "[2, T]", "[2, T, D]", "[2, T, 3]", "[2, 2]", "[2, T]"],
            t => new McWesLoss().Of(new(t[0], t[1], t[2], t[3], t[4]), t[5], t[6], [5, 3], [2, 2])),
        ["MemoryBank.Write(video, regions, classes)"] = new(["[6, 4]"], t => new MemoryBank(2, OneRegionEach, 4).Write(1, t[0], new SnippetClass?[6])),
        ["MultiRefined.AboveAverage(weighed, activationMap)"] = new(["[T, 2]", "[T, 3]"], t => MultiRefined.AboveAverage(t[0], t[1])),
        ["MultiRefined.BackgroundLabels(attention, foreground, points)"] = new(["[T]", "[T, 2]"], t => new MultiRefined().BackgroundLabels(t[0], t[1], Points)),
        ["MultiRefined.ClassSimilarity(x, evidence)"] = new(["[T, D]"], t => MultiRefined.ClassSimilarity(t[0], Evidence())),
        ["MultiRefined.ForegroundLabels(scores, points)"] = new(["[T, 2]"], t => new MultiRefined().ForegroundLabels(t[0], Points)),
        ["MultiRefined.ForegroundScores(refined, activationMap)"] = new(["[T]", "[T, 3]"], t => new MultiRefined().ForegroundScores(t[0], t[1])),
        ["MultiRefined.Generate(evidence)"] = new(["[T, D]", "[T]", "[T, 3]"], t => new MultiRefined().Generate(new(t[0], t[1], t[2], Points))),
        ["PointIntervals.Generate(evidence)"] = new(["[T, D]", "[T]", "[T, 3]"], t => new PointIntervals().Generate(new(t[0], t[1], t[2], Points))),
        ["MultiRefined.PointSimilarity(x, points)"] = new(["[T, D]"], t => MultiRefined.PointSimilarity(t[0], Points)),
        ["MultiRefined.Prototype(x, evidence, snippetClass)"] = new(["[T, D]"], t => MultiRefined.Prototype(t[0], Evidence(), SnippetClass.Micro)),
        ["MultiRefined.RefinedAttention(similarity, attention)"] = new(["[T, N]", "[T]"], t => MultiRefined.RefinedAttention(t[0], t[1])),
        ["MultiRefined.Trace(evidence)"] = new(["[T, D]", "[T]", "[T, 3]"], t => new MultiRefined().Trace(new(t[0], t[1], t[2], Points))),
        ["MultiRefined.WeighedScores(classSimilarity, scores)"] = new(["[T, 2]", "[T, 2]"], t => MultiRefined.WeighedScores(t[0], t[1])),
        ["MultipleInstanceLoss.Of(scores, presence, background, lengths, pooling)"] = new(["[2, T, 3]", "[2, 2]"], t => MultipleInstanceLoss.Of(t[0], t[1], true, [5, 3], new())),
        ["MutualLoss.Of(rgb, flow, mask)"] = new(["[B, T]", "[B, T]", "[B, T]"], t => MutualLoss.Of(t[0], t[1], t[2])),
        ["PrincipalPlane.Of(vectors)"] = new(["[N, D]"], t => PrincipalPlane.Of(t[0])),
        ["ProbabilisticMining.Generate(evidence)"] = new(["[T, D]", "[T]", "[T, 3]"], t => new ProbabilisticMining().Generate(new(t[0], t[1], t[2], Points))),
        ["ProbabilisticMining.Likelihoods(evidence)"] = new(["[T, D]", "[T]", "[T, 3]"], t => new ProbabilisticMining().Likelihoods(new(t[0], t[1], t[2], Points))),
        ["ProposalSearch.Find(output, lengths, snippetLength, framesPerSecond)"] = new(["[2, T]", "[2, T]", "[2, T]", "[2, T, D]", "[2, T, 3]"],
            t => new ProposalSearch().Find(new SpotterOutput(t[0], t[1], t[2], t[3], t[4]), [5, 3], 8, [30, 30])),
        ["RegionSampling.RegionVectors(x, snippets, regions)"] = new(["[T, D]"], t => RegionSampling.RegionVectors(t[0], [1, 3], 2)),
        ["RegionSampling.Sample(x, labels)"] = new(["[T, D]", "[T, 3]"], t => OneRegionEach.Sample(t[0], t[1])),
        ["RegionSampling.Sample(x, labels) of a batch"] = new(["[2, 5, D]", "[5, 3]", "[5, 3]"], t => OneRegionEach.Sample(t[0], [t[1], t[2]])),
        ["RegionSampling.SnippetsOf(labels, snippetClass)"] = new(["[T, 3]"], t => RegionSampling.SnippetsOf(t[0], SnippetClass.Macro)),
        ["ResNet18.Embed(images)"] = new(["[N, 3, H, W]"], t => new ResNet18(2).Embed(t[0])),
        ["ResNet18.forward(images)"] = new(["[N, 3, H, W]"], t => new ResNet18(2).forward(t[0])),
        ["ResidualBlock.forward(x)"] = new(["[N, 2, H, W]"], t => new ResidualBlock(2, 4, 2).forward(t[0])),
        ["SfNetNetwork.forward(input)"] = new(["[2, T, 4]", "[2, T, 4]", "[2, T]"], t => new SfNetNetwork(new() { Hidden = 4 }, 4, 4).forward(Input(t[0], t[1], t[2]))),
        ["SmoothnessLoss.Of(predicted)"] = new(["[B, T≥2]"], t => SmoothnessLoss.Of(t[0])),
        ["SnippetAttention.forward(gated, mask)"] = new(["[1, 4, N]", "[1, 1, N]"], t => new SnippetAttention(Settings).forward(t[0], t[1])),
        ["SnippetLoss.Labels(points, pseudo)"] = new(["[T, 3]"], t => SnippetLoss.Labels(Points, t[0])),
        ["SnippetLoss.Of(attention, map, labels, averaging)"] = new(["[B, T]", "[B, T, 3]", "[B, T, 3]"], t => SnippetLoss.Of(t[0], t[1], t[2], SnippetAveraging.Batch)),
        ["SparsityLoss.Of(attention, mask)"] = new(["[B, T]", "[B, T]"], t => SparsityLoss.Of(t[0], t[1])),
        ["SpotterOutput.Of(video, length)"] = new(["[B, T]", "[B, T]", "[B, T]", "[B, T, D]", "[B, T, 3]"], t => new SpotterOutput(t[0], t[1], t[2], t[3], t[4]).Of(1, 4)),
        ["SpottingLoss.Of(output, input, presence, labels, contrast)"] = new(
            ["[2, T]", "[2, T]", "[2, T]", "[2, T, D]", "[2, T, 3]", "[2, T, N]", "[2, T, M]", "[2, T]", "[2, 2]", "[2, T, 3]", "[]"],
            t => new SpottingLoss().Of(new(t[0], t[1], t[2], t[3], t[4]), Input(t[5], t[6], t[7]), t[8], t[9], t[10])),
        ["SquaredErrorLoss.Of(predicted, label)"] = new(["[B, T]", "[B, T]"], t => SquaredErrorLoss.Of(t[0], t[1])),
        ["TorchTvL1.Compute(previous, next)"] = new(["[B, H, W]", "[B, H, W]"], t => new TorchTvL1(new() { Warps = 1, OuterIterations = 1, InnerIterations = 1 }).Compute(t[0], t[1])),
        ["Trainer.Run(model, examples, loss, progress, cancellation)"] = new(["[]"], t => new Trainer(new() { Steps = 1 }, "a test").Run(
            new FramewiseHead(2), 1, _ => new LossTerms(new LossTerm("L", 1, t[0].alias().requires_grad_())))),
        ["TrajectoryHead.Hidden(z)"] = new(["[B, T, 4]"], t => new TrajectoryHead(4, 2).Hidden(t[0])),
        ["TrajectoryHead.forward(z)"] = new(["[B, T, 4]"], t => new TrajectoryHead(4, 2).forward(t[0])),
        ["SpotterInput.Joint()"] = new(["[2, T, D]", "[2, T, E]", "[2, T]"], t => Input(t[0], t[1], t[2]).Joint()),
        ["SpotterInput.Scaled()"] = new(["[2, T, D]", "[2, T, E]", "[2, T]"], t => Input(t[0], t[1], t[2]).Scaled()),
        ["SpotterInput.Select(videos)"] = new(["[2, T, D]", "[2, T, E]", "[2, T]"], t => Input(t[0], t[1], t[2]).Select([1, 0])),
        ["VideoClassLoss.Of(map, presence, lengths, pooling, over)"] = new(["[2, T, 3]", "[2, 2]"], t => VideoClassLoss.Of(t[0], t[1], [5, 3], new(), OverClasses.Mean)),
        ["VideoLoss.Of(attention, map, presence, lengths, pooling, over)"] = new(["[2, T]", "[2, T, 3]", "[2, 2]"], t => VideoLoss.Of(t[0], t[1], t[2], [5, 3], new(), OverClasses.Mean)),
        ["VideoScaling.Of(features, mask)"] = new(["[B, T, D]", "[B, T]"], t => VideoScaling.Of(t[0], t[1])),
    };

    /// <summary>Entries for which no shape is wrong, and why.</summary>
    public static IReadOnlyDictionary<string, string> AnyShape { get; } = new Dictionary<string, string>
    {
        ["ClassedVectors..ctor(Vectors, Classes)"] = Holds,
        ["CrrcNetOutput..ctor(Said, Rgb, Flow, RgbAttention, FlowAttention, Gated)"] = Holds,
        ["FtclCandidates..ctor(Matched, Expression, Background)"] = Holds,
        ["FtclOutput..ctor(Attention, Scores, Embedded)"] = Holds,
        ["LacpOutput..ctor(Probabilities, Features)"] = Holds,
        ["LossTerm..ctor(Name, Weight, Value)"] = Holds,
        ["LossTerms..ctor(Terms)"] = Holds,
        ["MultiRefinedTrace..ctor(PointSimilarity, RefinedAttention, ForegroundScores, ClassSimilarity, WeighedScores, AboveAverage, Labels)"] = Holds,
        ["SfNetOutput..ctor(Scores, Actionness)"] = Holds,
        ["SnippetEvidence..ctor(Features, Attention, ActivationMap, Points)"] = Holds,
        ["SpotterBeginning..ctor(Videos, Rgb, Flow, RgbViews, FlowViews)"] = Holds,
        ["SpotterInput..ctor(Rgb, Flow, Mask, Lengths)"] = Holds,
        ["SpotterOutput..ctor(RgbAttention, FlowAttention, Attention, Features, ActivationMap)"] = Holds,
        ["Streams..ctor(Rgb, Flow, Fused)"] = Holds,
        ["LossTerms.MoveToOuterDisposeScope()"] = "moves tensors, computes nothing",
        ["SnippetEvidence.PointsOf(snippetClass)"] = "looks at the points only",
        ["SnippetEvidence.Presence()"] = "looks at the points, and at the type and device of the attention",
        ["ProposalSearch.Values(tensor)"] = "the numbers of a tensor of any shape",
        ["SafeTensors.Write(path, tensors, metadata)"] = "a file holds tensors of any shape",
        ["StateDict.Dispose()"] = Frees,
        ["ClipFrames.Dispose()"] = Frees,
        ["WeightMapping.Compare(weights, network)"] = "reports the shapes that differ",
        ["WeightMapping.Load(weights, network)"] = "compares the shapes of files, WeightMappingTests",
        ["FrozenFeatures.Of(frames, settings, weights, folder, device, progress, cancellation)"] = "ClipFrames are made by the library alone, in one shape",
        ["IntensityRegressor.OnFrames(encoder, head)"] = "takes modules, not tensors",
        ["IntensityRegressor.OnFeatures(scaling, head)"] = "takes modules, not tensors",
        ["IPseudoLabelGenerator.Generate(evidence)"] = "an interface; its two implementations are entries",
    };

    /// <summary>The fewest dimensions of the only tensor, where more of them do not matter.</summary>
    public int? AnyRankFrom { get; init; }

    /// <summary>Tensors that fit.</summary>
    public Tensor[] Right() => [.. Shapes.Select(s => Filled(Sides(s).Select(LengthOf)))];

    /// <summary>Every tensor in turn with one thing changed: rank, first or last length, nothing in it; with whether that is a mistake.</summary>
    public IEnumerable<(string What, Tensor[] Tensors, bool IsMistake)> Changed()
    {
        for (int i = 0; i < Shapes.Length; i++)
        {
            string[] sides = Sides(Shapes[i]);
            long[] shape = [.. sides.Select(LengthOf)];
            bool anyInFront = Shapes[i].Contains('…') || AnyRankFrom is not null;
            yield return Change("a dimension more", [1, .. shape], !anyInFront);
            if (shape.Length > 0)
                yield return Change("a dimension less", shape[1..], AnyRankFrom is null || shape.Length <= AnyRankFrom);
            if (shape.Length > 2)
                yield return Change("one dimension", [shape.Aggregate((a, b) => a * b)], true);
            foreach (int d in shape.Length == 0 ? [] : new[] { 0, shape.Length - 1 }.Distinct())
            {
                yield return Change($"one more in dimension {d}", [.. shape.Select((n, k) => k == d ? n + 1 : n)], !IsFree(sides[d]));
                yield return Change($"nothing in dimension {d}", [.. shape.Select((n, k) => k == d ? 0 : n)], true);
            }
            int few = Array.FindIndex(sides, s => s.Contains('≥'));
            if (few >= 0)
                yield return Change($"one in dimension {few}", [.. shape.Select((n, k) => k == few ? 1 : n)], true);

            (string, Tensor[], bool) Change(string what, long[] to, bool isMistake)
            {
                Tensor[] tensors = Right();
                tensors[i] = Filled(to);
                return ($"tensor {i} with {what}", tensors, isMistake);
            }
        }
    }

    private bool IsFree(string side) => !char.IsAsciiDigit(side[0]) && Shapes.SelectMany(Sides).Count(s => s[0] == side[0]) == 1;

    private static long LengthOf(string side) => Lengths.TryGetValue(side[0], out long length) ? length : long.Parse(side, CultureInfo.InvariantCulture);

    private static string[] Sides(string shape) => [.. shape[1..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries).Where(s => s != "…")];

    private static Tensor Filled(IEnumerable<long> shape) => full([.. shape], 0.5f);

    private const string Holds = "holds tensors for an entry that checks them", Frees = "frees tensors";

    private static JoinedVideos Videos => new(Input(zeros(2, 5, 4), zeros(2, 5, 4), ones(2, 5)));

    private static SpotterInput Input(Tensor rgb, Tensor flow, Tensor mask) => new(rgb, flow, mask, [5, 3]);

    private static SnippetEvidence Evidence() => new(zeros(5, 4), zeros(5), zeros(5, 3), Points);
}
