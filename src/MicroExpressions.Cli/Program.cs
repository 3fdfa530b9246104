using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using MicroExpressions;
using MicroExpressions.Cli;
using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Diagnosis;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Training;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("The micro-expression research kit: spotting and intensity from the weakest labels.")
{
    TestCommand.Create(),
    DemoCommand.Create(),
    DataCommand.Create(),
    ScoreCommand.Create(),
    FeaturesCommand.Create(),
    ReproduceCommand.Create(),
    SlurmCommand.Create(),
    TrainCommand.Create(),
    SpotCommand.Create(),
    ModelsCommand.Create(),
    MethodsCommand.Create(),
    IntensityCommand.Create(),
    NotebooksCommand.Create(),
    LabCommand.Create(),
    DoctorCommand.Create(),
    BenchCommand.Create(),
};

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine($"mex: {error.Message}");
    Console.Error.WriteLine($"mex: try 'mex {string.Join(' ', CommandPath(parsed))} --help'".Replace("  ", " "));
    return ExitCode.WrongUse;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // the first Ctrl+C lets work in hand be kept; the second ends the process as usual
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

try
{
    if (parsed.Action is not HelpAction && parsed.CommandResult.Command.Name is not ("doctor" or "score"))
    {
        TorchExamination.CheckFiles();
        AllCores.Use();
        SystemNeed.InstallMissing(SystemNeed.OfPictures);
    }
    var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    return await parsed.InvokeAsync(invocation, cancellation.Token);
}
catch (InputException wrong)
{
    Console.Error.WriteLine($"mex: {wrong.Message}");
    return ExitCode.WrongUse;
}
catch (Exception unreachable) when (unreachable is IOException or UnauthorizedAccessException)
{
    // a drive that vanished, a folder without permission: the system's own words name the file
    Console.Error.WriteLine($"mex: {unreachable.Message}");
    return ExitCode.WrongUse;
}
catch (TypeInitializationException none) when (TorchExamination.IsNoLibTorch(none))
{
    Console.Error.WriteLine($"mex: libtorch cannot be loaded: {TorchExamination.Why(none)}; run: mex doctor");
    return ExitCode.WrongUse;
}
catch (LossNotFiniteException astray)
{
    Console.Error.WriteLine($"mex: {astray.Message}");
    return ExitCode.CheckFailed;
}
catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
{
    Console.Error.WriteLine("mex: cancelled; what was finished stays, and the same command goes on from there");
    return ExitCode.Cancelled;
}

static IEnumerable<string> CommandPath(ParseResult parsed)
{
    var names = new Stack<string>();
    for (var result = parsed.CommandResult; result.Command is not RootCommand; result = (System.CommandLine.Parsing.CommandResult)result.Parent!)
        names.Push(result.Command.Name);
    return names;
}
