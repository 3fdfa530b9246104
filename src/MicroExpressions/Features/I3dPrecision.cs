using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace MicroExpressions.Features;

/// <summary>The type of I3D's weights and layers' outputs while features are computed.</summary>
public enum I3dPrecision
{
    /// <summary>As PyTorch does by default.</summary>
    Float32,

    /// <summary>Half the bits, eight of them exact; for processors with instructions for it (AVX512-BF16 or AMX).</summary>
    BFloat16,
}

/// <summary>What a precision needs.</summary>
public static class I3dPrecisions
{
    /// <summary>Whether this processor multiplies bfloat16 numbers: AVX512-BF16 (CPUID 7.1, EAX bit 5) or AMX (CPUID 7.0, EDX bits 22 and 24).</summary>
    public static bool IsBFloat16Fast { get; } = HasBFloat16();

    internal static ScalarType Dtype(this I3dPrecision precision) => precision switch
    {
        I3dPrecision.Float32 => ScalarType.Float32,
        I3dPrecision.BFloat16 when IsBFloat16Fast => ScalarType.BFloat16,
        I3dPrecision.BFloat16 => throw new InputException(
            "I3D's precision", "BFloat16 on a processor without it", "AVX512-BF16 or AMX", "Use Float32, the default."),
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "expected a precision"),
    };

    private static bool HasBFloat16()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7 || !Avx512F.IsSupported)
            return false;
        const int amx = 1 << 22 | 1 << 24, avx512Bf16 = 1 << 5;
        var (leaves, _, _, features) = X86Base.CpuId(7, 0);
        return (features & amx) == amx || (leaves >= 1 && (X86Base.CpuId(7, 1).Eax & avx512Bf16) != 0);
    }
}
