using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class IntensityProfileTests
{
    private static readonly Arbitrary<IntensityProfile> Profiles = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        select Draw(new PortableRandom((ulong)seed)));

    [Fact]
    public void A_profile_is_0_at_its_ends_and_1_at_its_apex() => Prop.ForAll(Profiles, p =>
        p.At(p.Onset) == 0 && p.At(p.Offset) == 0 && Math.Abs(p.At(p.Apex) - 1) < 1e-12 && p.At(p.Onset - 1) == 0 && p.At(p.Offset + 1) == 0)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_profile_rises_to_its_apex_and_never_rises_after() => Prop.ForAll(Profiles, p =>
    {
        double[] values = [.. Enumerable.Range(0, 401).Select(i => p.At(p.Onset + i / 400.0 * (p.Offset - p.Onset)))];
        var apex = (p.Apex - p.Onset) / (p.Offset - p.Onset) * 400;
        return Enumerable.Range(1, 400).All(i =>
            i <= apex ? values[i] > values[i - 1] : i - 1 < apex || values[i] <= values[i - 1]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_profile_is_smooth() => Prop.ForAll(Profiles, p =>
    {
        // no jump of slope: second differences shrink with the square of the step (÷ 4); a kink's would only halve
        static double Roughness(IntensityProfile p, int n) => Enumerable.Range(1, n - 1).Max(i =>
            Math.Abs(Value(p, i + 1, n) - 2 * Value(p, i, n) + Value(p, i - 1, n)));
        static double Value(IntensityProfile p, int i, int n) => p.At(p.Onset + i / (double)n * (p.Offset - p.Onset));
        return Roughness(p, 20000) < 0.3 * Roughness(p, 10000);
    }).QuickCheckThrowOnFailure();

    public static TheoryData<IntensityShape> Shapes() =>
    [
        new TriangularShape(), new GaussianShape(), new RaisedCosineShape(), new TrapezoidShape(), new AsymmetricExponentialShape(), new SmoothstepShape(),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_pseudo_label_is_the_truth(IntensityShape shape)
    {
        var random = new PortableRandom(11);
        for (var n = 0; n < 300; n++)
        {
            var p = Draw(random);
            var α = (p.Apex - p.Onset) / (p.Offset - p.Onset);
            var farthest = Enumerable.Range(0, 101).Max(i => Math.Abs(shape.At(i / 100.0, α) - p.At(p.Onset + i / 100.0 * (p.Offset - p.Onset))));
            Assert.True(farthest > 0.03, $"{shape} comes within {farthest} of {p}");
        }
    }

    private static IntensityProfile Draw(PortableRandom random)
    {
        var onset = random.Between(-2.0, 5.0);
        var length = random.Between(0.1, 3.0);
        return IntensityProfile.Draw(random, onset, onset + length * random.Between(0.1, 0.9), onset + length, holds: 0.5);
    }
}
