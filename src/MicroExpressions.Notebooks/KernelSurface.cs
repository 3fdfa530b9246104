using MicroExpressions.Notebooks;

// The names under which .NET Interactive gives cells these functions: one notebook runs in either kernel.
namespace Microsoft.DotNet.Interactive;

/// <summary>What every cell can call without a using.</summary>
public static class Kernel
{
    /// <summary>Shows a value where the cell stands.</summary>
    public static void display(object? value) => CellConsole.Show(value);

    /// <summary>Markup to show: <c>HTML("…")</c>.</summary>
    public static Html HTML(string content) => new(content);
}

/// <summary>The same as extension methods.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value where the cell stands.</summary>
    public static void Display(this object? value) => CellConsole.Show(value);
}
