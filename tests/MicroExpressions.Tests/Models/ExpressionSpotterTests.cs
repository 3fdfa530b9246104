using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Features;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class ExpressionSpotterTests
{
    private static readonly SpotterSettings Small = new() { RgbDimension = 8, FlowDimension = 8 };

    [Fact]
    public void Parameters_have_the_shapes_of_the_paper()
    {
        using var spotter = new ExpressionSpotter(new SpotterSettings());
        IntensityGolden.AssertShapes(SpotterGolden.Values.Shapes, spotter);
        // gates 4·(1024²·3 + 1024), attention 2·(1024·512·3 + 512 + 512²·3 + 512 + 513), head 2048² + 2048 + 2048²·3 + 2048 + 2048·3 + 3
        Assert.Equal(12_587_008 + 4_721_666 + 4_196_352 + 12_584_960 + 6_147, spotter.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Compact_projects_to_256_and_shrinks_the_rest()
    {
        using var spotter = new ExpressionSpotter(new SpotterSettings { RgbDimension = 576, FlowDimension = 576 }.Compact());
        var shapes = spotter.state_dict();
        Assert.Equal([256, 576], shapes["project_rgb.weight"].shape);
        Assert.Equal([128, 256, 3], shapes["attention_flow.first.weight"].shape);
        Assert.Equal([512, 512, 3], shapes["head.hidden.weight"].shape);
    }

    [Fact]
    public void A_pass_without_dropout_can_begin_where_the_training_pass_began()
    {
        using var scope = NewDisposeScope();
        using var spotter = new ExpressionSpotter(Small with { Projection = 6 });
        int[] lengths = [9, 5];
        Tensor mask = SpotterInput.MaskOf(lengths, 9);
        var input = new SpotterInput(rand(2, 9, 8) * mask.unsqueeze(2), rand(2, 9, 8) * mask.unsqueeze(2), mask, lengths);
        spotter.train();
        SpotterBeginning beginning = spotter.Before(input);
        SpotterOutput taught = spotter.After(beginning);
        spotter.eval();
        SpotterOutput shared = spotter.After(beginning), whole = spotter.call(input);
        Assert.Equal(whole.ActivationMap.data<float>().ToArray(), shared.ActivationMap.data<float>().ToArray());
        Assert.Equal(whole.Attention.data<float>().ToArray(), shared.Attention.data<float>().ToArray());
        Assert.NotEqual(whole.Features.data<float>().ToArray(), taught.Features.data<float>().ToArray());
    }

    [Fact]
    public void Values_and_gradients_are_PyTorchs_though_the_videos_share_a_padded_batch()
    {
        using var scope = NewDisposeScope();
        using var spotter = new ExpressionSpotter(Small);
        FormulaWeights.SetTo(spotter);
        spotter.eval();
        Tensor rgb = zeros(2, 7, 8), flow = zeros(2, 7, 8);
        int[] lengths = [7, 4];
        for (int b = 0; b < 2; b++)
        {
            rgb[b].narrow(0, 0, lengths[b]).copy_(FormulaWeights.Wave([lengths[b], 8], 0.5 + 2 * b));
            flow[b].narrow(0, 0, lengths[b]).copy_(FormulaWeights.Wave([lengths[b], 8], 1.5 + 2 * b));
        }
        rgb.requires_grad_();
        flow.requires_grad_();
        SpotterOutput all = spotter.call(new(rgb, flow, SpotterInput.MaskOf(lengths, 7), lengths));
        Tensor sum = zeros(1);
        for (int b = 0; b < 2; b++)
        {
            SpotterOutput one = all.Of(b, lengths[b]);
            SpotterVideo expected = SpotterGolden.Values.Videos[b];
            IntensityGolden.AssertClose(expected.RgbAttention, one.RgbAttention, 1e-5);
            IntensityGolden.AssertClose(expected.FlowAttention, one.FlowAttention, 1e-5);
            IntensityGolden.AssertClose([.. expected.RgbAttention.Zip(expected.FlowAttention, (r, f) => (r + f) / 2)], one.Attention, 1e-5);
            IntensityGolden.AssertClose(expected.Features, one.Features, 1e-5);
            IntensityGolden.AssertClose(expected.Map, one.ActivationMap, 1e-5);
            sum = sum + one.RgbAttention.sum() + 2 * one.FlowAttention.sum() + (one.Features * 0.1).sum()
                + (one.ActivationMap * FormulaWeights.Wave([lengths[b], 3], 3)).sum();
        }
        sum.backward();
        for (int b = 0; b < 2; b++)
        {
            IntensityGolden.AssertClose(SpotterGolden.Values.Videos[b].RgbGradient, rgb.grad![b].narrow(0, 0, lengths[b]), 1e-4);
            IntensityGolden.AssertClose(SpotterGolden.Values.Videos[b].FlowGradient, flow.grad![b].narrow(0, 0, lengths[b]), 1e-4);
        }
        IntensityGolden.AssertClose(SpotterGolden.Values.GlobalWeightGradient, spotter.get_parameter("gate_rgb.global_conv.weight")!.grad![2], 1e-4);
        IntensityGolden.AssertClose(SpotterGolden.Values.HiddenWeightGradient, spotter.get_parameter("head.hidden.weight")!.grad![5], 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Padding_changes_nothing(bool videoScaling)
    {
        using var spotter = new ExpressionSpotter(new SpotterSettings { RgbDimension = 6, FlowDimension = 4, Projection = 4, VideoScaling = videoScaling });
        foreach (var parameter in spotter.parameters().Where(p => p.dim() == 1))
            using (no_grad())
                parameter.fill_(0.3);      // with zero bias a missing mask would not show
        spotter.eval();
        Prop.ForAll(Gen.Choose(1, 4).SelectMany(videos => Gen.Choose(1, 12).ArrayOf(videos)).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (lengths, more) =>
        {
            using var untracked = no_grad();
            using var scope = NewDisposeScope();
            VideoFeatures[] videos = [.. lengths.Select((length, i) => Video(i, length))];
            SpotterOutput together = spotter.call(SpotterInput.Pad(videos, length: lengths.Max() + more));
            return videos.Select((video, b) =>
            {
                SpotterOutput alone = spotter.call(SpotterInput.Pad([video])).Of(0, video.Snippets), same = together.Of(b, video.Snippets);
                return Near(alone.Attention, same.Attention) && Near(alone.Features, same.Features) && Near(alone.ActivationMap, same.ActivationMap)
                    && together.Attention[b].narrow(0, video.Snippets, lengths.Max() + more - video.Snippets).abs().sum().item<float>() == 0;
            }).All(ok => ok);
        }).QuickCheckThrowOnFailure();

        static bool Near(Tensor a, Tensor b) => (a - b).abs().max().item<float>() < 1e-5;
    }

    [Fact]
    public void Dropout_is_drawn_in_training_only()
    {
        using var scope = NewDisposeScope();
        using var spotter = new ExpressionSpotter(new SpotterSettings { RgbDimension = 6, FlowDimension = 4, Projection = 4 });
        SpotterInput input = SpotterInput.Pad([Video(1, 9)]);
        spotter.train();
        Assert.NotEqual(0, (spotter.call(input).Features - spotter.call(input).Features).abs().sum().item<float>());
        spotter.eval();
        Assert.Equal(0, (spotter.call(input).Features - spotter.call(input).Features).abs().sum().item<float>());
    }

    [Fact]
    public void Scaling_is_part_of_the_model()
    {
        using var scope = NewDisposeScope();
        using var spotter = new ExpressionSpotter(Small, FeatureScaling.Of(rand(5, 8)), FeatureScaling.Of(rand(5, 8)));
        Assert.Contains("scale_flow.deviation", spotter.state_dict().Keys);
        Assert.DoesNotContain(spotter.named_parameters(), p => p.name.StartsWith("scale", StringComparison.Ordinal));
    }

    [Fact]
    public void Modalities_of_different_length_are_named()
    {
        var video = new VideoFeatures("s15_0101", new(3, 1, new float[3]), new(2, 1, new float[2]));
        Assert.Contains("s15_0101", Assert.Throws<InputException>(() => SpotterInput.Pad([video])).Message);
    }

    [Fact]
    public void Features_of_another_dimension_are_named()
    {
        using var scope = NewDisposeScope();
        using var spotter = new ExpressionSpotter(Small);
        Assert.Contains("1 × 3 × 6", Assert.Throws<InputException>(() => spotter.call(SpotterInput.Pad([Video(0, 3)]))).Message);
    }

    [Fact]
    public void Different_dimensions_need_a_projection() =>
        Assert.Throws<InputException>(() => new ExpressionSpotter(new SpotterSettings { RgbDimension = 6, FlowDimension = 4 }));

    private static VideoFeatures Video(int seed, int length)
    {
        var random = new Random(seed);
        return new($"v{seed}", new(length, 6, Values(6)), new(length, 4, Values(4)));

        float[] Values(int dimension) => [.. Enumerable.Range(0, length * dimension).Select(_ => (float)random.NextDouble())];
    }

    private sealed record SpotterVideo(
        double[] RgbAttention, double[] FlowAttention, double[] Features, double[] Map, double[] RgbGradient, double[] FlowGradient);

    /// <summary>golden/spotter.json, made by golden/make_spotter_golden.py.</summary>
    private sealed record SpotterGolden(
        Dictionary<string, long[]> Shapes, SpotterVideo[] Videos, double[] GlobalWeightGradient, double[] HiddenWeightGradient)
    {
        public static SpotterGolden Values { get; } = JsonSerializer.Deserialize<SpotterGolden>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", "golden", "spotter.json")), JsonSerializerOptions.Web)!;
    }
}
