using MicroExpressions.Annotations;

namespace MicroExpressions.Synthesis;

/// <summary>
/// Face videos whose intensity is known at every frame: for tests, for teaching, and for everyone who has no licensed data.
/// The same settings give the same corpus: labels and intensities byte for byte everywhere, frames on every x86-64 Linux.
/// </summary>
public sealed class SyntheticCorpus
{
    private SyntheticCorpus(SyntheticSettings settings)
    {
        Settings = settings;
        var camera = new Camera((float)settings.Noise, settings.JpegQuality, settings.Channels);
        Subjects = [.. Enumerable.Range(1, settings.Subjects).Select(number => new SyntheticSubject(settings, number))];
        Videos = [.. from subject in Subjects
                     from number in Enumerable.Range(1, settings.VideosPerSubject)
                     select LongVideo(settings, subject, number, camera)];
        Clips = [.. from subject in Subjects
                    from number in Enumerable.Range(1, settings.ClipsPerSubject)
                    select ShortClip(settings, subject, number, camera)];
    }

    /// <summary>What it was made from.</summary>
    public SyntheticSettings Settings { get; }

    /// <summary>The people.</summary>
    public IReadOnlyList<SyntheticSubject> Subjects { get; }

    /// <summary>Long videos, for spotting: by subject, then number.</summary>
    public IReadOnlyList<SyntheticVideo> Videos { get; }

    /// <summary>Clips, for intensity: by subject, then number.</summary>
    public IReadOnlyList<SyntheticClip> Clips { get; }

    /// <summary>Makes a corpus; frames are rendered later, when they are read.</summary>
    /// <exception cref="InputException">settings that cannot be rendered</exception>
    public static SyntheticCorpus Load(SyntheticSettings settings) => new(settings.Checked("synthetic corpus"));

    /// <summary>Makes the corpus of a manifest.</summary>
    /// <param name="manifest">a file laid out like <c>data-manifests/synthetic.json</c></param>
    /// <exception cref="InputException">a manifest that cannot be read or rendered</exception>
    public static SyntheticCorpus Load(string manifest) => Load(SyntheticSettings.Load(manifest));

    private static SyntheticVideo LongVideo(SyntheticSettings settings, SyntheticSubject subject, int number, Camera camera)
    {
        var name = $"{subject.Name}_v{number}";
        var random = new PortableRandom(subject.Seed, 10, number);
        var fps = settings.FramesPerSecond;
        var frames = (int)(random.Between(settings.ShortestVideoSeconds, settings.LongestVideoSeconds) * fps);
        var expressions = Casting.LongVideo(settings, subject.Temperament, subject.Name, name, frames, random);
        return Recording(settings, subject, name, frames, fps, expressions, camera, random);
    }

    private static SyntheticClip ShortClip(SyntheticSettings settings, SyntheticSubject subject, int number, Camera camera)
    {
        var name = $"{subject.Name}_c{number}";
        var random = new PortableRandom(subject.Seed, 11, number);
        var expression = Casting.OfClip(settings, subject.Temperament, subject.Name, name, random);
        var (label, fps) = (expression.Interval, settings.ClipFramesPerSecond);
        var frames = label.Offset + (int)(settings.ClipMarginSeconds * fps);
        var video = Recording(settings, subject, name, frames, fps, [expression], camera, random);
        var clip = new Clip(subject.Name, name, label.Onset, label.Apex!.Value, label.Offset, fps) { ActionUnits = label.ActionUnits };
        return new SyntheticClip(clip, video);
    }

    private static SyntheticVideo Recording(
        SyntheticSettings settings, SyntheticSubject subject, string name, int frames, double fps,
        IReadOnlyList<SyntheticExpression> expressions, Camera camera, PortableRandom random)
    {
        var performance = new Performance(expressions, subject.Temperament, frames / fps, settings.Disturbance, random);
        return new SyntheticVideo(subject, name, frames, fps, expressions, performance, camera, random.Next(), settings.Channels);
    }
}
