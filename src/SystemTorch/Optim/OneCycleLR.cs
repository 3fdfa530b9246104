namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// Smith and Topin, "Super-Convergence" (2018): up to the largest rate, then down far below the first, with momentum
                /// the other way round. As PyTorch computes it, also for several groups and for the very last step, where TorchSharp
                /// takes the number of the group for that of the phase.
                /// </summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly record struct Phase(double End, double[] FromRate, double[] ToRate, double[] FromMomentum, double[] ToMomentum);

                    private readonly int _totalSteps;
                    private readonly AnnealStrategy _strategy;
                    private readonly bool _cycleMomentum;
                    private readonly Phase[] _phases;

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear
                    }

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, ForEach(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, ForEach(optimizer, base_momentum), ForEach(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose) { }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled");
                        if (pct_start is < 0 or > 1) throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}");
                        _totalSteps = TotalSteps(total_steps, epochs, steps_per_epoch);
                        _strategy = anneal_strategy;
                        _cycleMomentum = cycle_momentum;

                        double[] max = [.. max_lr], start = [.. max.Select(rate => rate / div_factor)], end = [.. start.Select(rate => rate / final_div_factor)];
                        double[] low = [.. base_momentum ?? ForEach(optimizer, 0.85)], high = [.. max_momentum ?? ForEach(optimizer, 0.95)];
                        var up = pct_start * _totalSteps - 1;
                        _phases = three_phase
                            ? [new(up, start, max, high, low), new(2 * pct_start * _totalSteps - 2, max, start, low, high), new(_totalSteps - 1, start, end, high, high)]
                            : [new(up, start, max, high, low), new(_totalSteps - 1, max, end, low, high)];
                        step();
                    }

                    private static IEnumerable<double> ForEach(Optimizer optimizer, double value) => optimizer.ParamGroups.Select(_ => value);

                    private static int TotalSteps(int totalSteps, int epochs, int stepsPerEpoch)
                    {
                        if (totalSteps == -1 && epochs == -1 && stepsPerEpoch == -1)
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)");
                        if (totalSteps != -1)
                            return totalSteps > 0 ? totalSteps : throw new ArgumentException($"Expected positive integer total_steps, but got {totalSteps}");
                        if (epochs <= 0) throw new ArgumentException($"Expected positive integer epochs, but got {epochs}");
                        if (stepsPerEpoch <= 0) throw new ArgumentException($"Expected positive integer steps_per_epoch, but got {stepsPerEpoch}");
                        return epochs * stepsPerEpoch;
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _totalSteps)
                            throw new InvalidOperationException($"Tried to step {_last_epoch + 1} times. The specified number of total steps is {_totalSteps}");
                        var now = Array.FindIndex(_phases, phase => _last_epoch <= phase.End);
                        if (now < 0) now = _phases.Length - 1;
                        var begin = now == 0 ? 0 : _phases[now - 1].End;
                        var share = (_last_epoch - begin) / (_phases[now].End - begin);

                        var rates = new List<double>();
                        foreach (var (i, group) in _optimizer.ParamGroups.Index())
                        {
                            rates.Add(Between(_phases[now].FromRate[i], _phases[now].ToRate[i], share));
                            if (!_cycleMomentum) continue;
                            var momentum = Between(_phases[now].FromMomentum[i], _phases[now].ToMomentum[i], share);
                            if (group is IBetas betas) betas.Betas = (momentum, betas.Betas.Item2);
                            else if (group is IMomentum with) with.Momentum = momentum;
                        }
                        return rates;
                    }

                    private double Between(double from, double to, double share) => _strategy == AnnealStrategy.Cos
                        ? to + (from - to) / 2 * (Math.Cos(Math.PI * share) + 1)
                        : (to - from) * share + from;
                }
            }
        }
    }
}
