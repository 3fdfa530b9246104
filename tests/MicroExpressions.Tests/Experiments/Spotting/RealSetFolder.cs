using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

/// <summary>A data root with a small real-looking set: sheets of invented rows in the set's own layout, features of noise.</summary>
internal sealed class RealSetFolder : IDisposable
{
    private readonly TemporaryRoot root = new();

    public DataRoot Root => root.Root;

    public void Dispose() => root.Dispose();

    /// <summary>Three subjects, each with a micro- and a macro-expression in one film; s16 has a second film without any.</summary>
    public RealSetFolder CasmeSquared()
    {
        CasmeSquaredOf([15, 16, 19]);
        root.Put("casme-squared", "videos.txt", "s15 0401\ns16 0401\ns19 0401\ns16 0508\n"u8.ToArray());
        return this;
    }

    /// <summary>A micro- and a macro-expression of each subject in one film; no list of all videos.</summary>
    public RealSetFolder CasmeSquaredOf(int[] subjects)
    {
        root.Put("casme-squared", "code.xlsx", SheetFiles.Xlsx(
            [
                .. subjects.Select((_, i) => i + 1).SelectMany(number => (object?[][])
                [
                    [number, "anger1_1", 40, 60, 90, "4", "negative", "macro-expression", "anger"],
                    [number, "anger1_2", 200, 206, 212, "4", "negative", "micro-expression", "anger"],
                ]),
            ],
            [.. subjects.Select((subject, i) => new object?[] { subject, $"s{subject}", i + 1 })],
            [["0401", "anger1"], ["0402", "anger2"], ["0508", "happy5"]]));
        return this;
    }

    /// <summary>The lab's list: two subjects, one video each.</summary>
    public RealSetFolder CasmeCubed()
    {
        root.Put("casme-cubed", "list.csv", SheetFiles.Csv(
            [
                ["subject", "video", "type", "type_idx", "startFrame", "endFrame", "frame_num", "length"],
                .. new[] { ("001", "a"), ("012", "B") }.SelectMany(video => (object?[][])
                [
                    [video.Item1, $"/d/{video.Item1}/{video.Item2}", "Macro", 1, 40, 90, 305, 50],
                    [video.Item1, $"/d/{video.Item1}/{video.Item2}", "Micro", 2, 200, 212, 305, 12],
                ]),
            ]));
        return this;
    }

    /// <summary>Two subjects at 200 fps.</summary>
    public RealSetFolder SammLongVideos()
    {
        root.Put("samm-lv", "sheet.xlsx", SheetFiles.Xlsx(
        [
            ["SAMM Long Videos Dataset - FACS Codes"],
            ["Subject", "Filename", "Inducement Code", "Onset", "Apex", "Offset", "Duration", "Type", "Action Units", "Notes"],
            .. new[] { "006", "011" }.SelectMany(subject => (object?[][])
            [
                [subject, $"{subject}_1_1", 1, 300, 400, 700, 401, "Macro", "4C", null],
                [subject, $"{subject}_1_2", 1, 900, 930, 980, 81, "Micro - 1/2", "4+7", null],
            ]),
        ]));
        return this;
    }

    /// <summary>Puts a file of this kit's into <c>features/SET</c>.</summary>
    public string Features(string set, string path, int frames, double rate = 30, int dimension = 6, int? snippetLength = null, int? rateOfSheet = null)
    {
        int length = snippetLength ?? SnippetLengths.At(rateOfSheet ?? rate);
        return Features(set, path, frames, rate, new ExtractorDescription
        {
            Name = I3dExtractor.Name,
            SnippetLength = length,
            Stride = length,
            FrameWidth = 224,
            FrameHeight = 224,
            Dimensions = new SortedDictionary<string, int> { [FeatureFile.Rgb] = dimension, [FeatureFile.Flow] = dimension, [FeatureFile.Motion] = 1 },
            Weights = new SortedDictionary<string, string> { [FeatureFile.Rgb] = "0123456789abcdef", [FeatureFile.Flow] = "fedcba9876543210" },
            Settings = JsonSerializer.SerializeToNode(new I3dSettings { SnippetLength = length }),
        });
    }

    /// <summary>Puts a file there as any extractor would have made it.</summary>
    public string Features(string set, string path, int frames, double rate, ExtractorDescription extractor, FaceCropSettings? crop = null)
    {
        var header = new FeatureHeader
        {
            Extractor = extractor,
            CropSettings = crop,
            FramesPerSecond = rate,
            FrameCount = frames,
            Source = path,
            SourceSha256 = path,
        };
        string file = Root.At("features", set, path);
        var random = new Random(frames);
        new FeatureFile(header, header.Extractor.Dimensions.ToDictionary(d => d.Key, d => Noise(random, header.Snippets, d.Value))).Write(file);
        return file;
    }

    /// <summary>Puts a half of LGSNet's layout there.</summary>
    public string Half(string set, string path, int frames, int dimension = 6)
    {
        int rows = (frames - 8) / PublishedFeatures.Stride + 1;
        string file = Root.At("features", set, path);
        NumpyArchive.Write(file,
        [
            new("feature", new NumpyArray(Noise(new Random(frames), rows, dimension).Values, 1, rows, dimension)),
            new("frame_cnt", new NumpyArray(new long[] { frames })), new("video_name", new NumpyArray(path)),
        ]);
        return file;
    }

    private static SnippetMatrix Noise(Random random, int rows, int dimension) =>
        new(rows, dimension, [.. Enumerable.Range(0, rows * dimension).Select(_ => (float)random.NextDouble())]);
}
