using System.CommandLine;
using MicroExpressions.Cli.Slurm;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex slurm</c>: a spotting table on a cluster, and how it stands with it.</summary>
public static class SlurmCommand
{
    // Slurm's own default of MaxArraySize is 1001, the first number that no task may have
    private const int UsualArraySize = 1000;

    public static Command Create()
    {
        var command = new Command("slurm", "Make a spotting table on a Slurm cluster: its folds as a job array, then the table. Call again for what is missing.") { Status() };
        foreach (SpottingStudy study in SpottingTableRequest.Studies)
            command.Add(Submit(study));
        return command;
    }

    private static Command Submit(SpottingStudy study)
    {
        var table = new SpottingTableOptions(study);
        var account = new Option<string?>("--account") { Description = "whose share the jobs take", HelpName = "NAME" };
        var partition = new Option<string?>("--partition") { Description = "which machines (default: the cluster's)", HelpName = "NAME" };
        var time = new Option<string?>("--time") { Description = "the longest a task may take, as sbatch has it: 2:00:00 (default: the partition's)", HelpName = "TIME" };
        var gpus = new Option<string?>("--gpus") { Description = "train on a GPU: 1, or one of a kind as a100:1 (default: on the CPU)", HelpName = "GPU" };
        var memory = new Option<int?>("--mem") { Description = "MB a task (default: a quarter more than a fold was seen to take)", HelpName = "MB" };
        var arraySize = new Option<int>("--array-size") { Description = "tasks of the array at most; with more folds, some tasks run several", DefaultValueFactory = _ => UsualArraySize };
        var dryRun = new Option<bool>("--dry-run") { Description = "print the scripts; write and submit nothing" };
        gpus.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is string text && !Resources.IsOneGpu(text))
                result.AddError("--gpus takes 1, or one of a kind as a100:1: a fold trains on one");
        });
        AtLeastOne(arraySize);
        AtLeastOne(memory);
        foreach (Option<string?> word in (Option<string?>[])[account, partition, time])
            word.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string?>() is string text && (text.Length == 0 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\'' or '\\' or '#')))
                    result.AddError($"{word.Name} takes one word");
            });
        var command = new Command("spotting-" + study.Name, study.Question);
        foreach (Option option in (Option[])[.. table.All, account, partition, time, gpus, memory, arraySize, dryRun])
            command.Add(option);
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            SlurmTable made = SlurmTable.Of(table.Read(parse, parse.GetValue(gpus) is null ? "cpu" : "cuda"));
            using var live = new LiveProgress();
            IReadOnlyList<WantedRow>? rows = made.Request.Kept(live);
            if (made.Request.Missing(rows).Count == 0 && File.Exists(made.Markdown))
            {
                Console.Out.Write(File.ReadAllText(made.Markdown));
                return ExitCode.Done;
            }
            FoldMemory needs = made.Request.Memory(rows);
            if (parse.GetValue(memory) is null)
                Console.Error.WriteLine($"memory: {needs}");
            var resources = new Resources(parse.GetValue(memory) ?? needs.Asked) { Account = parse.GetValue(account), Partition = parse.GetValue(partition), Time = parse.GetValue(time), Gpus = parse.GetValue(gpus) };
            var jobs = new TableJobs(made, rows, resources, parse.GetValue(arraySize));
            if (parse.GetValue(dryRun))
            {
                jobs.Show(made.Submissions.Count == 0 ? null : new SlurmPrograms(), Console.Out.WriteLine);
                return ExitCode.Done;
            }
            using IDisposable held = made.Hold();
            jobs.Submit(new SlurmPrograms(), Console.Out.WriteLine, cancel);
            Console.Out.WriteLine($"how it stands: mex slurm status {ShellWord.Quote(made.Request.Folder)}");
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    private static Command Status()
    {
        var folder = new Argument<string>("FOLDER") { Description = "where runs are kept", DefaultValueFactory = _ => Path.Combine(Kit.Artifacts, "spotting") };
        var command = new Command("status", "What is done, running, queued and failed of the tables in a folder; ends with 1 where folds failed.") { folder };
        command.SetAction(parse =>
        {
            string place = parse.GetValue(folder)!;
            IReadOnlyList<SlurmTable> tables = SlurmTable.In(place);
            if (tables.Count == 0)
                throw new InputException(place, "no table of mex slurm", "a folder of runs, as --folder named it", "Name the folder, or submit a table: mex slurm spotting-table-1 --folder FOLDER.");
            using var live = new LiveProgress();
            bool well = true;
            SlurmPrograms? slurm = new();
            foreach (SlurmTable table in tables)
            {
                IReadOnlyList<WantedRow>? rows = table.Request.Kept(live);
                FoldStates states;
                try
                {
                    states = FoldStates.Of(table, rows, slurm);
                }
                catch (InputException e) when (slurm is not null)
                {
                    Console.Error.WriteLine($"mex: {e.Message}");
                    (slurm, well) = (null, false);
                    states = FoldStates.Of(table, rows, slurm);
                }
                well &= TableStatus.Say(table, states, slurm, Console.Out.WriteLine);
            }
            return well ? ExitCode.Done : ExitCode.CheckFailed;
        });
        return command;
    }

    private static void AtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option.Name} takes a number from 1");
    });

    private static void AtLeastOne(Option<int?> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is < 1)
            result.AddError($"{option.Name} takes a number from 1");
    });
}
