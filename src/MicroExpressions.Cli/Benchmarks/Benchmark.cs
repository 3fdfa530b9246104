namespace MicroExpressions.Cli.Benchmarks;

/// <summary>A named group of rows that one command measures.</summary>
/// <param name="Name">what follows <c>mex bench</c></param>
/// <param name="Description">what is compared with whom</param>
/// <param name="Run">measures, ours and the peer's in turn</param>
public sealed record Benchmark(string Name, string Description, Func<CancellationToken, IReadOnlyList<BenchmarkRow>> Run)
{
    /// <summary>Runs only where it is named, for it takes so long.</summary>
    public bool OnlyByName { get; init; }

    /// <summary>All that the kit measures.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("flow", "TV-L1 beside OpenCV's, time and endpoint error", FlowBenchmark.Run),
        new("intensity", "a training step of ResNet18 and BiGRU beside PyTorch from Python", IntensityBenchmark.Run),
        new("intensity-large", "such a step at 224² and its memory by themselves", IntensityBenchmark.RunAlone),
        new("rank", "rank correlations of 10,000 trajectories beside scipy", RankCorrelationBenchmark.Run),
        new("spotting", "a training step of the spotting network beside PyTorch from Python; proposals for 98 videos", c => [.. SpottingBenchmark.Run(c), .. ProposalBenchmark.Run(c)]),
        new("spotting-alone", "the same step and its memory by themselves, on as many threads as OMP_NUM_THREADS says", SpottingBenchmark.RunAlone),
        new("spotting-labels", "what stands around the network in a step of the full method, beside the step", PseudoLabelBenchmark.Run),
        new("spotting-row", "hours that a row of a table takes on CAS(ME)² at compact width", SpottingRowBenchmark.Run),
        new("spotting-fold", "one fold's steps of it, on as many threads as OMP_NUM_THREADS says", SpottingRowBenchmark.RunAlone),
        new("rivals", "training steps of HAM-Net, LACP and LGSNet beside PyTorch from Python; LACP's and FTCL's sequences beside Python loops", c => [.. RivalsBenchmark.Run(c), .. SequenceBenchmark.Run(c)]),
        new("rivals-ham-net", "HAM-Net's step and its memory by themselves", c => RivalsBenchmark.RunAlone(Rival.HamNet(), c)),
        new("rivals-lacp", "LACP's step and its memory by themselves", c => RivalsBenchmark.RunAlone(Rival.Lacp(), c)),
        new("rivals-lgsnet", "LGSNet's step and its memory by themselves", c => RivalsBenchmark.RunAlone(Rival.LgsNet(), c)),
        new("i3d", "I3D features of 8-frame snippets beside PyTorch, one by one and in batches", I3dBenchmark.Run),
        new("faces", "a frame from the file to two-stream features and through mex spot, with its parts, beside a camera's 30 a second", FaceBenchmark.Run),
        new("faces-memory", "the most memory of such an extraction, 3000 frames beside 300", FaceBenchmark.RunMemory),
        new("jobs", "a row's folds as so many processes as there are cores beside one after the other", JobsBenchmark.Run),
        new("hour", "an hour of training: memory, threads, handles and files at its end beside its beginning", HourOfTraining.Run) { OnlyByName = true },
        new("torch", "the smallest operation and the largest layer on tensors beside PyTorch from Python", TorchBenchmark.Run),
    ];
}
