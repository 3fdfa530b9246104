namespace MicroExpressions.Synthesis;

/// <summary>
/// xoshiro256** seeded through SplitMix64 (Blackman and Vigna, <i>Scrambled linear pseudorandom number generators</i>, 2021).
/// Own code, because the corpus must be the same bytes on every machine and in every .NET version: integers, and of
/// floating point only what IEEE 754 rounds exactly (+ − × ÷ √). No <c>Math.Sin</c>, <c>Exp</c> or <c>Pow</c>,
/// whose last bit differs between C libraries.
/// </summary>
internal sealed class PortableRandom
{
    private ulong s0, s1, s2, s3;

    /// <param name="seed">the corpus's seed</param>
    /// <param name="path">what the numbers are for (subject, video, purpose …): different paths, independent streams</param>
    public PortableRandom(ulong seed, params ReadOnlySpan<int> path)
    {
        var state = seed;
        foreach (var step in path)
            state = Mix(state ^ Mix((ulong)(uint)step + 0x9E3779B97F4A7C15));
        s0 = Mix(state += 0x9E3779B97F4A7C15);
        s1 = Mix(state += 0x9E3779B97F4A7C15);
        s2 = Mix(state += 0x9E3779B97F4A7C15);
        s3 = Mix(state + 0x9E3779B97F4A7C15);
    }

    /// <summary>SplitMix64's finaliser: a bijection of 64 bits in which every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong Next()
    {
        var result = ulong.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Uniform in [low, high), single precision.</summary>
    public float Between(float low, float high) => (float)Between((double)low, high);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Uniform in 0..count−1.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>Nearly N(0, 1): twelve uniforms less six (Irwin–Hall), which needs additions only; never beyond ±6.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Uniform();
        return sum;
    }

    /// <summary>The position chosen with probability proportional to its weight.</summary>
    public int Pick(IReadOnlyList<double> weights)
    {
        var left = Uniform() * weights.Sum();
        for (var i = 0; i < weights.Count; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
        }
        return weights.Count - 1;
    }
}
