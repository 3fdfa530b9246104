using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>A training step of the intensity paper's model, encoder included, beside PyTorch from Python.</summary>
public static class IntensityBenchmark
{
    private const int Clips = 8, Length = 16, Size = 112, Rounds = 5;

    /// <summary>The largest ratio to PyTorch's time that we accept.</summary>
    private const double Target = 0.8;

    /// <summary>Measures the step, ours and PyTorch's in turns, each from its own random weights.</summary>
    /// <exception cref="InvalidOperationException">one of the losses is not near what such weights give</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        int threads = get_num_threads();
        using var peer = PythonPeer.Start("intensity_peer.py", threads);
        var started = peer?.Ask($"threads {threads}");
        string name = started?.GetProperty("peer").GetString() ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}");
        string command = $"step {Size} {Clips} {Length}";

        using var scope = NewDisposeScope();
        manual_seed(1);
        using var model = IntensityRegressor.OnFrames(new FrameEncoder(new ResNet18(1)), new TrajectoryHead());
        using var adam = optim.Adam(model.parameters().Where(p => p.requires_grad), lr: 1e-4);
        // the channels of a pixel lie together, as in the frames that are read (ClipFrames)
        Tensor x = arange(Clips * Length * 3 * Size * Size, dtype: float32).sin_().view([Clips, Length, Size, Size, 3]).permute(0, 1, 4, 2, 3);
        Tensor y = (1 - linspace(-1, 1, Length).abs()).expand(Clips, Length);
        model.train();

        Step();
        if (started is not null)
            peer!.Ask(command);     // both have touched their memory once
        List<double> ours = [], theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            ours.Add(Timing.Milliseconds(Step));
            if (started is not null && peer!.Ask(command) is JsonElement answer)
                theirs.Add(Checked(answer.GetProperty("ms").GetDouble(), answer.GetProperty("loss").GetDouble()));
        }
        var mine = Timing.Of(ours);
        Timing? other = theirs.Count > 0 ? Timing.Of(theirs) : null;
        return
        [
            new($"training step, ResNet18 + BiGRU, {Clips} clips of {Length} frames of {Size}²", "ms", mine.Median, mine.Spread, name,
                other?.Median, other?.Spread, threads, Target),
        ];

        void Step()
        {
            using var step = NewDisposeScope();
            adam.zero_grad();
            Tensor loss = SquaredErrorLoss.Of(model.call(x), y);
            loss.backward();
            adam.step();
            Checked(0, loss.ToDouble());
        }
    }

    private static double Checked(double ms, double loss) => loss is > 0 and < 10 ? ms
        : throw new InvalidOperationException($"a loss of {loss} where the labels lie between 0 and 1");
}
