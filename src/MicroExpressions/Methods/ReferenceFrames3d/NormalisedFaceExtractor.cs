using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>The pictures that the 3D-CNN compares.</summary>
public sealed record NormalisedFaceSettings
{
    /// <summary>S: side of the face in pixels [chosen].</summary>
    public int Side { get; init; } = 48;

    /// <summary>Pixels in a row of the window whose contrast counts, odd [source: Jarrett et al. 2009, 9].</summary>
    public int Kernel { get; init; } = 9;

    /// <summary>σ of that window, pixels [chosen].</summary>
    public double Sigma { get; init; } = 2;
}

/// <summary>
/// The 3D-CNN's own features: a row is a frame of the face, its contrast normalised, which stands for F^r. Motion is the network's to see: F^f is
/// one number a row, how much the picture differs from the row's before, at which it does not look.
/// </summary>
internal sealed class NormalisedFaceExtractor : IFeatureExtractor
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "normalised-face/1";

    /// <summary>The face comes in so many times S pixels and is averaged down.</summary>
    private const int Finer = 2;

    private readonly NormalisedFaceSettings settings;
    private readonly int length;

    /// <param name="settings">size and window</param>
    /// <param name="framesPerSecond">of the videos</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public NormalisedFaceExtractor(NormalisedFaceSettings settings, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Side, 8, nameof(settings.Side));     // what the network's poolings leave something of
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Kernel, 3, nameof(settings.Kernel));
        ArgumentOutOfRangeException.ThrowIfZero(settings.Kernel % 2, nameof(settings.Kernel));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Sigma, nameof(settings.Sigma));
        this.settings = settings;
        length = FrameRows.Length(framesPerSecond);
        Description = new ExtractorDescription
        {
            Name = Name,
            SnippetLength = length,
            Stride = length,
            FrameWidth = Finer * settings.Side,
            FrameHeight = Finer * settings.Side,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal) { [FeatureFile.Rgb] = settings.Side * settings.Side, [FeatureFile.Flow] = 1 },
            Settings = JsonSerializer.SerializeToNode(settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        int snippets = Description.SnippetsIn(video.Count), from = Math.Max(0, first - 1);
        float[]? before = null;
        for (int t = from; t < snippets; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            float[] face = LocalContrast.Of(Averaged(video.Read(FrameRows.Position(t, length)).ToGrey()), settings.Side, settings.Kernel, settings.Sigma);
            if (t >= first)
                yield return new Dictionary<string, float[]>
                {
                    [FeatureFile.Rgb] = face,
                    [FeatureFile.Flow] = [before is null ? 0 : face.Zip(before, (a, b) => Math.Abs(a - b)).Average()],
                };
            before = face;
        }
    }

    private float[] Averaged(Frame grey)
    {
        var face = new float[settings.Side * settings.Side];
        for (int y = 0; y < grey.Height; y++)
            for (int x = 0; x < grey.Width; x++)
                face[y / Finer * settings.Side + x / Finer] += grey.Pixels[y * grey.Width + x] / (float)(Finer * Finer);
        return face;
    }
}
