using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

/// <summary>What every shape must satisfy. The shapes are found by reflection: a new one is tested without a line here.</summary>
public class IntensityShapeTests
{
    public static TheoryData<string> Shapes =>
        [.. typeof(IntensityShape).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(IntensityShape))).Select(t => t.Name).Order()];

    /// <summary>Clips of 2 to 900 frames (at 200 fps: up to 4.5 s), the apex anywhere, ends included.</summary>
    private static Arbitrary<Clip> Clips() =>
    (
        from onset in Gen.Choose(0, 5000)
        from length in Gen.Choose(1, 900)
        from apex in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(length)), (8, Gen.Choose(0, length)))
        select new Clip("s", "clip", onset, onset + apex, onset + length, 200)
    ).ToArbitrary();

    private static IntensityShape Shape(string name) =>
        (IntensityShape)Activator.CreateInstance(typeof(IntensityShape).Assembly.GetType($"MicroExpressions.PseudoLabels.{name}", true)!)!;

    /// <summary>The shape at every frame of the clip, onset to offset.</summary>
    private static double[] AtEveryFrame(IntensityShape shape, Clip clip) =>
    [
        .. Enumerable.Range(0, clip.Offset - clip.Onset + 1)
            .Select(i => shape.At(i / (double)(clip.Offset - clip.Onset), clip.ApexPosition)),
    ];

    [Fact]
    public void There_are_at_least_the_six_shapes_of_the_ablation() => Assert.True(Shapes.Count() >= 6);

    [Theory, MemberData(nameof(Shapes))]
    public void Stays_between_0_and_1(string name) => Prop.ForAll(
        Clips(), clip => AtEveryFrame(Shape(name), clip).All(y => y is >= 0 and <= 1)).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Shapes))]
    public void No_frame_is_stronger_than_the_apex_frame(string name) => Prop.ForAll(
        Clips(),
        clip =>
        {
            var y = AtEveryFrame(Shape(name), clip);
            return y[clip.Apex - clip.Onset] == y.Max() && y.Max() > 0.99;
        }).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Shapes))]
    public void Rises_to_the_apex_and_falls_after_it(string name) => Prop.ForAll(
        Clips(),
        clip =>
        {
            var y = AtEveryFrame(Shape(name), clip);
            int apex = clip.Apex - clip.Onset;
            return Enumerable.Range(1, y.Length - 1).All(i => i <= apex ? y[i] >= y[i - 1] : y[i] <= y[i - 1]);
        }).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Shapes))]
    public void Is_zero_at_the_ends_where_it_promises_that(string name) => Prop.ForAll(
        Clips(),
        clip =>
        {
            var shape = Shape(name);
            bool start = clip.Apex == clip.Onset || shape.At(0, clip.ApexPosition) == 0;
            bool end = clip.Apex == clip.Offset || Math.Abs(shape.At(1, clip.ApexPosition)) < 1e-15;
            return (start && end) || !shape.IsZeroAtEnds;
        }).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Shapes))]
    public void The_label_does_not_change_with_the_frame_rate(string name) => Prop.ForAll(
        Clips(),
        Gen.Choose(2, 8).ToArbitrary(),
        (clip, factor) =>
        {
            var faster = clip with
            {
                Onset = clip.Onset * factor,
                Apex = clip.Apex * factor,
                Offset = clip.Offset * factor,
                FramesPerSecond = clip.FramesPerSecond * factor,
            };
            return IntensityCurve.Label(clip, Shape(name)).Values.SequenceEqual(IntensityCurve.Label(faster, Shape(name)).Values);
        }).QuickCheckThrowOnFailure();

    [Theory, MemberData(nameof(Shapes))]
    public void With_the_apex_at_an_end_the_label_is_a_monotone_ramp_from_or_to_1(string name)
    {
        double[] falling = [.. Enumerable.Range(0, 16).Select(t => Shape(name).At(t / 15.0, 0))];
        double[] rising = [.. Enumerable.Range(0, 16).Select(t => Shape(name).At(t / 15.0, 1))];
        Assert.Equal(falling.OrderDescending(), falling);
        Assert.Equal(rising.Order(), rising);
        Assert.Equal(1, falling[0], 1e-6);
        Assert.Equal(1, rising[^1], 1e-6);
    }

    [Theory]
    [InlineData(-0.1, 0.5), InlineData(1.1, 0.5), InlineData(0.5, -0.1), InlineData(0.5, 1.1)]
    [InlineData(double.NaN, 0.5), InlineData(0.5, double.NaN)]
    public void Times_outside_the_clip_are_refused(double τ, double α) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TriangularShape().At(τ, α));
}
