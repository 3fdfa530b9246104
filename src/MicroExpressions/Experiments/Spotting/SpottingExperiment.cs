using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>One row of a table with one seed: a method on a set, leave-one-subject-out.</summary>
/// <param name="Name">the row's name</param>
/// <param name="Method">all settings, the seed among them</param>
public sealed record SpottingExperiment(string Name, SpottingMethod Method)
{
    /// <summary>Name of the run's folder: SHA-256 of the method's settings and the data, shortened. The row's name is not part of it: rows of different tables that are the same are run once.</summary>
    /// <param name="fingerprint"><see cref="SpottingDataSet.Fingerprint"/></param>
    public string Hash(string fingerprint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Method.Describe()}\n{fingerprint}")))[..16];

    /// <summary>The same with another seed: of weights, order and dropout, and of the points' draw.</summary>
    public SpottingExperiment WithSeed(int seed) => this with
    {
        Method = Method with
        {
            Training = Method.Training with { Seed = seed },
            Points = Method.Points with { Seed = (ulong)seed },
        },
    };
}
