using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class PortableRandomTests
{
    // The first outputs of SplitMix64 seeded with 1234567, as published with Vigna's reference code (splitmix64.c) on rosettacode.org.
    [Fact]
    public void Mixing_is_SplitMix64s()
    {
        ulong state = 1234567;
        ulong[] outputs = [.. Enumerable.Range(0, 5).Select(_ => PortableRandom.Mix(state += 0x9E3779B97F4A7C15))];
        Assert.Equal<ulong>(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], outputs);
    }

    [Fact]
    public void Numbers_are_those_of_xoshiro256_starstar_written_out_in_the_reference_form()
    {
        var random = new PortableRandom(42);
        var state = 42UL;
        var s = new ulong[4];
        for (var i = 0; i < 4; i++)
            s[i] = PortableRandom.Mix(state += 0x9E3779B97F4A7C15);
        for (var n = 0; n < 100; n++)
        {
            // xoshiro256starstar.c, line by line
            var result = Rotated(s[1] * 5, 7) * 9;
            var t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = Rotated(s[3], 45);
            Assert.Equal(result, random.Next());
        }

        static ulong Rotated(ulong x, int k) => (x << k) | (x >> (64 - k));
    }

    [Fact]
    public void Different_paths_give_different_numbers_and_the_same_path_the_same()
    {
        ulong[] first = [.. Enumerable.Range(0, 2000).Select(i => new PortableRandom(7, i / 50, i % 50).Next())];
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(first[1234], new PortableRandom(7, 1234 / 50, 1234 % 50).Next());
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var random = new PortableRandom(3);
        double[] drawn = [.. Enumerable.Range(0, 40000).Select(_ => random.Normal())];
        // four standard errors: 4/√40000 = 0.02 of the mean, 4·√(2/40000) = 0.028 of the variance
        Assert.InRange(drawn.Average(), -0.02, 0.02);
        Assert.InRange(drawn.Average(d => d * d), 0.972, 1.028);
    }

    [Fact]
    public void Picks_follow_the_weights()
    {
        var random = new PortableRandom(4);
        var counts = new int[3];
        for (var i = 0; i < 10000; i++)
            counts[random.Pick([1, 0, 3])]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[2], 7300, 7700);
    }
}
