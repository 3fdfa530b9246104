using System.Numerics;
using System.Text.Json;
using MicroExpressions.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>
/// What the regions of the face do, <see cref="RegionMotion"/>, as features that need no weights but the mesh's. The face is aligned to its
/// first frame; within a snippet each region is held against the snippet's first frame, as He et al. (2021) and Zhao et al. (2022) hold it
/// against their windows', and against the frame before. What of it a snippet keeps is [chosen]: six numbers a region,
/// <see cref="Numbers"/>. Appearance is HOOF's histogram (<see cref="AppearanceHistogram"/>) of the aligned face, so that the two extractors
/// differ in what they tell of motion [chosen].
/// </summary>
public sealed class RegionMotionExtractor : IFeatureExtractor
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "region-motion/1";

    /// <summary>Numbers a region in <c>F^f</c>.</summary>
    public const int NumbersARegion = 6;

    private readonly RegionFeatureSettings settings;
    private readonly FaceAlignmentSettings alignment = new();
    private readonly HoofSettings appearance;

    /// <param name="settings">snippets, frames; the defaults where not given</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is not positive</exception>
    public RegionMotionExtractor(RegionFeatureSettings? settings = null)
    {
        this.settings = settings ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SnippetLength, 1, nameof(settings.SnippetLength));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.FrameSize, 1, nameof(settings.FrameSize));
        appearance = new() { FrameSize = alignment.Size };
        Description = new ExtractorDescription
        {
            Name = Name,
            SnippetLength = settings.SnippetLength,
            Stride = settings.SnippetLength,
            FrameWidth = settings.FrameSize,
            FrameHeight = settings.FrameSize,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = AppearanceHistogram.DimensionOf(appearance),
                [FeatureFile.Flow] = FaceRegion.All.Length * NumbersARegion,
                [FeatureFile.Motion] = 1,
            },
            Settings = JsonSerializer.SerializeToNode(settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <summary>Takes a line for a video in some of whose frames no face is seen.</summary>
    public Action<string> Warn { get; init; } = Console.Error.WriteLine;

    /// <summary>
    /// As <see cref="IFeatureExtractor.Extract"/> says. Whoever follows a face must have seen it come: frames before <paramref name="first"/>
    /// are read and aligned, too. Frames without a face count in no number, a snippet of such frames alone has no motion; they are named.
    /// </summary>
    /// <exception cref="InputException">no face in the whole video; the face models are not there</exception>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        int length = settings.SnippetLength, snippets = Description.SnippetsIn(video.Count), t = 0, position = 0;
        if (first >= snippets)
            yield break;
        FaceShape? shape = null;
        RegionMotion? motion = null;
        var histogram = new AppearanceHistogram(appearance);
        var snippet = new List<(Frame Picture, bool Seen)>(length + 1);
        var unseen = new List<int>();
        foreach (AlignedFace face in AlignedFaces.Of(new FrameRange(video, 0, snippets * length + 1), settings: alignment, opened: f => shape = f, cancellation: cancellation))
        {
            position++;
            if (!face.Seen)
                unseen.Add(position);
            snippet.Add((face.Grey(alignment.Size), face.Seen));
            if (snippet.Count <= length)
                continue;
            motion ??= new RegionMotion(shape!, alignment.Size);
            if (t++ >= first)
            {
                var (since, steps) = Motion(motion, snippet);
                foreach ((Frame shown, _) in snippet.Take(length))
                    histogram.Add(shown);
                yield return new Dictionary<string, float[]>
                {
                    [FeatureFile.Rgb] = histogram.Finish(),
                    [FeatureFile.Flow] = [.. Enumerable.Range(0, FaceRegion.All.Length).SelectMany(r => Numbers([.. since.Select(m => m[r])], [.. steps.Select(m => m[r])]))],
                    [FeatureFile.Motion] = [steps.Count == 0 ? 0 : steps.Average(m => m.Average(v => v.Length()))],
                };
            }
            snippet.RemoveRange(0, length);
        }
        if (unseen.Count > 0)
            Warn($"{video.Name}: no face in {unseen.Count} of {position} frames (the first: {unseen[0]}), which count in no snippet's motion.");
    }

    /// <summary>
    /// A region in a snippet: where it has gone by the last frame, where it was on average (right and down, each vector with the root of its
    /// length), then the roots of how far it was on average and of how fast it went. Roots keep small motion visible beside large, as in
    /// <see cref="MotionHistogram"/> [chosen].
    /// </summary>
    /// <param name="since">against the snippet's first frame, a vector a frame after it; may be empty</param>
    /// <param name="steps">against the frame before, likewise</param>
    /// <returns><c>[6]</c>, roots of pixels of a face whose inner eye corners are 64 apart</returns>
    public static float[] Numbers(IReadOnlyList<Vector2> since, IReadOnlyList<Vector2> steps)
    {
        if (since.Count == 0 || steps.Count == 0)
            return new float[NumbersARegion];
        Vector2 last = Root(since[^1]), mean = Root(since.Aggregate((a, b) => a + b) / since.Count);
        return [last.X, last.Y, mean.X, mean.Y, MathF.Sqrt(since.Average(v => v.Length())), MathF.Sqrt(steps.Average(v => v.Length()))];
    }

    /// <summary>The regions' movements in a snippet of L frames and the one after, where a face is seen: since the first of them, and from each to the next.</summary>
    private static (IReadOnlyList<Vector2[]> Since, IReadOnlyList<Vector2[]> Steps) Motion(RegionMotion motion, List<(Frame Picture, bool Seen)> snippet)
    {
        int from = snippet.FindIndex(f => f.Seen);
        if (from < 0)
            return ([], []);
        var (since, steps) = (new Vector2[]?[snippet.Count], new Vector2[]?[snippet.Count]);
        EveryCore.For(from + 1, snippet.Count, k =>
        {
            if (!snippet[k].Seen)
                return;
            since[k] = motion.Between(snippet[from].Picture, snippet[k].Picture);
            if (snippet[k - 1].Seen)
                steps[k] = k - 1 == from ? since[k] : motion.Between(snippet[k - 1].Picture, snippet[k].Picture);
        });
        return ([.. since.OfType<Vector2[]>()], [.. steps.OfType<Vector2[]>()]);
    }

    private static Vector2 Root(Vector2 v) => v == default ? default : v / MathF.Sqrt(v.Length());
}
