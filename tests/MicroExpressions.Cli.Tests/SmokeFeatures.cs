using MicroExpressions.Cli.Tests;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;

[assembly: AssemblyFixture(typeof(SmokeFeatures))]

namespace MicroExpressions.Cli.Tests;

/// <summary>Features of the smoke corpus, made once for all tests that start from them, when the first of them asks.</summary>
public sealed class SmokeFeatures : IDisposable
{
    private readonly Lazy<string> made = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("mex-smoke-features").FullName;
        SpottingDataSet.OfSynthetic(SpottingScale.Smoke.Corpus, new FeatureCache(folder));
        return folder;
    });

    /// <summary>Puts them where a table that runs in that folder looks for them.</summary>
    internal void CopyTo(string folder)
    {
        string place = Directory.CreateDirectory(Path.Combine(folder, "features-smoke")).FullName;
        foreach (string file in Directory.GetFiles(made.Value))
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
    }

    public void Dispose()
    {
        if (made.IsValueCreated)
            Directory.Delete(made.Value, recursive: true);
    }
}
