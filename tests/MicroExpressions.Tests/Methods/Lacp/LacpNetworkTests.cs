using System.Text.Json;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Lacp;

public class LacpNetworkTests
{
    private const int Length = 23;

    [Fact]
    public void The_network_is_that_of_the_authors_code()
    {
        using var scope = NewDisposeScope();
        LacpOutput output = Network().call(Input());
        Assert.Equal(Numbers(LacpGolden.Network.GetProperty("features")), Values(output.Features), Near);
        Assert.Equal(Numbers(LacpGolden.Network.GetProperty("fused")), Values(cat([output.Fused, output.Background.unsqueeze(2)], dim: 2)), Near);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_loss_is_that_of_the_authors_code(int number)
    {
        using var scope = NewDisposeScope();
        JsonElement golden = LacpGolden.Network.GetProperty("videos")[number], expected = golden.GetProperty("loss");
        var loss = new LacpLoss();
        LacpOutput output = Network().call(Input());
        SnippetPoint[] points = [.. golden.GetProperty("points").EnumerateArray().Select(p => new SnippetPoint(p[0].GetInt32(), (SnippetClass)p[1].GetInt32()))];
        Tensor labels = zeros(1, Length, 3, dtype: float64), outside = zeros(1, Length, 3, dtype: float64), presence = zeros(1, 2, dtype: float64);
        outside.select(2, 2).fill_(1);
        foreach (SnippetPoint point in points)
        {
            labels[0, point.Snippet, (int)point.Class] = 1;
            presence[0, (int)point.Class] = 1;
        }
        bool[] background = new SnippetSeeding().Of([.. output.Background[0].data<double>().Select(p => (float)p)], points).Background;
        IReadOnlyList<SequenceParts>[] parts = [[.. golden.GetProperty("labels").EnumerateArray().Index().Where(l => l.Item.ValueKind == JsonValueKind.String)
            .Select(l => SequenceParts.Of((SnippetClass)l.Index, l.Item.Marks())!)]];

        Assert.Equal(golden.GetProperty("video").Numbers(), Values(loss.VideoScores(output.Probabilities[0], presence[0])), Near);
        Assert.Equal(golden.GetProperty("tested").Numbers(), Values(loss.VideoScores(output.Probabilities[0])), Near);
        Equal("loss_vid", loss.VideoTerm(output.Probabilities, presence, [Length]));
        Equal("loss_frame", loss.FocalTerm(output, labels, labels.amax([2])));
        Equal("loss_frame_bkg", loss.FocalTerm(output, outside, tensor(background.Select(b => b ? 1.0 : 0).ToArray()).unsqueeze(0)));
        Equal("loss_score", loss.ScoreTerm(output.Fused, parts));
        Equal("loss_feat", loss.FeatureTerm(output.Features, parts, new FirstOfEach()));

        void Equal(string name, Tensor value) => Assert.Equal(expected.GetProperty(name).GetDouble(), value.item<double>(), 1e-9);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<SequenceParts>[] parts = [[Parts(SnippetClass.Micro, "00110011000"), Parts(SnippetClass.Macro, "00000000011")], [Parts(SnippetClass.Macro, "010110")]];
        Tensor labels = zeros(2, 11, 3, dtype: float64), chosen = zeros(2, 11, dtype: float64), presence = tensor(new double[,] { { 1, 1 }, { 0, 1 } });
        foreach (var (b, t, c) in new[] { (0, 2, 0), (0, 9, 1), (1, 4, 1) })
            (labels[b, t, c], chosen[b, t]) = (ones([], dtype: float64), ones([], dtype: float64));
        var loss = new LacpLoss { VideoDivisor = 4 };
        Tensor p = LacpGolden.Wave(0.2, 2, 11, 3) * 0.4 + 0.5;
        FiniteDifferences.Agree("L_vid", t => loss.VideoTerm(t[0], presence, [11, 6]), p);
        FiniteDifferences.Agree("L_point", t => loss.FocalTerm(new(t[0], t[0]), labels, chosen), p);
        FiniteDifferences.Agree("L_score", t => loss.ScoreTerm(t[0], parts), p.narrow(2, 0, 2));
        FiniteDifferences.Agree("L_feat", t => loss.FeatureTerm(t[0], parts, new FirstOfEach()), LacpGolden.Wave(0.2, 2, 11, 4));
    }

    [Fact]
    public void Labels_that_are_all_the_same_have_no_parts_and_a_part_at_the_end_is_a_snippet_shorter()
    {
        Assert.Null(SequenceParts.Of(SnippetClass.Micro, new bool[4]));
        Assert.Equal([new(1, 2)], Parts(SnippetClass.Micro, "0111").Expressions);
        Assert.Equal([new(0, 2)], Parts(SnippetClass.Micro, "0001").Background);
        Assert.Empty(Parts(SnippetClass.Micro, "0001").Expressions);
    }

    [Fact]
    public void Features_of_another_width_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<InputException>(() => Network().call(Input() with { Flow = zeros(1, Length, 4, dtype: float64) }));
    }

    private static readonly IEqualityComparer<double> Near = EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) < 1e-9, _ => 0);

    private static SequenceParts Parts(SnippetClass snippetClass, string marks) => SequenceParts.Of(snippetClass, [.. marks.Select(m => m == '1')])!;

    private static double[] Numbers(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(r => r.Numbers())];

    private static double[] Values(Tensor t) => t.detach().contiguous().data<double>().ToArray();

    private static LacpNetwork Network()
    {
        LacpNetwork network = new LacpNetwork(new() { Hidden = 5 }, 3, 3).to(float64);
        network.load_state_dict(new()
        {
            ["convolution.weight"] = LacpGolden.Wave(0.1, 5, 6, 3) * 0.4,
            ["convolution.bias"] = LacpGolden.Wave(0.5, 5) * 0.2,
            ["classifier.weight"] = LacpGolden.Wave(0.9, 3, 5, 1),
        });
        network.eval();
        return network;
    }

    private static SpotterInput Input()
    {
        Tensor x = LacpGolden.Wave(0.3, 1, Length, 6) * 1.5;
        return new(x.narrow(2, 0, 3), x.narrow(2, 3, 3), ones(1, Length, dtype: float64), [Length]);
    }

    /// <summary>As the script draws: the first snippet of each third.</summary>
    private sealed class FirstOfEach : Random
    {
        public override int Next(int minValue, int maxValue) => minValue;
    }
}
