namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Times the factor when a measure has not got better for more than `patience` steps.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _smallerIsBetter;
                    private readonly bool _relative;
                    private readonly double _threshold;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly int _cooldown;
                    private readonly double _eps;
                    private readonly bool _verbose;
                    private readonly List<double> _leastRates;
                    private double _best;
                    private int _badEpochs;
                    private int _cooling;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1.0) throw new ArgumentException("Factor should be < 1.0");
                        if (mode is not ("min" or "max")) throw new ArgumentException($"mode {mode} is unknown!");
                        if (threshold_mode is not ("rel" or "abs")) throw new ArgumentException($"threshold mode {threshold_mode} is unknown!");
                        _smallerIsBetter = mode == "min";
                        _relative = threshold_mode == "rel";
                        (_threshold, _factor, _patience, _cooldown, _eps, _verbose) = (threshold, factor, patience, cooldown, eps, verbose);
                        _leastRates = min_lr is { Count: > 1 } ? [.. min_lr] : [.. _base_lrs.Select(_ => min_lr?.FirstOrDefault() ?? 0)];
                        _best = _smallerIsBetter ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step() =>
                        throw new InvalidOperationException("step() should not be used with the ReduceLROnPlateau scheduler. Use step(double, int?), instead.");

                    public override void step(int? epoch) =>
                        throw new InvalidOperationException("step(int?) should not be used with the ReduceLROnPlateau scheduler. Use step(double, int?), instead.");

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        if (IsBetter(current))
                        {
                            _best = current;
                            _badEpochs = 0;
                        }
                        else
                        {
                            _badEpochs++;
                        }
                        if (_cooling > 0)
                        {
                            _cooling--;
                            _badEpochs = 0;
                        }
                        if (_badEpochs <= _patience) return;
                        Reduce();
                        _cooling = _cooldown;
                        _badEpochs = 0;
                    }

                    private bool IsBetter(double current)
                    {
                        var sign = _smallerIsBetter ? -1 : 1;
                        var mark = _relative ? _best * (1 + sign * _threshold) : _best + sign * _threshold;
                        return _smallerIsBetter ? current < mark : current > mark;
                    }

                    private void Reduce()
                    {
                        foreach (var (i, group) in _optimizer.ParamGroups.Index())
                        {
                            var reduced = Math.Max(group.LearningRate * _factor, _leastRates[i]);
                            if (group.LearningRate - reduced <= _eps) continue;
                            group.LearningRate = reduced;
                            if (_verbose) Console.WriteLine(FormattableString.Invariant($"Epoch {_last_epoch}: reducing learning rate of group {i} to {reduced:g4}."));
                        }
                    }
                }
            }
        }
    }
}
