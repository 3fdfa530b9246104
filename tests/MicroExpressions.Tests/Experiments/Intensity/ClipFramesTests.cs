using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Experiments.Intensity;

[Collection(DefaultGenerator.Name)]
public sealed class ClipFramesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-clip-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_frames_of_the_formula_are_read_and_grey_becomes_three_channels()
    {
        using var frames = ClipFrames.Read(Numbered(new Clip("s", "c", 11, 20, 41, 200)), new() { Size = 8 });
        Assert.Equal([1, 16, 3, 8, 8], frames.Pixels.shape);
        // round(11 + t·30/15) = 11, 13, …; each frame's grey is its number
        for (int t = 0; t < 16; t++)
            for (int c = 0; c < 3; c++)
                Assert.Equal(11 + 2 * t, frames.Pixels[0, t, c, 4, 4].item<byte>());
    }

    [Fact]
    public void Pixels_are_normalised_by_ImageNets_figures()
    {
        using var scope = NewDisposeScope();
        Tensor normalised = ClipFrames.Normalised(full([1, 3, 2, 2], 128, dtype: uint8), CPU);
        float[] expected = [(128f / 255 - 0.485f) / 0.229f, (128f / 255 - 0.456f) / 0.224f, (128f / 255 - 0.406f) / 0.225f];
        for (int c = 0; c < 3; c++)
            Assert.Equal(expected[c], normalised[0, c, 1, 1].item<float>(), 5);
    }

    [Fact]
    public void Other_pixels_have_another_fingerprint()
    {
        using var one = ClipFrames.Read(Numbered(new Clip("s", "c", 11, 20, 41, 200)), new() { Size = 8 });
        using var same = ClipFrames.Read(Numbered(new Clip("s", "c", 11, 20, 41, 200)), new() { Size = 8 });
        using var other = ClipFrames.Read(Numbered(new Clip("s", "c", 12, 20, 41, 200)), new() { Size = 8 });
        Assert.Equal(one.Fingerprint, same.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void A_clip_of_fewer_frames_than_points_is_kept_and_told()
    {
        IntensityDataSet data = Numbered(new Clip("s", "c", 11, 15, 20, 30));
        Assert.True(data.Clips[0].RepeatsFrames);
        using var frames = ClipFrames.Read(data, new() { Size = 8 });
        Assert.Equal(10, Enumerable.Range(0, 16).Select(t => frames.Pixels[0, t, 0, 0, 0].item<byte>()).Distinct().Count());
        Assert.False(Numbered(new Clip("s", "c", 11, 15, 26, 30)).Clips[0].RepeatsFrames);
    }

    [Fact]
    public void Labels_out_of_order_are_refused_by_clip() => Assert.Contains("clip c of subject s", Assert.Throws<InputException>(
        () => ClipFrames.Read(Numbered(new Clip("s", "c", 20, 15, 30, 200)), new() { Size = 8 })).Message);

    [Fact]
    public void Constant_frames_give_constant_predictions_which_score_0_and_are_counted()
    {
        IntensityClip Grey(string subject) => new(
            new Clip(subject, "c", 1, 20, 41, 200), () => new GeneratedFrames(50, _ => new Frame(8, 8, 1, Enumerable.Repeat((byte)99, 64).ToArray())))
        { FirstNumber = 1 };
        using var inputs = new IntensityInputs([new("grey", "grey", [Grey("a"), Grey("b"), Grey("c")])], SmallInputs.Frames);
        var result = new IntensityRun(inputs, new RunPlace(_folder, CPU)).Run(SmallInputs.Start with { Temporal = false });
        Assert.Equal(3, result.Score.ConstantPredictions);
        Assert.Equal(0, result.Score.PerClip.Spearman);
    }

    [Fact]
    public void An_apex_at_an_end_runs_and_is_counted()
    {
        IntensityDataSet data = SmallInputs.Data with
        {
            Clips = [.. SmallInputs.Data.Clips.Select((c, i) => i > 0 ? c : c with { Label = c.Label with { Apex = c.Label.Offset } })],
        };
        using var inputs = new IntensityInputs([data], SmallInputs.Frames);
        var result = IntensityStudyResult.Run(IntensityStudy.Shuffled, IntensityScale.Smoke, inputs, SmallInputs.Start, 1, new RunPlace(_folder, CPU));
        Assert.Equal(1, result.MonotoneClips);
        Assert.Contains("1 clips have their apex at an end", IntensityStudyTable.Of(result).ToText());
    }

    [Fact]
    public void Frozen_features_are_computed_once()
    {
        using var scope = NewDisposeScope();
        using var frames = ClipFrames.Read(Numbered(new Clip("s", "c", 11, 20, 41, 200)), new() { Size = 32 });
        var encoder = new EncoderSettings { Frozen = true };
        int computed = 0;
        var count = new Counted(() => computed++);
        Tensor first = FrozenFeatures.Of(frames, encoder, null, _folder, CPU, count);
        Tensor second = FrozenFeatures.Of(frames, encoder, null, _folder, CPU, count);
        Assert.Equal([1, 16, 512], first.shape);
        Assert.True(first.Equals(second));
        Assert.Equal(1, computed);
        Assert.Equal(0, first[0, 0].abs().max().item<float>());         // the onset has not changed since the onset
        FrozenFeatures.Of(frames, encoder with { Seed = 2 }, null, _folder, CPU, count);
        FrozenFeatures.Of(frames, encoder with { ChangeSinceOnset = false }, null, _folder, CPU, count);
        Assert.Equal(3, computed);
    }

    [Fact]
    public void Weights_load_by_name_and_another_file_is_refused()
    {
        using var scope = NewDisposeScope();
        string file = Path.Combine(_folder, "resnet18.safetensors"), other = Path.Combine(_folder, "other.safetensors");
        manual_seed(7);
        using var net = new MicroExpressions.Models.ResNet18();
        var weights = net.state_dict().Where(w => w.Value.dtype == float32).ToList();
        WriteSafeTensors(file, weights);
        EncoderSettings settings = new EncoderSettings().With(file);
        using var encoder = settings.Make(file);
        Assert.True(encoder.state_dict()["resnet.layer3.0.conv1.weight"].Equals(net.state_dict()["layer3.0.conv1.weight"]));
        WriteSafeTensors(other, weights.Where(w => w.Key != "layer2.0.bn1.running_var"));
        Assert.Contains(other, Assert.Throws<InputException>(() => settings.Make(other)).Message);
        Assert.Contains("1 missing: layer2.0.bn1.running_var", Assert.Throws<InputException>(() => new EncoderSettings().With(other).Make(other)).Message);
    }

    [Fact]
    public void Weights_without_fc_and_behind_a_prefix_load_and_the_note_says_how()
    {
        using var scope = NewDisposeScope();
        string file = Path.Combine(_folder, "resnet18.safetensors");
        using var net = new MicroExpressions.Models.ResNet18();
        var weights = net.state_dict().Where(w => w.Value.dtype == float32).ToList();
        WriteSafeTensors(file, weights);
        Assert.Null(EncoderSettings.Check(file));
        WriteSafeTensors(file, weights.Where(w => !w.Key.StartsWith("fc.", StringComparison.Ordinal)).Select(w => KeyValuePair.Create("module.encoder." + w.Key, w.Value)));
        Assert.EndsWith("their names read without module.encoder.", EncoderSettings.Check(file));
        using var encoder = new EncoderSettings().With(file).Make(file);
        Assert.True(encoder.state_dict()["resnet.layer3.0.conv1.weight"].Equals(net.state_dict()["layer3.0.conv1.weight"]));
    }

    /// <summary>The format in a few lines: length of the header, header, numbers.</summary>
    private static void WriteSafeTensors(string path, IEnumerable<KeyValuePair<string, Tensor>> weights)
    {
        var header = new SortedDictionary<string, object>(StringComparer.Ordinal);
        using var numbers = new MemoryStream();
        foreach (var (name, value) in weights)
        {
            long from = numbers.Length;
            numbers.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.detach().contiguous().data<float>().ToArray().AsSpan()));
            header[name] = new { dtype = "F32", value.shape, data_offsets = new[] { from, numbers.Length } };
        }
        byte[] json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(header);
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)json.Length));
        file.Write(json);
        numbers.WriteTo(file);
    }

    private static IntensityDataSet Numbered(Clip clip) => new("numbered", "numbered",
        [new IntensityClip(clip, () => new GeneratedFrames(60, position => new Frame(8, 8, 1, Enumerable.Repeat((byte)(position + 1), 64).ToArray()))) { FirstNumber = 1 }]);

    private sealed class Counted(Action count) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => count();
    }
}
