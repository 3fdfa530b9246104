using System.CommandLine;

namespace MicroExpressions.Cli;

/// <summary><c>--data ROOT</c>: the data root, or the environment's <c>MEX_DATA</c> where the option is left out.</summary>
public static class DataOption
{
    public static Option<string?> Create() => new("--data")
    {
        Description = "the data root (default: the environment variable MEX_DATA)",
        HelpName = "ROOT",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MEX_DATA") is { Length: > 0 } root ? root : null,
    };
}
