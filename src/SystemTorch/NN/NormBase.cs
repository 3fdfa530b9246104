using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation by statistics of each channel, running ones kept as buffers.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = new Parameter(ones(num_features, dtype, device));
            bias = new Parameter(zeros(num_features, dtype, device));
        }
        if (track_running_stats)
        {
            running_mean = zeros(num_features, dtype, device);
            running_var = ones(num_features, dtype, device);
            num_batches_tracked = tensor(0L, dtype, device);
        }
    }

    public long num_features { get; private set; }
    public double eps { get; set; }
    public double? momentum { get; set; }
    public bool affine { get; private set; }
    public bool track_running_stats { get; private set; }
    public Parameter weight { get => Own(nameof(weight))!; set => Own(nameof(weight), value); }
    public Parameter? bias { get => Own(nameof(bias)); set => Own(nameof(bias), value); }
    public Tensor? running_mean { get => OwnBuffer(nameof(running_mean)); set => OwnBuffer(nameof(running_mean), value); }
    public Tensor? running_var { get => OwnBuffer(nameof(running_var)); set => OwnBuffer(nameof(running_var), value); }
    public Tensor? num_batches_tracked { get => OwnBuffer(nameof(num_batches_tracked)); set => OwnBuffer(nameof(num_batches_tracked), value); }

    public void reset_running_stats()
    {
        if (!track_running_stats) return;
        nn.init.zeros_(running_mean!);
        nn.init.ones_(running_var!);
        nn.init.zeros_(num_batches_tracked!);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine) return;
        nn.init.ones_(weight);
        nn.init.zeros_(bias!);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected static void Expect(Tensor input, params ReadOnlySpan<long> ranks)
    {
        if (!ranks.Contains(input.ndim))
            throw new ArgumentException($"expected {string.Join(" or ", ranks.ToArray().Select(rank => $"{rank}D"))} input, but got {input.ndim}D input.");
    }
}
