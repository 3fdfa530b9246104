using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Faces;

public class FaceAlignmentTests
{
    /// <summary>How a face is moved: degrees, scale, pixels. OpenCV moves pictures by whole 32nds of a pixel, so that a shift alone has to be some.</summary>
    public static TheoryData<double, double, double, double> Moves => new() { { 0, 1, 3.25, -2.625 }, { 4, 1, 0, 0 }, { -6, 1.06, -8.4, 5.2 }, { 2, 0.94, 11.5, 3.25 } };

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_face_moved_by_a_known_amount_is_brought_back_within_a_twentieth_of_a_pixel(double degrees, double scale, double x, double y)
    {
        KnownFaces.Needed();
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        // about the middle of the picture, which ends nowhere near the face
        var move = new Similarity(scale * cos, scale * sin, x, y);
        move = move with { Tx = 210 - (move.A * 210 - move.B * 210) + x, Ty = 210 - (move.B * 210 + move.A * 210) + y };
        Frame whole = FaceMeshTests.Placed(KnownFaces.People[2].Read(0).Resize(320, 320, Interpolation.Lanczos), 420, 420, 50, 50), moved = FaceAlignment.Warp(whole, move, 420);
        using var follower = new FaceFollower();
        FaceShape first = follower.Next(whole)!, second = follower.Next(moved)!;
        using var alignment = new FaceAlignment(whole, first, new() { Size = 224 });
        Similarity still = alignment.Find(whole, first), back = alignment.Find(moved, second);
        // what the points of the face are off by, after the way there and back: the root of their mean square
        Similarity residual = back.After(move);
        double off = Math.Sqrt(first.Points.Average(p => Vector2.DistanceSquared(still.Apply(new(p.X, p.Y)), residual.Apply(new(p.X, p.Y)))));
        Assert.True(off <= 0.05, $"{off:0.000} px");
    }

    [Fact]
    public void Without_alignment_every_frame_is_cut_as_the_first()
    {
        KnownFaces.Needed();
        Frame whole = KnownFaces.People[0].Read(0).Resize(320, 320, Interpolation.Lanczos), moved = FaceAlignment.Warp(whole, new(1, 0, 5, 0), 320);
        using var follower = new FaceFollower();
        FaceShape first = follower.Next(whole)!, second = follower.Next(moved)!;
        using var alignment = new FaceAlignment(whole, first, new() { Align = false });
        Assert.Equal(alignment.Find(whole, first), alignment.Find(moved, second));
    }

    [Fact]
    public void The_whole_face_lies_in_the_aligned_picture_with_its_eyes_level()
    {
        KnownFaces.Needed();
        Frame whole = FaceAlignment.Warp(KnownFaces.People[4].Read(0).Resize(320, 320, Interpolation.Lanczos), new(0.98, 0.17, 20, -20), 320);
        using var follower = new FaceFollower();
        using var alignment = new FaceAlignment(whole, follower.Next(whole)!);
        FaceShape shape = alignment.First;
        Assert.Equal(shape[FaceAlignment.LeftInnerCorner].Y, shape[FaceAlignment.RightInnerCorner].Y, 1e-2f);
        Assert.All(FaceRegion.All, r => Assert.True(shape.Mean(r.Points.AsSpan()) is { X: > 10 and < 246, Y: > 10 and < 246 }, r.Name));
    }
}
