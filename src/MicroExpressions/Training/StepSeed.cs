namespace MicroExpressions.Training;

/// <summary>A seed for each step of a training: no generator's state has to be carried over a pause.</summary>
public static class StepSeed
{
    /// <summary>A well mixed, not negative number from a seed and a counter (SplitMix64, Steele et al. 2014).</summary>
    public static long Mix(long seed, long counter)
    {
        ulong z = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL + (ulong)(counter + 1) * 0xD1B54A32D192ED03UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (long)((z ^ (z >> 31)) >> 1);
    }

    /// <summary>A .NET generator for a seed and a counter.</summary>
    public static Random Generator(long seed, long counter) => new((int)(Mix(seed, counter) & int.MaxValue));
}
