using System.Text.Json;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// A training step of the spotting network at the paper's size beside the same network in PyTorch: forward, backward, Adam with weight
/// decay on 34 million parameters. The loss is the mean of all outputs on both sides: it is the network that is compared.
/// </summary>
public static class SpottingBenchmark
{
    private const int Batch = 8, Time = 400, Dimension = 1024, Rounds = 3;

    /// <summary>Measures, ours and PyTorch in turns.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        int threads = get_num_threads();
        using var peer = PythonPeer.Start("spotting_peer.py", threads);
        JsonElement? started = peer?.Ask($"threads {threads}");
        string name = started?.GetProperty("peer").GetString() ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}");

        using var scope = NewDisposeScope();
        using var spotter = new ExpressionSpotter(new SpotterSettings());
        using var adam = optim.Adam(spotter.parameters(), 5e-4, weight_decay: 5e-4);
        var input = new SpotterInput(rand([Batch, Time, Dimension]), rand([Batch, Time, Dimension]), ones([Batch, Time]), [.. Enumerable.Repeat(Time, Batch)]);
        Step();
        List<double> mine = [], theirs = [];
        if (started is not null)
            peer!.Ask("step");      // both have touched their memory once
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            mine.Add(Timing.Milliseconds(Step));
            if (started is not null && peer!.Ask("step") is JsonElement answer)
                theirs.Add(answer.GetProperty("ms").GetDouble());
        }
        Timing ours = Timing.Of(mine);
        Timing? other = theirs.Count > 0 ? Timing.Of(theirs) : null;
        return [new($"spotter's training step, {Batch} × {Time} × 2 · {Dimension}", "ms", ours.Median, ours.Spread, name, other?.Median, other?.Spread, threads, 0.8)];

        void Step()
        {
            using var step = NewDisposeScope();
            SpotterOutput output = spotter.call(input);
            Tensor loss = output.RgbAttention.mean() + output.FlowAttention.mean() + output.Features.mean() + output.ActivationMap.mean();
            adam.zero_grad();
            loss.backward();
            adam.step();
        }
    }
}
