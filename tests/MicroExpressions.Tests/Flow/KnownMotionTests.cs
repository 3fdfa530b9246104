using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public class KnownMotionTests
{
    [Fact]
    public void A_whole_pixel_translation_moves_the_pixels_themselves()
    {
        var pair = KnownMotion.Translation(30, 20, 2, 1, seed: 1);
        for (int y = 0; y < 19; y++)
        {
            for (int x = 0; x < 28; x++)
                Assert.Equal(pair.Next.Pixels[(y + 1) * 30 + x + 2], pair.Previous.Pixels[y * 30 + x]);
        }
    }

    [Fact]
    public void Bumps_move_by_up_to_half_a_pixel_and_little_on_average()
    {
        var truth = KnownMotion.LocalBumps(224, 224, noise: 2, seed: 1).Truth;
        var lengths = truth.U.Zip(truth.V, (u, v) => double.Hypot(u, v)).ToList();
        Assert.InRange(lengths.Max(), 0.4, 0.7);
        Assert.InRange(lengths.Average(), 0.03, 0.15);
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for()
    {
        ImageF noisy = KnownMotion.LocalBumps(100, 100, noise: 2, seed: 2).Next, other = KnownMotion.LocalBumps(100, 100, noise: 0, seed: 2).Next;
        double variance = noisy.Pixels.Zip(other.Pixels, (a, b) => (double)(a - b) * (a - b)).Average();
        Assert.InRange(Math.Sqrt(variance), 1.9, 2.2);   // 2, and the rounding of both
    }

    [Fact]
    public void The_same_seed_gives_the_same_pair()
    {
        KnownMotion a = KnownMotion.LocalBumps(40, 30, noise: 2, seed: 3), b = KnownMotion.LocalBumps(40, 30, noise: 2, seed: 3);
        Assert.Equal(a.Previous.Pixels, b.Previous.Pixels);
        Assert.Equal(a.Next.Pixels, b.Next.Pixels);
        Assert.Equal(a.Truth.U, b.Truth.U);
    }
}
