using System.Numerics;
using MicroExpressions.Faces;

namespace MicroExpressions.Tests.Faces;

public class HeadPoseTests
{
    /// <summary>A face turned by hand and seen by the camera that the doc comment states: the answer must be the turn.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(20, 0, 0)]
    [InlineData(0, 15, 0)]
    [InlineData(0, 0, -12)]
    [InlineData(-25, 10, 5)]
    public void A_turn_that_is_known_is_found(double yaw, double pitch, double roll)
    {
        KnownFaces.Needed();
        const int width = 640, height = 480;
        double focal = width / 2.0 / Math.Tan(Math.PI / 6);
        (double sy, double cy) = Math.SinCos(yaw * Math.PI / 180);
        (double sp, double cp) = Math.SinCos(pitch * Math.PI / 180);
        (double sr, double cr) = Math.SinCos(roll * Math.PI / 180);
        Vector3 Turned(Vector3 v)
        {
            // camera axes: x right, y down, z away; first yaw about y, then pitch about x, then roll about z
            (double x, double y, double z) = (v.X, -v.Y, -v.Z);
            (x, z) = (cy * x - sy * z, sy * x + cy * z);
            (y, z) = (cp * y - sp * z, sp * y + cp * z);
            (x, y) = (cr * x - sr * y, sr * x + cr * y);
            return new((float)x, (float)y, (float)z + 50);
        }
        var shape = new FaceShape([.. CanonicalFace.Instance.Vertices.Select(Turned).Select(v => new Vector3((float)(focal * v.X / v.Z + (width - 1) / 2.0), (float)(focal * v.Y / v.Z + (height - 1) / 2.0), 0))], 1);
        HeadPose found = HeadPose.Of(shape, width, height);
        Assert.True(Math.Abs(found.Yaw - yaw) < 0.5 && Math.Abs(found.Pitch - pitch) < 0.5 && Math.Abs(found.Roll - roll) < 0.5, $"{found}");
    }

    [Fact]
    public void A_turn_of_the_picture_is_a_roll()
    {
        KnownFaces.Needed();
        var straight = Shape(0);
        Assert.Equal(10, Shape(10).Roll - straight.Roll, 1.5);

        static HeadPose Shape(double degrees)
        {
            (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
            var frame = FaceAlignment.Warp(MicroExpressions.Video.FrameTransforms.Resize(KnownFaces.People[1].Read(0), 256, 256, MicroExpressions.Video.Interpolation.Lanczos), new(cos, sin, 128 - 128 * cos + 128 * sin, 128 - 128 * sin - 128 * cos), 256);
            using var follower = new FaceFollower();
            return HeadPose.Of(follower.Next(frame)!, 256, 256);
        }
    }
}
