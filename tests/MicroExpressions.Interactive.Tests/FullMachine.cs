namespace MicroExpressions.Interactive.Tests;

/// <summary>What fills a small machine by itself, a browser that draws or the SDK that builds, runs one after the other: beside each other they wait too long for pages.</summary>
[CollectionDefinition(Name)]
public sealed class FullMachine
{
    public const string Name = "full machine";
}
