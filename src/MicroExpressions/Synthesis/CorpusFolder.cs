using System.Runtime.ExceptionServices;
using MicroExpressions.Video;

namespace MicroExpressions.Synthesis;

/// <summary>
/// A corpus on disk, laid out as the real sets are:
/// <c>annotations/intervals.csv</c>, <c>annotations/clips.csv</c>, <c>truth/intensity/VIDEO.csv</c>, <c>truth/landmarks/VIDEO.csv</c>,
/// <c>frames/SUBJECT/VIDEO/img00001.jpg</c> (PNG where the corpus is uncompressed).
/// </summary>
public static class CorpusFolder
{
    /// <summary>
    /// Renders and writes everything. A video's folder appears when it is whole; what is there already is not made again, so an
    /// interrupted call goes on where it stopped.
    /// </summary>
    /// <param name="corpus">what to write</param>
    /// <param name="folder">where; made if need be</param>
    /// <param name="progress">told the frames written and their total</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">the folder holds another corpus, or cannot be written</exception>
    /// <exception cref="OperationCanceledException">cancelled; what is whole stays</exception>
    public static void Write(
        SyntheticCorpus corpus, string folder, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancellation = default)
    {
        var settings = Path.Combine(folder, "synthetic.json");
        var json = corpus.Settings.ToJson();
        if (File.Exists(settings) && File.ReadAllText(settings) != json)
            throw new InputException(
                settings, "the settings of another corpus", "this corpus's settings or an empty folder", "Choose another folder.");
        WholeFile.WriteText(settings, to => to.Write(json));
        WholeFile.WriteText(Path.Combine(folder, "annotations", "intervals.csv"), to => to.Write(TruthFiles.Intervals(corpus)));
        WholeFile.WriteText(Path.Combine(folder, "annotations", "clips.csv"), to => to.Write(TruthFiles.Clips(corpus)));

        List<SyntheticVideo> videos = [.. corpus.Videos, .. corpus.Clips.Select(clip => clip.Video)];
        var (done, total) = (0, videos.Sum(video => video.Count));
        try
        {
            Parallel.ForEach(videos, EveryCore.With(cancellation), video =>
            {
                var (truth, file) = (Path.Combine(folder, "truth"), video.Name + ".csv");
                WholeFile.WriteText(Path.Combine(truth, "intensity", file), to => to.Write(TruthFiles.Intensity(video)));
                WholeFile.WriteText(Path.Combine(truth, "landmarks", file), to => to.Write(TruthFiles.Landmarks(video)));
                var frames = Path.Combine(folder, "frames", video.Subject.Name, video.Name);
                if (Directory.Exists(frames))
                    progress?.Report((Interlocked.Add(ref done, video.Count), total));
                else
                    WriteFrames(
                        video, corpus.Settings.JpegQuality, frames, () => progress?.Report((Interlocked.Increment(ref done), total)), cancellation);
            });
        }
        catch (AggregateException several)
        {
            // two videos fail for one reason: the first says it
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private static void WriteFrames(SyntheticVideo video, int quality, string folder, Action written, CancellationToken cancellation)
    {
        var unfinished = folder + WholeFile.Unfinished;
        try
        {
            Directory.CreateDirectory(unfinished);
            for (var i = 0; i < video.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                // the frame is quantised to JPEG's steps already: coding it at the same quality changes hardly a pixel
                var (extension, bytes) = quality > 0
                    ? ("jpg", ImageFile.EncodeJpeg(video.Read(i), quality)) : ("png", ImageFile.EncodePng(video.Read(i)));
                File.WriteAllBytes(Path.Combine(unfinished, $"img{i + 1:00000}.{extension}"), bytes);
                written();
            }
            Directory.Move(unfinished, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                folder, e.Message, "a folder that can be written, with room for the frames",
                "Make room or choose another folder, and run again; whole videos are kept.", e);
        }
    }
}
