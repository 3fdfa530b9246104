using System.Runtime.Intrinsics.X86;

namespace MicroExpressions.Features;

/// <summary>
/// What convolutions and matrix products take: I3D's while features are computed, the models' while they are trained and used. Weights
/// stay float32, and so does all else: norms, sigmoid, softmax, losses, the optimiser.
/// </summary>
public enum Precision
{
    /// <summary>As PyTorch does by default.</summary>
    Float32,

    /// <summary>
    /// Half the bits, eight of them exact, summed up in float32: about half the time on processors with instructions for it (AVX512-BF16 or
    /// AMX). On others the models round as those would and gain nothing (<see cref="Precisions.IsBFloat16Fast"/>); I3D refuses, since
    /// features computed once have nothing to gain from being slower and coarser.
    /// </summary>
    BFloat16,
}

/// <summary>What a precision is called and what it needs.</summary>
public static class Precisions
{
    /// <summary>Whether this processor multiplies bfloat16 numbers: AVX512-BF16 (CPUID 7.1, EAX bit 5) or AMX (CPUID 7.0, EDX bits 22 and 24).</summary>
    public static bool IsBFloat16Fast { get; } = HasBFloat16();

    /// <summary>As commands and tables say it: <c>float32</c>, <c>bfloat16</c>.</summary>
    public static string Name(this Precision precision) => precision.ToString().ToLowerInvariant();

    private static bool HasBFloat16()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7 || !Avx512F.IsSupported)
            return false;
        const int amx = 1 << 22 | 1 << 24, avx512Bf16 = 1 << 5;
        var (leaves, _, _, features) = X86Base.CpuId(7, 0);
        return (features & amx) == amx || (leaves >= 1 && (X86Base.CpuId(7, 1).Eax & avx512Bf16) != 0);
    }
}
