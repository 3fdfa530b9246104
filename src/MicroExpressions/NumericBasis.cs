using System.Reflection;
using static TorchSharp.torch;

namespace MicroExpressions;

/// <summary>
/// What numbers that a network gave rest on besides their settings: the torch that computed them, the kind of device, and this kit's
/// own arithmetic. Kept runs, checkpoints, features and weights are named by it, so that those of another torch are never taken for
/// this one's.
/// </summary>
public static class NumericBasis
{
    /// <summary>Raised whenever a change of the kit's code moves what the same settings give by more than another processor would, in the last bits: all is then computed anew.</summary>
    public const int KitArithmetic = 1;

    /// <summary>Who provides torch and on which libtorch: <c>TorchSharp 0.107.0 / libtorch 2.10.0</c>.</summary>
    public static string Torch { get; } = $"{Provider.GetName().Name} {Provider.GetName().Version!.ToString(3)} / libtorch {Version.Parse(__version__).ToString(3)}";

    private static Assembly Provider => typeof(TorchSharp.torch).Assembly;

    /// <summary>The whole: <c>TorchSharp 0.107.0 / libtorch 2.10.0 / cpu / kit arithmetic 1</c>. Processors of one kind are not told apart: their numbers differ in the last bits only.</summary>
    /// <param name="device">where is computed; null: the CPU</param>
    public static string Of(Device? device) => $"{Torch} / {(device ?? CPU).type.ToString().ToLowerInvariant()} / kit arithmetic {KitArithmetic}";
}
