namespace MicroExpressions.Tests.Training;

/// <summary>Tests that seed torch's default generator and rely on it run alone: the generator is one for the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DefaultGenerator
{
    public const string Name = "default generator";
}
