using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Faces;

namespace MicroExpressions.Tests.Faces;

public class SimilarityTests
{
    private static readonly Vector2[] Points = [new(10, 20), new(200, 30), new(90, 180), new(40, 120), new(150, 77)];

    private static Arbitrary<Similarity> Any { get; } =
        (from scale in Gen.Choose(50, 200)
         from turn in Gen.Choose(-180, 180)
         from x in Gen.Choose(-100, 100)
         from y in Gen.Choose(-100, 100)
         let angle = turn * Math.PI / 180
         select new Similarity(scale / 100.0 * Math.Cos(angle), scale / 100.0 * Math.Sin(angle), x, y)).ToArbitrary();

    [Fact]
    public void A_fit_finds_what_moved_the_points() => Prop.ForAll(Any, place =>
    {
        Similarity found = Similarity.Fit(Points, [.. Points.Select(place.Apply)]);
        Assert.All(Points, p => Assert.True(Vector2.Distance(place.Apply(p), found.Apply(p)) < 1e-2));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_way_back_leads_back() => Prop.ForAll(Any, place =>
        Assert.All(Points, p => Assert.True(Vector2.Distance(p, place.Inverse().Apply(place.Apply(p))) < 1e-2))).QuickCheckThrowOnFailure();

    [Fact]
    public void One_after_the_other_is_one() => Prop.ForAll(Any, Any, (first, second) =>
        Assert.All(Points, p => Assert.True(Vector2.Distance(second.Apply(first.Apply(p)), second.After(first).Apply(p)) < 1e-2))).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_that_go_their_own_way_are_left_out()
    {
        var place = new Similarity(1.1, 0.05, 3, -4);
        Vector2[] from = [.. Enumerable.Range(0, 40).Select(i => new Vector2(i % 8 * 20, i / 8 * 25))];
        Vector2[] to = [.. from.Select((p, i) => place.Apply(p) + (i < 8 ? new Vector2(5, 2) : default))];
        var (fit, following) = Similarity.FitMost(from, to, trusted: 40);
        Assert.Equal(32, following);
        Assert.All(from, p => Assert.True(Vector2.Distance(place.Apply(p), fit.Apply(p)) < 0.01));
    }

    [Fact]
    public void The_trusted_points_decide_where_most_of_the_others_go_another_way()
    {
        Vector2[] from = [.. Enumerable.Range(0, 40).Select(i => new Vector2(i % 8 * 20, i / 8 * 25))];
        Vector2[] to = [.. from.Select((p, i) => i < 12 || i >= 36 ? p : p + new Vector2(2, 1))];
        var (fit, following) = Similarity.FitMost(from, to, trusted: 12);
        Assert.Equal(16, following);
        Assert.All(from, p => Assert.True(Vector2.Distance(p, fit.Apply(p)) < 0.01));
    }

    [Fact]
    public void A_single_point_is_refused() => Assert.Throws<ArgumentException>(() => Similarity.Fit([new(1, 1)], [new(2, 2)]));
}
