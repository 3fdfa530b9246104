using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>Maps that SOFTNet makes of each of its inputs.</summary>
/// <param name="U">of the motion to the right [source SOFTNet: 3]</param>
/// <param name="V">of the motion downwards [source SOFTNet: 5]</param>
/// <param name="Strain">of the optical strain [source SOFTNet: 8]</param>
public sealed record SoftNetMaps(int U = 3, int V = 5, int Strain = 8)
{
    /// <summary>Of all three.</summary>
    internal int All => U + V + Strain;
}

/// <summary>
/// SOFTNet (Liong, See, Wong: Shallow optical flow three-stream CNN for macro- and micro-expression spotting from long videos, ICIP 2021) up to
/// its dense layers: one convolution for each of u, v and strain, two poolings.
/// </summary>
internal sealed class SoftNet : Module<Tensor, Tensor>
{
    /// <summary>Channels of the input: u, v, strain.</summary>
    public const int Inputs = 3;

    private const int Kernel = 5, FirstPool = 3, SecondPool = 2;

    private readonly Conv2d conv1, conv2, conv3;

    /// <param name="maps">how many of each input</param>
    public SoftNet(SoftNetMaps maps) : base(nameof(SoftNet))
    {
        conv1 = Convolution(maps.U);
        conv2 = Convolution(maps.V);
        conv3 = Convolution(maps.Strain);
        RegisterComponents();

        static Conv2d Convolution(int channels)
        {
            Conv2d layer = Conv2d(1, channels, Kernel, padding: Kernel / 2);
            XavierLayer.Begin(layer.weight, layer.bias!);
            return layer;
        }
    }

    /// <summary>Numbers that come out: <c>M ⌊⌊S/3⌋/2⌋²</c>.</summary>
    /// <param name="maps">M, of all inputs</param>
    /// <param name="side">S</param>
    public static int Features(SoftNetMaps maps, int side) => maps.All * (side / FirstPool / SecondPool) * (side / FirstPool / SecondPool);

    /// <summary><c>Pool₂([Pool₃(ReLU(Conv₅(u))), Pool₃(ReLU(Conv₅(v))), Pool₃(ReLU(Conv₅(ε)))])</c>, <c>[N, 3, S, S]</c> to <c>[N, M ⌊⌊S/3⌋/2⌋²]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor merged = cat([.. new[] { conv1, conv2, conv3 }.Select((layer, i) => F.max_pool2d(F.relu(layer.call(input.narrow(1, i, 1))), FirstPool, FirstPool))], 1);
        return F.max_pool2d(merged, SecondPool, SecondPool).flatten(1).MoveToOuterDisposeScope();
    }
}

/// <summary>How MTSN's layers begin: Xavier-uniform weights, zero bias [source MTSN].</summary>
internal static class XavierLayer
{
    /// <summary>Sets a layer's weights.</summary>
    public static void Begin(Tensor weight, Tensor bias)
    {
        using IDisposable untracked = no_grad();
        init.xavier_uniform_(weight);
        init.zeros_(bias);
    }
}
