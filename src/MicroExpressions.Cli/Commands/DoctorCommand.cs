using System.CommandLine;
using MicroExpressions.Cli.Diagnosis;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex doctor</c>: what the kit found on this machine, what is missing, and the command that mends it.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var data = DataOption.Create();
        var command = new Command("doctor", "Show what the kit runs on here, what is missing, and how to mend it.") { json, data };
        command.SetAction(parse => Run(parse.GetValue(data), parse.GetValue(json)));
        return command;
    }

    private static int Run(string? data, bool json)
    {
        IReadOnlyList<Finding> findings = Examination.Run(data);
        if (json)
            Output.PrintJson(findings);
        else
            Output.Print(new ResultTable("What the kit runs on here",
                [new("Part"), new("State"), new("Found"), new("What mends it")],
                [.. findings.Select(f => new ResultRow(f.Part, f.State.ToString().ToLowerInvariant(), f.Found, f.Remedy))]));
        return findings.Any(f => f.State == State.Missing) ? ExitCode.CheckFailed : ExitCode.Done;
    }
}
