namespace MicroExpressions.Notebooks.Tests;

/// <summary>The private copy of .NET Interactive, installed by the first test that asks for it.</summary>
internal static class GenuineTool
{
    private static readonly Lazy<(DotnetInteractiveTool? Tool, string Missing)> Fetched = new(() =>
        (DotnetInteractiveTool.Fetch(Path.Combine(KitFolder.Artifacts, "dotnet-interactive"), out string missing), missing));

    /// <summary>A cell whose value is the addresses on which its process listens, as Linux writes them, without their ports.</summary>
    internal const string ListeningCell = """
        var open = System.IO.Directory.GetFiles("/proc/self/fd").Select(f => new System.IO.FileInfo(f).LinkTarget ?? "").ToHashSet();
        Console.WriteLine("listens: " + string.Join(" ", new[] { "tcp", "tcp6" }.SelectMany(t => System.IO.File.ReadLines("/proc/self/net/" + t).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(c => c[3] == "0A" && open.Contains($"socket:[{c[9]}]")).Select(c => c[1].Split(':')[0]).Distinct()));
        """;

    /// <summary>The copy; without one the test is skipped, with the reason.</summary>
    internal static DotnetInteractiveTool OrSkip()
    {
        Assert.SkipWhen(Fetched.Value.Tool is null, Fetched.Value.Missing);
        return Fetched.Value.Tool!;
    }
}
