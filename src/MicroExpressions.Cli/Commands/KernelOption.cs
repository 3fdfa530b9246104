using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Notebooks;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>--kernel</c>: the kit's own, or the genuine .NET Interactive.</summary>
internal static class KernelOption
{
    private const string Own = "mex", Genuine = "dotnet-interactive";

    internal static Option<string> Create(string description)
    {
        var option = new Option<string>("--kernel") { Description = description, DefaultValueFactory = _ => Own };
        option.AcceptOnlyFromAmong(Own, Genuine);
        return option;
    }

    /// <summary>The private copy of .NET Interactive, installed the first time; null where the kit's own kernel was chosen.</summary>
    /// <exception cref="InputException">it cannot be installed</exception>
    internal static DotnetInteractiveTool? Tool(string kernel)
    {
        if (kernel == Own)
            return null;
        string folder = Path.Combine(Kit.Artifacts, Genuine);
        if (!Directory.Exists(Path.Combine(folder, DotnetInteractiveTool.Version)))
            Console.Error.WriteLine($"mex: installing {Genuine} {DotnetInteractiveTool.Version} into {folder} (once)");
        return DotnetInteractiveTool.Fetch(folder, out string missing)
            ?? throw new InputException($"--kernel {Genuine}", missing, "the package from a NuGet source", $"Make a source that has it reachable (dotnet nuget list source), or leave --kernel out: the kit's own kernel needs nothing.");
    }
}
