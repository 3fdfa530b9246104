using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Methods.CrrcNet;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.CrrcNet;

[Collection(DefaultGenerator.Name)]
public sealed class CrrcNetTests : IDisposable
{
    private const int Length = 25;

    private static readonly CrrcNetMethod Small = new()
    {
        Width = 8,
        Dropout = 0.2,
        Contrast = new() { Negatives = 20 },
        Lacp = new() { SearchEvery = 3 },
        Training = new() { Steps = 8, BatchSize = 2, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    /// <summary>What the authors' code says; golden/make_crrcnet_golden.py has its commit and how it was run; single precision here, double there.</summary>
    private static readonly JsonElement Golden = GoldenNumbers.Read("CrrcNet", "crrcnet.json");

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    [Fact]
    public void Network_mined_labels_and_losses_are_those_of_the_authors_code()
    {
        using var scope = NewDisposeScope();
        using CrrcNetNetwork network = new CrrcNetNetwork(new() { Width = 4 }, 4, 4);
        ScatteredNumbers.SetTo(network);
        network.eval();
        Tensor videos = Scattered(100, 1, Length, 8), prototypes = ScatteredNumbers.Of([1, 2, 8], 101)[0].to(float32), presence = ones(1, 2);
        var input = new SpotterInput(videos.narrow(2, 0, 4), videos.narrow(2, 4, 4), ones(1, Length), [Length]);
        CrrcNetOutput output = network.call(input);
        var mining = new PrototypeMining { Momentum = 0.9 };
        Tensor mined = mining.Labels(output.Said.Features, output.Said.Probabilities, network.OfPrototypes(prototypes), presence);

        GoldenNumbers.Near(Golden.Numbers("probabilities"), output.Said.Probabilities);
        GoldenNumbers.Near(Golden.Numbers("features"), output.Said.Features);
        GoldenNumbers.Near(Golden.Numbers("rgb"), output.RgbAttention);
        GoldenNumbers.Near(Golden.Numbers("flow"), output.FlowAttention);
        GoldenNumbers.Near(Golden.Numbers("mined"), mined);
        GoldenNumbers.Near(Golden.Numbers("moved"), mining.Moved(prototypes, output.Said.Features, mined));

        SnippetPoint[] points = [new(4, SnippetClass.Micro), new(19, SnippetClass.Micro), new(12, SnippetClass.Macro)];
        SnippetPoint[] labelled = [.. points.Union(ProposalSearch.Values(mined).Index().Where(m => m.Item > 0).Select(m => new SnippetPoint(m.Index / 2, (SnippetClass)(m.Index % 2))))];
        Assert.Equal(4, labelled.Length);
        IReadOnlyList<SequenceParts>[] parts = [[Parts(SnippetClass.Micro, (3, 6), (18, 20)), Parts(SnippetClass.Macro, (10, 13))]];
        var lacp = new LacpLoss();
        Dictionary<string, double> terms = new LossTerm[][]
        {
            lacp.Of(output.Said, presence, [Length], [labelled], new()), new CrrcNetLoss().Of(output, presence, input), lacp.OfSequences(output.Said, parts, new FirstOfEach()),
        }.SelectMany(t => t).ToDictionary(t => t.Name, t => (double)t.Value.item<float>());
        terms["L_nce"] = Enumerable.Range(0, 2).Average(c => new RepresentationContrast().Of(
            (output.Rgb[0], output.Flow[0]), [.. points.Where(p => (int)p.Class == c).Select(p => (long)p.Snippet)],
            network.Encoded(Scattered(120 + c, 30, 4), Scattered(130 + c, 30, 4)),
            network.Encoded(InTurn(110), InTurn(111))).item<float>());
        foreach (var (ours, theirs) in new[]
        {
            ("L_mil", "loss_mil_orig"), ("L_mil^A", "loss_mil_supp"), ("L_mut", "loss_mutual"), ("L_guide", "loss_guide"), ("L_norm", "loss_norm"), ("L_nce", "loss_self_supervised"),
            ("L_vid", "loss_vid"), ("L_point", "loss_frame"), ("L_bg", "loss_frame_bkg"), ("L_score", "loss_score"), ("L_feat", "loss_feat"),
        })
            Assert.True(Math.Abs(terms[ours] - Golden.GetProperty("loss").Number(theirs)) < 5e-5 * (1 + terms[ours]), $"{ours} is {terms[ours]}");

        static Tensor InTurn(int phase) => Scattered(phase, 50, 4).repeat(20, 1);

        static Tensor Scattered(int phase, params long[] shape) => (3 * ScatteredNumbers.Of(shape, phase)).to(float32);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        var contrast = new RepresentationContrast { Temperature = 0.5 };
        // what is like the points is chosen and has no slope; features lie too far apart for a small change to choose otherwise. Of two points
        // each would be as much like both as the other, and rounding would choose.
        FiniteDifferences.Agree("L_nce", t => contrast.Of((t[0], t[1]), [2, 9, 12], (t[2], t[3]), (t[4], t[5])),
            [.. new[] { 16, 16, 5, 5, 6, 6 }.Select((rows, i) => ScatteredNumbers.Of([rows, 4], i))]);
        using var scope = NewDisposeScope();
        int[] lengths = [6, 4];
        Tensor mask = SpotterInput.MaskOf(lengths, 6).to(float64), presence = tensor(new[] { 1.0, 0, 1, 1 }).view(2, 2);
        Tensor p = (0.5 + 0.45 * ScatteredNumbers.Of([2, 6, 3], 3)) * mask.unsqueeze(2), r = (0.5 + 0.4 * ScatteredNumbers.Of([2, 6], 1)) * mask, f = (0.5 + 0.4 * ScatteredNumbers.Of([2, 6], 2)) * mask;
        foreach (string name in new[] { "L_mil", "L_mil^A", "L_norm", "L_guide" })      // of L_mut what each modality does not learn is left out
            FiniteDifferences.Agree(name, t => new CrrcNetLoss { Pooling = new() { MicroDivisor = 2, MacroDivisor = 2, BackgroundDivisor = 2 } }.Of(
                new(new(t[0], t[0]), t[0], t[0], t[1], t[2], t[0]), presence, new(t[0], t[0], mask, lengths)).Single(l => l.Name == name).Value, p, r, f);
    }

    [Fact]
    public void It_finds_the_expressions_of_the_videos_that_taught_it()
    {
        CrrcNetMethod method = Small with { Lacp = new(), Training = Small.Training with { Steps = 150, LearningRate = 5e-3, BatchSize = 4 } };
        SpottingVideo[] videos = SmallSpotting.Videos();
        using var training = new CrrcNetTraining(method, videos.Taught(Supervision.Point));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.TakeLast(10).Average() < losses.Skip(20).Take(10).Average());
        training.Learnt.Spotter.FindsEach(videos);
    }

    [Fact]
    public void Sequences_teach_after_the_first_search()
    {
        using var scope = NewDisposeScope();
        using var training = new CrrcNetTraining(Small, SmallSpotting.Videos().Taught(Supervision.Point));
        string[] always = ["L_vid", "L_point", "L_bg", "L_mil", "L_mil^A", "L_mut", "L_norm", "L_guide", "L_nce"];
        Assert.Equal(always, Names(2));
        Assert.Equal([.. always, "L_score", "L_feat"], Names(3));

        IEnumerable<string> Names(int step) => training.Step(new(step, [0, 1], new Random(1))).Terms.Select(t => t.Name);
    }

    [Fact]
    public void A_videos_scores_do_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        SpottingVideo[] videos = SmallSpotting.Videos();
        var network = new CrrcNetNetwork(Small, 6, 6);
        ScatteredNumbers.SetTo(network);
        network.eval();
        CrrcNetOutput all = network.call(SpotterInput.Pad([.. videos.Select(v => v.Features)]));
        foreach (var (b, video) in videos.Index())
        {
            Tensor alone = network.call(SpotterInput.Pad([video.Features])).Said.Probabilities[0];
            Assert.InRange((alone - all.Said.Probabilities[b].narrow(0, 0, video.Features.Snippets)).abs().max().item<float>(), 0, 1e-5);
        }
    }

    [Fact]
    public void A_video_without_a_point_is_refused() => Assert.Equal(
        "no point label", Assert.Throws<InputException>(() => new CrrcNetTraining(Small, SmallSpotting.Videos().Taught(Supervision.Video))).Found);


    private static SequenceParts Parts(SnippetClass snippetClass, params (int First, int Last)[] expressions) =>
        SequenceParts.Of(snippetClass, [.. Enumerable.Range(0, Length).Select(t => expressions.Any(e => t >= e.First && t <= e.Last))])!;

    /// <summary>As the script draws: the first snippet of each third.</summary>
    private sealed class FirstOfEach : Random
    {
        public override int Next(int minValue, int maxValue) => minValue;
    }
}
