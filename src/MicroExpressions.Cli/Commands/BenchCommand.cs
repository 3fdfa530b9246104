using System.CommandLine;
using System.Globalization;
using MicroExpressions.Cli.Benchmarks;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Reporting;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex bench</c>: our time beside a named peer's, interleaved in one run, so that the ratio holds on a noisy machine.</summary>
public static class BenchCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = "one of: " + string.Join(", ", Benchmark.All.Select(b => b.Name)) + "; all but hour when left out",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var keep = new Option<bool>("--keep") { Description = "also write a dated file under docs/benchmarks" };
        var earlier = new Option<string?>("--earlier") { Description = "beside an earlier edition of the kit instead, a checkout that still builds", HelpName = "FOLDER" };
        var earlierName = new Option<string>("--earlier-name") { Description = "what the table calls it", DefaultValueFactory = _ => "the earlier edition", HelpName = "NAME" };
        var device = new Option<string?>("--device") { Description = "instead: training steps on cpu or cuda, the latter beside the CPU, with the GPU's name, driver and memory" };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        var command = new Command("bench", "Time the kit against named peers in the same run.") { name, json, keep, earlier, earlierName, device };
        command.Validators.Add(result =>
        {
            if (result.GetValue(device) is not null && (result.GetValue(name) ?? result.GetValue(earlier)) is not null)
                result.AddError("--device measures training steps: leave the benchmark's name and --earlier out");
        });
        command.SetAction((parse, cancel) => Task.Run(() => parse.GetValue(device) is string on
            ? RunOn(on, parse.GetValue(json), parse.GetValue(keep), cancel)
            : Run(parse.GetValue(name), parse.GetValue(json), parse.GetValue(keep), parse.GetValue(earlier), parse.GetValue(earlierName)!, cancel), cancel));
        return command;
    }

    private static int RunOn(string device, bool json, bool keep, CancellationToken cancel)
    {
        Device on = TrainingOptions.Place(null, device, weights: null).Device;
        Show(BenchmarkRun.Of(DeviceBenchmark.Run(on, cancel), device == "cpu" ? null : Gpu.Here()), "device-" + device, json, keep);
        return ExitCode.Done;
    }

    private static int Run(string? name, bool json, bool keep, string? earlier, string earlierName, CancellationToken cancel)
    {
        Benchmark[] chosen = [.. Benchmark.All.Where(b => name is null ? !b.OnlyByName : b.Name == name)];
        if (chosen.Length == 0)
            throw new InputException("mex bench", $"\"{name}\"", "one of " + string.Join(", ", Benchmark.All.Select(b => b.Name)), "See ./mex bench --help.");

        var rows = new List<BenchmarkRow>();
        foreach (Benchmark benchmark in chosen)
        {
            Console.Error.WriteLine($"{benchmark.Name}: {benchmark.Description}");
            rows.AddRange(earlier is null ? benchmark.Run(cancel) : EarlierEdition.Beside(benchmark, earlier, earlierName, cancel));
        }
        Show(BenchmarkRun.Of(rows), (name ?? "all") + (earlier is null ? "" : "-beside-earlier"), json, keep);
        return rows.Any(r => r.HoldsTarget == false) ? ExitCode.CheckFailed : ExitCode.Done;
    }

    private static void Show(BenchmarkRun run, string name, bool json, bool keep)
    {
        if (json)
            Output.PrintJson(run);
        else
            Output.Print(Table(run));
        if (keep)
            Console.Error.WriteLine($"kept in {run.Keep(Path.Combine(Kit.Root, "docs", "benchmarks"), name)}");
    }

    private static ResultTable Table(BenchmarkRun run) => new(
        $"Benchmarks on {run.Processor}, {run.Cores} cores{(run.Gpu is Gpu gpu ? $", {gpu}" : "")}",
        [new("What"), new("Unit"), new("Ours", Format: "0.####"), new("± spread", Format: "0.####"), new("Peer"), new("Peer's", Format: "0.####"),
            new("± spread", Format: "0.####"), new("Ours/peer", Format: "0.0000"), new("Target"), new("Threads")],
        [.. run.Rows.Select(r => new ResultRow(r.Name, r.Unit, r.Ours, r.OursSpread, r.Peer, r.PeerMedian, r.PeerSpread, r.Ratio, TargetText(r), r.Threads))])
    {
        Footnotes =
        [
            "Medians; spread is half the distance between the quartiles." + (run.Gpu is null ? " Ours and the peer's runs alternate." : " The GPU's runs come first, then the CPU's."),
            .. run.Rows.Where(r => r.PeerMedian is null && r.Peer != DeviceBenchmark.NoPeer).Select(r => $"{r.Name}: the peer {r.Peer} is not installed here, so there is nothing to compare with."),
        ],
    };

    private static string TargetText(BenchmarkRow row) => row.Target is not double target ? "" : string.Create(CultureInfo.InvariantCulture,
        $"≤ {target:0.####}{row.HoldsTarget switch { true => " ✓", false => " ✗", null => "" }}");
}
