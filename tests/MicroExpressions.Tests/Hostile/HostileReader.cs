namespace MicroExpressions.Tests.Hostile;

/// <summary>A reader of the kit and what it may be given.</summary>
/// <param name="Name">for messages</param>
/// <param name="Extension">of its files, with the point</param>
/// <param name="Seeds">whole files that are spoilt, by name</param>
/// <param name="Read">reads a file to its end</param>
internal sealed record HostileReader(string Name, string Extension, Func<IEnumerable<(string Name, byte[] File)>> Seeds, Action<string> Read)
{
    /// <summary>What a read may allocate on the managed heap, all in all, whether or not it lives at one time: these bytes for a file of none.</summary>
    public long Least { get; init; } = 16 << 20;

    /// <summary>And so many for each byte of the file.</summary>
    public long EachByte { get; init; } = 64;

    /// <summary>What a read of so long a file may allocate.</summary>
    public long Bound(long length) => Least + EachByte * length;

    /// <summary>All parts of all seeds.</summary>
    public IReadOnlyList<SeedPart> Parts() => [.. Seeds().SelectMany(seed => SeedPart.Of(seed.Name, seed.File))];
}
