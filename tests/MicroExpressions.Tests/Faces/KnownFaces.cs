using MicroExpressions.Faces;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Faces;

/// <summary>The face models; tests that need them are reported as skipped where they were not fetched.</summary>
internal static class KnownFaces
{
    /// <summary>The ten people of the corpus, each in a video.</summary>
    public static IReadOnlyList<SyntheticVideo> People => Corpus.Value;

    private static readonly Lazy<IReadOnlyList<SyntheticVideo>> Corpus = new(() =>
        [.. SyntheticCorpus.Load(Path.Combine(AppContext.BaseDirectory, "data-manifests", "synthetic.json")).Videos.GroupBy(v => v.Subject.Name).Select(g => g.First())]);

    public static void Needed() => Assert.SkipUnless(FaceModels.AreThere, "needs the face models: ./mex models");
}
