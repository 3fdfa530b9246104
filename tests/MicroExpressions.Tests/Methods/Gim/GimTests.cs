using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Gim;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Gim;

/// <summary>Heads, intensities and loss against golden/gim.json, which golden/make_gim_golden.py made with the authors' code.</summary>
public class GimTests
{
    private const int Frames = 90, Width = 256;

    private static readonly JsonElement Golden = GoldenNumbers.Read("Gim", "gim.json");

    private static readonly (int, SnippetClass)[] Points = [(5, SnippetClass.Micro), (41, SnippetClass.Macro), (77, SnippetClass.Macro)];

    [Fact]
    public void The_heads_are_the_authors()
    {
        using var scope = NewDisposeScope();
        using GimNetwork network = Heads();
        GimOutput output = network.Said(Features());
        PyramidGolden.AssertClose(Numbers("attention"), output.Attention);
        PyramidGolden.AssertClose(Numbers("apexScores"), output.Apex);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    public void Intensities_loss_and_gradient_are_the_authors_in_each_phase(int pass)
    {
        using var scope = NewDisposeScope();
        using GimNetwork network = Heads();
        Tensor x = Features().requires_grad_();
        GimOutput said = network.Said(x), output = said with { Apex = said.Apex.flip(1) };      // theirs: macro, micro
        GimLabels labels = new GaussianIntensities().Of(output, Points, pass);
        PyramidGolden.AssertClose(Numbers("intensities", $"{pass}"), labels.Intensity.flip(1));
        Assert.Equal(pass < 5, labels.Apex is null);
        if (labels.Apex is not null && pass == 40)
            PyramidGolden.AssertClose(Numbers("apex"), labels.Apex.flip(1));
        LossTerms terms = new GimLoss().Of([output], [labels]);
        PyramidGolden.AssertClose(Numbers("losses", $"{pass}"), terms.Sum().view(1));
        terms.Sum().backward();
        PyramidGolden.AssertClose(Numbers("gradients", $"{pass}"), x.grad!.narrow(1, 0, 4));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Gradients_agree_with_finite_differences(int pass)
    {
        using var scope = NewDisposeScope();
        var random = new Random(1);
        double[] features = Drawn(20 * 3), attention = Drawn(20), apex = Drawn(40);
        GimLabels labels = new GaussianIntensities { MacroLength = 8, MicroLength = 4 }.Of(Output(features, attention, apex), [(4, SnippetClass.Micro), (12, SnippetClass.Macro)], pass);
        var loss = new GimLoss { Contrast = 1 };
        Tensor[] leaves = [tensor(features).requires_grad_(), tensor(attention).requires_grad_(), tensor(apex).requires_grad_()];
        loss.Of([new(leaves[0].view(20, 3), zeros(20, 3), leaves[1], leaves[2].view(20, 2))], [labels]).Sum().backward();
        double[][] values = [features, attention, apex];
        for (int which = 0; which < 3; which++)
            for (int i = 0; i < values[which].Length; i++)
            {
                double slope = (At(which, i, 1e-6) - At(which, i, -1e-6)) / 2e-6, found = leaves[which].grad is Tensor g ? g[i].item<double>() : 0;
                // the contrast's largest logit is subtracted as a constant beside a 1e-6 that does not scale with it
                Assert.True(Math.Abs(slope - found) < 1e-5 * Math.Max(1, Math.Abs(slope)), $"input {which}, element {i}: {found} beside {slope}");
            }

        double At(int which, int i, double by)
        {
            double[][] moved = [.. values.Select(v => v.ToArray())];
            moved[which][i] += by;
            return loss.Of([Output(moved[0], moved[1], moved[2])], [labels]).Sum().item<double>();
        }

        double[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.05 + 0.9 * random.NextDouble())];

        static GimOutput Output(double[] features, double[] attention, double[] apex) =>
            new(tensor(features).view(20, 3), tensor(features).view(20, 3), tensor(attention), tensor(apex).view(20, 2));
    }

    [Fact]
    public void A_video_with_one_class_teaches_and_a_batch_is_the_mean_of_its_videos()
    {
        using var scope = NewDisposeScope();
        using GimNetwork network = Heads();
        GimOutput one = network.Said(Features()), other = network.Said(Features() * 0.5);
        GimLabels[] labels = [new GaussianIntensities().Of(one, Points[..1], 10), new GaussianIntensities().Of(other, Points, 10)];
        var loss = new GimLoss { Contrast = 0 };
        double[] alone = [loss.Of([one], [labels[0]]).Sum().item<float>(), loss.Of([other], [labels[1]]).Sum().item<float>()];
        Assert.All(alone, l => Assert.True(double.IsFinite(l)));
        Assert.Equal(alone.Average(), loss.Of([one, other], labels).Sum().item<float>(), 5);
    }

    [Fact]
    public void Runs_of_attention_become_intervals_that_end_with_their_frames()
    {
        var attention = new float[200];
        var apex = new float[400];
        attention.AsSpan(20, 12).Fill(0.9f);        // 12 frames: micro
        attention.AsSpan(100, 40).Fill(0.7f);       // macro
        attention.AsSpan(170, 5).Fill(1);           // too short
        apex[2 * 20] = 1;                           // micro at the first frame of most attention
        IReadOnlyList<SpottedInterval> found = new GimSearch().Find(attention, apex, frames: 1, framesPerSecond: 30);
        Assert.Equal([(21, 32), (101, 140)], found.Select(f => (f.Onset, f.Offset)));
        Assert.Equal([0.9 + 0.2, 0.7], found.Select(f => Math.Round(f.Score, 5)));
    }

    private static GimNetwork Heads()
    {
        var network = new GimNetwork(input: 4, Width, dropout: 0.7, steps: 8);
        network.eval();
        using var untracked = no_grad();
        foreach ((int k, string name) in network.state_dict().Keys.Where(n => !n.StartsWith("projection", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Index())
        {
            Tensor value = network.state_dict()[name];
            using Tensor set = PyramidGolden.Chirp(value.shape, k) * (value.dim() == 1 ? 0.1 : Math.Sqrt(2 / ((double)value.numel() / value.shape[0])));
            value.copy_(set);
        }
        return network;
    }

    /// <summary>The script's: <c>2 Σ_j sin(t/(3 + 2j) + j) basis_j</c>.</summary>
    private static Tensor Features()
    {
        Tensor t = arange(Frames, dtype: float64).unsqueeze(1), basis = PyramidGolden.Chirp([6, Width], 0.3), sum = zeros(Frames, Width, dtype: float64);
        for (int j = 0; j < 6; j++)
            sum = sum + (t / (3 + 2 * j) + j).sin() * basis.select(0, j);
        return sum.to(float32) * 2;
    }

    private static double[] Numbers(params string[] path) =>
        path.Aggregate(Golden, (element, name) => element.GetProperty(name)).Numbers();
}
