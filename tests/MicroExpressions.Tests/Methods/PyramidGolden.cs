using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>What the authors' code of LSSNet or LGSNet computes on given weights: golden/&lt;method&gt;.json, made by golden/make_pyramid_golden.py.</summary>
/// <param name="PlaceClasses">of two windows, their order of classes: macro, micro</param>
/// <param name="Anchors">class, class, shift, growth of each anchor</param>
/// <param name="Losses">classes and overlap of places, classes and shifts of anchors</param>
/// <param name="Gradient">of the losses' sum, towards the windows</param>
/// <param name="Starts">frames, of places, then anchors</param>
/// <param name="Kept">starts, ends and scores that a suppression at 0.01 keeps of seven</param>
internal sealed record PyramidGolden(
    double[] PlaceClasses, double[] PlaceDistances, double[] Anchors, double[] Losses, double[] Gradient, double[] Starts, double[] Ends, double[] Scores, double[][]? Kept)
{
    public static PyramidGolden Of(string method) => JsonSerializer.Deserialize<PyramidGolden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", "golden", $"{method}.json")), JsonSerializerOptions.Web)!;

    /// <summary>The script's pyramid: the published geometry on few channels.</summary>
    public static PyramidSettings Small(PyramidSettings published, int width) => published with
    {
        BaseWidth = width,
        ReducedWidth = width,
        HeadWidth = 8,
        Levels = [.. published.Levels.Zip([width, 16, 24, 24], (level, w) => level with { Width = w })],
    };

    /// <summary>Holds network, losses and proposals against the authors'.</summary>
    /// <param name="network">on 6 numbers a step</param>
    /// <param name="pyramid">the network's</param>
    /// <param name="loss">the method's</param>
    /// <param name="third">class of the second window's last expression</param>
    public void Check(PyramidNetwork network, PyramidSettings pyramid, PyramidLoss loss, SnippetClass third)
    {
        using var scope = NewDisposeScope();
        SetTo(network);
        network.eval();
        Tensor x = Chirp([2, 64, 6], 0.3).to(float32).requires_grad_();
        PyramidOutput output = network.call(x);
        AssertClose(PlaceClasses, output.PlaceClasses);
        AssertClose(PlaceDistances, output.PlaceDistances);
        AssertClose(Anchors, cat([output.AnchorClasses, output.AnchorShifts], dim: 2));

        // theirs in frames, ours in steps of two; their class 1 is macro, 2 micro
        PyramidOutput ours = output with { PlaceClasses = output.PlaceClasses.flip(2), AnchorClasses = output.AnchorClasses.flip(2) };
        WindowExpression[][] windows =
        [
            [new(new(5, 13), SnippetClass.Micro), new(new(20, 49), SnippetClass.Macro)],
            [new(new(30, 38), SnippetClass.Micro), new(new(29, 45), SnippetClass.Macro), new(new(50, 62), third)],
        ];
        LossTerms terms = loss.Of(ours, PyramidTargets.Of(windows, pyramid, loss.Matched, loss.Unmatched));
        AssertClose(Losses, stack([.. terms.Terms.Select(t => t.Value)], 0));
        terms.Sum().backward();
        AssertClose(Gradient, x.grad!);

        var proposals = PyramidProposals.Of(ours, pyramid).SelectMany(p => p).ToList();
        AssertClose(Starts, tensor(proposals.Select(p => (float)(2 * p.Segment.Start)).ToArray()));
        AssertClose(Ends, tensor(proposals.Select(p => (float)(2 * p.Segment.End)).ToArray()));
        AssertClose(Scores, tensor(proposals.Select(p => (float)p.Score).ToArray()));
    }

    /// <summary><c>sin(0.37 i (i + 1) + phase)</c>.</summary>
    public static Tensor Chirp(long[] shape, double phase)
    {
        Tensor i = arange(shape.Aggregate(1L, (a, b) => a * b), dtype: float64);
        return (i * (i + 1) * 0.37 + phase).sin().reshape(shape);
    }

    private static void SetTo(nn.Module network)
    {
        using var untracked = no_grad();
        foreach ((int k, string name) in network.state_dict().Keys.Order(StringComparer.Ordinal).Index())
        {
            Tensor value = network.state_dict()[name], chirp = Chirp(value.shape, k);
            using Tensor set = value.dim() == 1 ? (name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0) + 0.1 * chirp
                : chirp * Math.Sqrt(2 / ((double)value.numel() / value.shape[0]));
            value.copy_(set);
        }
    }

    /// <summary>To a ten-thousandth of the largest value, single precision here.</summary>
    public static void AssertClose(double[] expected, Tensor actual)
    {
        float[] found = actual.detach().contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs), difference = expected.Zip(found, (e, f) => Math.Abs(e - f)).Max();
        Assert.True(difference <= 1e-4 * largest, $"differs by {difference} where the largest value is {largest}");
    }
}
