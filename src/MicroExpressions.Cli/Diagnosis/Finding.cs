namespace MicroExpressions.Cli.Diagnosis;

/// <summary>How a part of the machine stands.</summary>
public enum State
{
    /// <summary>There, and good.</summary>
    Ok,

    /// <summary>Not there; only some commands need it.</summary>
    Optional,

    /// <summary>There, but slower or other than it should be.</summary>
    Poor,

    /// <summary>Not there, and the kit needs it.</summary>
    Missing,
}

/// <summary>One line of <c>mex doctor</c>.</summary>
/// <param name="Part">what was looked for</param>
/// <param name="State">how it stands</param>
/// <param name="Found">version and place, or what is wrong</param>
/// <param name="Remedy">the command that mends it; empty where nothing is to mend</param>
public sealed record Finding(string Part, State State, string Found, string Remedy = "");
