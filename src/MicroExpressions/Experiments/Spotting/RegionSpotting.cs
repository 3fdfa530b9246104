using System.Collections.Immutable;
using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Methods.Zhao;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>How <see cref="RegionSpotting"/> reads a video.</summary>
public sealed record RegionSpottingOptions
{
    /// <summary>Rate and policies for opening it; a folder of pictures needs the rate.</summary>
    public FrameSourceOptions Source { get; init; } = new();

    /// <summary>Which of the people is followed, counted by the size of their faces; 1 is the largest.</summary>
    public int Person { get; init; } = 1;

    /// <summary>Where the person is to be found at first; null: as <see cref="Person"/> says.</summary>
    public PixelBox? Box { get; init; }

    /// <summary>Size of the aligned face, and whether frames are aligned at all.</summary>
    public FaceAlignmentSettings Alignment { get; init; } = new();

    /// <summary>The method's constants.</summary>
    public ZhaoSettings Method { get; init; } = new();

    /// <summary>Turns of the head by more, from a movement's first frame on, are marked, degrees [chosen].</summary>
    public double HeadTurn { get; init; } = 4;
}

/// <summary>What was found, with what else happened at the time. Frames count from 1 within the video.</summary>
/// <param name="Onset">first frame</param>
/// <param name="Apex">frame in which the region that moved most was furthest</param>
/// <param name="Offset">last frame</param>
/// <param name="Movement">what moved</param>
/// <param name="Blink">the eyes close during it</param>
/// <param name="HeadTurn">the head turns during it, degrees</param>
/// <param name="Pictures">the aligned face in its first, its apex's and its last frame</param>
public sealed record RegionInterval(int Onset, int Apex, int Offset, MovedInterval Movement, bool Blink, double HeadTurn, IntervalPictures Pictures);

/// <summary>
/// What moved when in one video, without any training: face → mesh → alignment → flow of the regions → Zhao et al.'s rules. Nothing is kept
/// but a window of frames and the curves.
/// </summary>
/// <example><code>
/// RegionSpotting found = RegionSpotting.Run("../media/face.mp4");
/// found.Figure()                                                              // with using MicroExpressions.Reporting
/// </code></example>
public sealed record RegionSpotting
{
    /// <summary>The video's file or folder name.</summary>
    public required string Name { get; init; }

    /// <summary>The video file; null for a folder of pictures and for a video that is not on the disk.</summary>
    public string? File { get; init; }

    /// <summary>When the video's frames come.</summary>
    public required FrameTimes Times { get; init; }

    /// <summary>Of so many frames one was looked at.</summary>
    public required int Step { get; init; }

    /// <summary>How it was done.</summary>
    public required RegionSpottingOptions Options { get; init; }

    /// <summary>Who is in the video.</summary>
    public required FaceCensus Census { get; init; }

    /// <summary>The first frame with the face, aligned.</summary>
    public required Frame Reference { get; init; }

    /// <summary>Where each of <see cref="FaceRegion.All"/> lies in aligned pictures.</summary>
    public required ImmutableArray<PixelBox> Places { get; init; }

    /// <summary>The face's points in aligned pictures.</summary>
    public required FaceShape Shape { get; init; }

    /// <summary>For each frame that was looked at where each region is, against its place when the face was first seen or seen again; null without a face.</summary>
    public required IReadOnlyList<Vector2[]?> Curves { get; init; }

    /// <summary>How far the eyes are open in each of them; NaN without a face.</summary>
    public required IReadOnlyList<double> EyesOpen { get; init; }

    /// <summary>How the head is turned in each of them.</summary>
    public required IReadOnlyList<HeadPose> Poses { get; init; }

    /// <summary>What was found, in the order of time.</summary>
    public required IReadOnlyList<RegionInterval> Intervals { get; init; }

    /// <summary>Frames in the video.</summary>
    public int Frames => Times.Count;

    /// <summary>When the i-th frame that was looked at comes, seconds.</summary>
    public double Seconds(int looked) => Times.Seconds(looked * Step);

    /// <summary>When a frame of the video begins, seconds; frames count from 1, and the one after the last begins where the video ends.</summary>
    public double SecondsOfFrame(int frame) => Times.Seconds(Math.Min(frame - 1, Times.Count));

