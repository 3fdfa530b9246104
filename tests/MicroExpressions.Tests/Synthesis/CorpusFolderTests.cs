using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Synthesis;

public sealed class CorpusFolderTests : IDisposable
{
    private static readonly SyntheticSettings Tiny = SyntheticSettings.Small with
    {
        Subjects = 1,
        ShortestVideoSeconds = 2,
        LongestVideoSeconds = 2,
        MicroPerMinute = 30,
        MacroPerMinute = 0,
        ClipsPerSubject = 1,
        ClipFramesPerSecond = 60,
        Size = 32,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("mex-synthetic-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Written_frames_read_back_nearly_as_they_were_rendered()
    {
        var corpus = SyntheticCorpus.Load(Tiny);
        CorpusFolder.Write(corpus, folder);
        using var read = new FrameFolder(Path.Combine(folder, "frames", "s01", "s01_v1"), new FrameSourceOptions { FramesPerSecond = 30 });
        Assert.Equal((corpus.Videos[0].Count, 1), (read.Count, read.FirstNumber));
        var (rendered, written) = (corpus.Videos[0].Read(7).Pixels, read.Read(7).Pixels);
        Assert.True(rendered.Zip(written, (a, b) => Math.Abs(a - b)).Average() < 1.5);
    }

    [Fact]
    public void Frames_of_an_uncompressed_corpus_are_written_without_loss()
    {
        var corpus = SyntheticCorpus.Load(Tiny with { JpegQuality = 0, ClipsPerSubject = 0 });
        CorpusFolder.Write(corpus, folder);
        Assert.Equal(corpus.Videos[0].Read(3).Pixels, ImageFile.Read(Path.Combine(folder, "frames", "s01", "s01_v1", "img00004.png")).Pixels);
    }

    [Fact]
    public void An_interrupted_writing_leaves_no_half_video_and_goes_on_where_it_stopped()
    {
        var corpus = SyntheticCorpus.Load(Tiny);
        using var stop = new CancellationTokenSource();
        var stopping = new Relay(done => { if (done.Done >= 5) stop.Cancel(); });
        Assert.Throws<OperationCanceledException>(() => CorpusFolder.Write(corpus, folder, stopping, stop.Token));
        Assert.DoesNotContain(Videos(), path => Directory.GetFiles(path).Length < (path.Contains("_v1") ? corpus.Videos[0].Count : corpus.Clips[0].Video.Count));

        var last = (Done: 0, Of: 1);
        CorpusFolder.Write(corpus, folder, new Relay(done => { lock (stop) last = done.Done > last.Done ? done : last; }));
        Assert.Equal(2, Videos().Count());
        Assert.Equal(last.Of, last.Done);
        Assert.Empty(Directory.GetFileSystemEntries(folder, "*" + WholeFile.Unfinished, SearchOption.AllDirectories));

        IEnumerable<string> Videos() => !Directory.Exists(Path.Combine(folder, "frames", "s01")) ? []
            : Directory.GetDirectories(Path.Combine(folder, "frames", "s01")).Where(path => !path.EndsWith(WholeFile.Unfinished, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_with_another_corpus_is_refused_and_kept()
    {
        CorpusFolder.Write(SyntheticCorpus.Load(Tiny with { ClipsPerSubject = 0 }), folder);
        var before = File.ReadAllText(Path.Combine(folder, "annotations", "intervals.csv"));
        Assert.Throws<InputException>(() => CorpusFolder.Write(SyntheticCorpus.Load(Tiny with { Seed = 5 }), folder));
        Assert.Equal(before, File.ReadAllText(Path.Combine(folder, "annotations", "intervals.csv")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Path.Combine(folder, "frames"), "in the way");
        var error = Assert.Throws<InputException>(() => CorpusFolder.Write(SyntheticCorpus.Load(Tiny), folder));
        Assert.Contains(Path.Combine(folder, "frames"), error.Place);
    }

    private sealed class Relay(Action<(int Done, int Of)> told) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => told(value);
    }
}
