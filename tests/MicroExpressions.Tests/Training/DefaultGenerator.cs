namespace MicroExpressions.Tests.Training;

/// <summary>
/// Tests that seed torch's default generator and rely on it run alone: the generator is one for the whole process. By the trait <c>mex test</c> tells them from
/// the others, and runs these in another process meanwhile.
/// </summary>
[Trait("generator", "default")]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DefaultGenerator
{
    public const string Name = "default generator";
}
