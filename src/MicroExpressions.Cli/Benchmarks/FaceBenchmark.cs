using System.Diagnostics;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Flow;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// What a frame of a video costs from the file to the features: decoding, detector, mesh, alignment, flow and two streams, beside the thirty
/// frames a second at which a camera makes them; the same for the training-free spotting; then each part by itself. No other program does the
/// same, so nobody else is in the table.
/// </summary>
public static class FaceBenchmark
{
    private const int Width = 340, Height = 256, Short = 300, Long = 3000, Rendered = 60;

    private const string Camera = "a camera of 30 frames/s";

    /// <summary>Wall time and processor time a frame, then the parts.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-faces-").FullName;
        try
        {
            string video = Path.Combine(folder, "short.avi");
            Write(video, Short);
            using var extractor = new TwoStreamExtractor();
            Extract(extractor, video, Path.Combine(folder, "warm"), cancellation);
            List<(double Wall, double Cpu)> features = [], spotting = [];
            for (int round = 0; round < 3; round++)
            {
                features.Add(Measured(() => Extract(extractor, video, Path.Combine(folder, $"{round}"), cancellation)));
                spotting.Add(Measured(() => RegionSpotting.Run(video, cancellation: cancellation)));
            }
            string what = $"{Short} frames of {Width} × {Height}";
            return [.. Rows($"two streams with mesh, alignment and flow, {what}", features), .. Rows($"mex spot, {what}", spotting), .. Parts(video, cancellation)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The most memory after a short and after a ten times longer video, by themselves in this process.</summary>
    public static IReadOnlyList<BenchmarkRow> RunMemory(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-faces-").FullName;
        try
        {
            using var extractor = new TwoStreamExtractor();
            double[] most = [.. new[] { Short, Long }.Select(frames =>
            {
                string video = Path.Combine(folder, $"{frames}.avi");
                Write(video, frames);
                Extract(extractor, video, Path.Combine(folder, "features"), cancellation);
                return PeakMemory.Megabytes();
            })];
            return [new($"two streams: most memory over {Long} frames", "MB", most[1], 0, $"over {Short} frames", most[0], 0, Environment.ProcessorCount, 1.25)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<BenchmarkRow> Rows(string title, List<(double Wall, double Cpu)> rounds)
    {
        Timing wall = Timing.Of(rounds.Select(r => r.Wall / Short)), cpu = Timing.Of(rounds.Select(r => r.Cpu / Short));
        yield return new(title, "ms a frame", wall.Median, wall.Spread, Camera, 1000 / 30.0, 0, Environment.ProcessorCount, 1);
        yield return new($"{title}: processor time", "ms a frame", cpu.Median, cpu.Spread, $"{Camera}, {Environment.ProcessorCount} cores", 1000 / 30.0 * Environment.ProcessorCount, 0, Environment.ProcessorCount, null);
    }

    private static IEnumerable<BenchmarkRow> Parts(string path, CancellationToken cancellation)
    {
        using IFrameSource video = FrameSource.Open(path);
        var frames = new Frame[Rendered];
        yield return Part("decoding", i => frames[i] = video.Read(i));
        using var detector = new ShortRangeDetector();
        yield return Part("detector", i => detector.Detect(frames[i]));
        using var mesh = new FaceMesh();
        FaceShape[] shapes = new FaceShape[Rendered];
        FaceShape last = mesh.Find(frames[0], detector.Detect(frames[0])[0]);
        yield return Part("mesh", i => shapes[i] = last = mesh.Find(frames[i], last));
        yield return Part("head pose", i => HeadPose.Of(shapes[i], Width, Height));
        using var alignment = new FaceAlignment(frames[0], shapes[0]);
        var places = new Similarity[Rendered];
        yield return Part("alignment", i => places[i] = alignment.Find(frames[i], shapes[i]));
        Frame[] faces = [.. frames.Zip(places, (frame, place) => FaceAlignment.Warp(frame, place, 256))];
        var regions = new RegionMotion(alignment.First, 256);
        yield return Part("flow of the regions, Farneback", i => regions.Between(faces[0], faces[i]));
        var flow = new TvL1Flow();
        Frame[] small = [.. faces.Select(f => f.Resize(224, 224, Interpolation.Area))];
        yield return Part("flow, TV-L1 of a pair at 224²", i => flow.Compute(ImageF.FromFrame(small[i]), ImageF.FromFrame(small[(i + 1) % Rendered])));

        BenchmarkRow Part(string name, Action<int> work)
        {
            cancellation.ThrowIfCancellationRequested();
            (double wall, double cpu) = Measured(() =>
            {
                for (int i = 0; i < Rendered; i++)
                    work(i);
            });
            return new($"part: {name}", "ms", wall / Rendered, 0, "its own processor time", cpu / Rendered, 0, Environment.ProcessorCount, null);
        }
    }

    private static (double Wall, double Cpu) Measured(Action work)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        double wall = Timing.Milliseconds(work);
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    private static void Extract(TwoStreamExtractor extractor, string video, string folder, CancellationToken cancellation) =>
        new FeatureExtraction(extractor, new FaceCropSettings(), new FeatureCache(folder)).Run(video, cancellation: cancellation);

    /// <summary>A synthetic person who sways, to and fro in time, in a larger picture.</summary>
    private static void Write(string path, int count)
    {
        SyntheticVideo person = SyntheticCorpus.Load(SyntheticSettings.Default).Videos[0];
        Frame[] faces = [.. Enumerable.Range(0, Rendered).Select(i => person.Read(i).Resize(230, 230, Interpolation.Lanczos))];
        using var writer = new VideoFileWriter(path, 30, Width, Height);
        for (int i = 0; i < count; i++)
        {
            int turn = i % (2 * Rendered - 2);
            writer.Write(FaceAlignment.Warp(faces[turn < Rendered ? turn : 2 * Rendered - 2 - turn], new(1, 0, 55 + 5 * Math.Sin(i / 11.0), 13 + 4 * Math.Sin(i / 17.0)), Width, Height));
        }
    }
}
