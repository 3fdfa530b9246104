using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

/// <summary>A spotter that was taught for four steps: it has learnt nothing, but everything about it is as in a real one. Made once.</summary>
public sealed class SmallSpotter : IDisposable
{
    private readonly TestFolder folder = new();

    public SmallSpotter() => Path = MakeIn(folder.Path);

    internal static SpottingScale Scale { get; } = SpottingScale.Smoke with
    {
        Corpus = SpottingScale.Smoke.Corpus with { Subjects = 3, VideosPerSubject = 1 },
        Base = SpottingScale.Smoke.Base with { PreTraining = 2, Training = SpottingScale.Smoke.Base.Training with { Steps = 4, BatchSize = 2 } },
    };

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>Where its features and folds are.</summary>
    public string Folder => folder.Path;

    public void Dispose() => folder.Dispose();

    private static string MakeIn(string folder)
    {
        using TrainedSpotter made = TrainedSpotter.OfSynthetic(folder, Scale);
        return made.Place;
    }
}
