using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MicroExpressions.Flow;

/// <summary>Floats at an address that stays: on the pinned heap, zeroed, beginning on a cache line. Lives as long as this object.</summary>
internal sealed unsafe class FloatBlock
{
    private const int CacheLine = 64;

    private readonly float[] memory;

    public FloatBlock(int length)
    {
        memory = GC.AllocateArray<float>(length + CacheLine / sizeof(float), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        Start = (float*)((address + CacheLine - 1) & ~(nuint)(CacheLine - 1));
    }

    public float* Start { get; }
}