    /// <summary>Stretches without the face, as frames of the video, the last one belonging to it.</summary>
    public IEnumerable<(int From, int To)> WithoutFace
    {
        get
        {
            for (int i = 0; i < Curves.Count; i++)
            {
                if (Curves[i] is not null)
                    continue;
                int from = i;
                while (i + 1 < Curves.Count && Curves[i + 1] is null)
                    i++;
                yield return (from * Step + 1, Math.Min((i + 1) * Step, Frames));
            }
        }
    }

    /// <summary>Searches a video file or a folder of pictures.</summary>
    /// <param name="path">the file or folder</param>
    /// <param name="options">rate, person, alignment, constants</param>
    /// <param name="progress">told how many frames are done, of how many</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">no video there, one that cannot be read, no face in it, no such person, too low a rate; the face models are not there</exception>
    public static RegionSpotting Run(string path, RegionSpottingOptions? options = null, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        using IFrameSource video = FrameSource.Open(path, options.Source);
        string name = video is FrameFolder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path);
        return Run(video, name, options, progress, cancellation) with { File = video is FrameFolder ? null : path };
    }

    /// <summary>Searches any video, for instance a synthetic one.</summary>
    /// <param name="video">the frames</param>
    /// <param name="name">what it is called</param>
    /// <param name="options">person, alignment, constants</param>
    /// <param name="progress">told how many frames are done, of how many</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">no face in it, no such person, too low a rate; the face models are not there</exception>
    public static RegionSpotting Run(
        IFrameSource video, string name, RegionSpottingOptions? options = null, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        SnippetTiming timing = SnippetTiming.Of(video.Name, video.FramesPerSecond, options.Method.FramesPerSecond, learntLength: 1);
        var looked = new EveryNthFrame(video, timing.Step);
        FaceCensus census = FaceCensus.Of(video, cancellation);
        PixelBox? person = options.Box ?? census.Person(video.Name, options.Person)?.Box;
        int size = options.Alignment.Size;
        FaceShape? shape = null;
        var (poses, eyes, places) = (new List<HeadPose>(), new List<double>(), new List<(Similarity Place, bool Seen)>());
        MovedRegions moved = new RegionSpotter(looked.FramesPerSecond, options.Method).Spot(
            Ahead.Of(Faces, options.Method.Window, cancellation), () => new RegionMotion(shape!, size),
            progress is null ? null : new Told(done => progress.Report((Math.Min(done * timing.Step, video.Count), video.Count))), cancellation);
        IReadOnlyList<(int From, int To)> blinks = EyeOpening.Blinks(eyes);
        return new RegionSpotting
        {
            Name = name,
            Times = video.Times,
            Step = timing.Step,
            Options = options,
            Census = census,
            Reference = Picture(places.FindIndex(p => p.Seen)),
            Places = new RegionMotion(shape!, size).Places,
            Shape = shape!,
            Curves = moved.Curves,
            EyesOpen = eyes,
            Poses = poses,
            Intervals = [.. moved.Intervals.Select(Interval)],
        };

        // of each frame only the grey face is kept, while it is in a window: an hour of pictures would not fit
        IEnumerable<Frame?> Faces(CancellationToken stop)
        {
            foreach (AlignedFace face in AlignedFaces.Of(looked, person, options.Alignment, opened: first => shape = first, cancellation: stop))
            {
                poses.Add(face.Seen || poses.Count == 0 ? face.Pose : poses[^1]);
                eyes.Add(face.EyesOpen);
                places.Add((face.Place, face.Seen));
                yield return face.Seen ? face.Grey(size) : null;
            }
        }

        Frame Picture(int position) => FaceAlignment.Warp(looked.Read(position), places[position].Place, size);

        RegionInterval Interval(MovedInterval i) => new(
            i.Onset * timing.Step + 1, i.Apex * timing.Step + 1, Math.Min(i.Offset * timing.Step + 1, video.Count), i,
            blinks.Any(b => b.From <= i.Offset && b.To >= i.Onset),
            Enumerable.Range(i.Onset, i.Offset - i.Onset + 1).Max(t => poses[t].From(poses[i.Onset])),
            new(Picture(i.Onset), Picture(i.Apex), Picture(i.Offset)));
    }

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
