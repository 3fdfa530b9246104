using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// Training steps of the large networks at their published sizes on a device, and the memory that they take there; a GPU's beside the same steps on the CPU.
/// One command for whoever has a machine that we have not: <c>mex bench --device cuda --keep</c>.
/// </summary>
public static class DeviceBenchmark
{
    /// <summary>What a row of the CPU is compared with.</summary>
    public const string NoPeer = "none";

    private const int Rounds = 5;

    /// <summary>Measures all.</summary>
    /// <param name="device">where</param>
    /// <param name="cancellation">ends it between two steps</param>
    /// <exception cref="InputException">a GPU of which nvidia-smi says nothing</exception>
    public static IReadOnlyList<BenchmarkRow> Run(Device device, CancellationToken cancellation) =>
    [
        .. Of(SpottingBenchmark.Title, device, on => new SpottingBenchmark.Training(SpottingBenchmark.Equal, on), t => t.Step(), cancellation),
        .. new[] { Rival.HamNet(), Rival.Lacp(), Rival.LgsNet() }.SelectMany(rival => Of(rival.Title, device, on => new RivalTraining(rival.Still, exact: false, on), t => t.Step(), cancellation)),
        .. Of(IntensityBenchmark.Title, device, on => new IntensityBenchmark.Training(IntensityBenchmark.Size, on), t => t.Step(), cancellation),
        .. Of($"the same at {IntensityBenchmark.Large}²", device, on => new IntensityBenchmark.Training(IntensityBenchmark.Large, on), t => t.Step(), cancellation),
    ];

    private static IEnumerable<BenchmarkRow> Of<T>(string title, Device device, Func<Device, T> begin, Action<T> step, CancellationToken cancellation)
        where T : IDisposable
    {
        bool gpu = device.type != TorchSharp.DeviceType.CPU;
        Timing here = Steps(device), beside = gpu ? Steps(CPU) : default;
        int threads = get_num_threads();
        yield return new(title, "ms", here.Median, here.Spread, gpu ? "this machine's CPU" : NoPeer, gpu ? beside.Median : null, gpu ? beside.Spread : null, threads, null);
        yield return gpu
            ? new("memory taken on the GPU, the most of all steps so far", "MiB", Gpu.Here().UsedMegabytes, 0, "all that it has", Gpu.Here().TotalMegabytes, 0, threads, null)
            : new("peak memory of the process so far", "MB", PeakMemory.Megabytes(), 0, NoPeer, null, null, threads, null);

        Timing Steps(Device on)
        {
            using T training = begin(on);
            step(training);
            return Timing.Of(Enumerable.Range(0, Rounds).Select(_ =>
            {
                cancellation.ThrowIfCancellationRequested();
                return Timing.Milliseconds(() =>
                {
                    step(training);
                    if (on.type != TorchSharp.DeviceType.CPU)
                        cuda.synchronize();
                });
            }));
        }
    }
}
