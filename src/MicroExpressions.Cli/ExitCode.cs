namespace MicroExpressions.Cli;

/// <summary>What the launcher's caller learns: the README lists these.</summary>
public static class ExitCode
{
    /// <summary>The command did what it was asked.</summary>
    public const int Done = 0;

    /// <summary>It ran, and a check it makes did not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>Wrong use or bad input.</summary>
    public const int WrongUse = 2;

    /// <summary>Ended by Ctrl+C.</summary>
    public const int Cancelled = 130;
}
