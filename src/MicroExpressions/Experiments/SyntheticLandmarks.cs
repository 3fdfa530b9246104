using System.Collections.Immutable;
using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments;

/// <summary>How well the mesh finds one synthetic person.</summary>
/// <param name="Person">who</param>
/// <param name="Presence">0 to 1: how sure the mesh is that there is a face, the least over the frames</param>
/// <param name="Errors">
/// for each of <see cref="SyntheticLandmarks.Same"/> how far the mesh's spot lies from the drawn one, the mean over the frames, as a share of
/// the distance between the inner corners of the eyes
/// </param>
public sealed record LandmarkErrors(string Person, double Presence, ImmutableArray<double> Errors);

/// <summary>
/// Where MediaPipe's mesh sees the synthetic faces, against where their landmarks are drawn: whether what looks at real faces means the same
/// on these.
/// </summary>
public static class SyntheticLandmarks
{
    /// <summary>One frame of so many is measured [chosen].</summary>
    private const int Every = 30;

    /// <summary>The corpus's landmarks and the points of the mesh that mean the same spot (their middle, where there are several).</summary>
    public static ImmutableArray<(string Landmark, ImmutableArray<int> Points)> Same { get; } =
    [
        ("eye-inner-left", [133]), ("eye-inner-right", [362]), ("eye-outer-left", [33]), ("eye-outer-right", [263]), ("brow-inner-left", [55, 107]), ("brow-inner-right", [285, 336]),
        ("mouth-corner-left", [61]), ("mouth-corner-right", [291]), ("nose-tip", [4]), ("upper-lip", [0]), ("lower-lip", [17]),
    ];

    /// <summary>Measures each person's first video.</summary>
    /// <param name="corpus">the people</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">the face models are not there</exception>
    /// <exception cref="InvalidOperationException">the detector finds no face, or several, in a frame</exception>
    public static IReadOnlyList<LandmarkErrors> Measure(SyntheticCorpus corpus, CancellationToken cancellation = default)
    {
        using var detector = new ShortRangeDetector();
        using var mesh = new FaceMesh();
        return [.. corpus.Videos.DistinctBy(v => v.Subject.Name).Select(Of)];

        LandmarkErrors Of(SyntheticVideo video)
        {
            int[] frames = [.. Enumerable.Range(0, (video.Count + Every - 1) / Every).Select(i => i * Every)];
            double presence = 1;
            var errors = new double[Same.Length];
            foreach (int position in frames)
            {
                cancellation.ThrowIfCancellationRequested();
                Video.Frame frame = video.Read(position);
                if (detector.Detect(frame) is not [DetectedFace face])
                    throw new InvalidOperationException($"no face, or several, in frame {position} of {video.Name}");
                FaceShape shape = mesh.Find(frame, mesh.Find(frame, face));
                presence = Math.Min(presence, shape.Presence);
                Dictionary<string, Vector2> truth = FaceLandmarks.Names.Zip(video.Landmarks(position)).ToDictionary(l => l.First, l => new Vector2(l.Second.X, l.Second.Y));
                float unit = Vector2.Distance(truth["eye-inner-left"], truth["eye-inner-right"]);
                foreach (var (i, (landmark, points)) in Same.Index())
                    errors[i] += Vector2.Distance(truth[landmark], shape.Mean(points.AsSpan())) / unit / frames.Length;
            }
            return new(video.Subject.Name, presence, [.. errors]);
        }
    }
}
