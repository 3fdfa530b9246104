using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;

namespace MicroExpressions.Faces;

/// <summary>MediaPipe's canonical face: where the mesh's points lie in space on a face at rest, in centimetres, x to the right, y up, z towards the camera.</summary>
public sealed class CanonicalFace
{
    private const int Floats = 5;    // of a vertex: x, y, z, u, v

    private static readonly Lazy<CanonicalFace> Read = new(() => new(FaceModels.Read(FaceModels.Canonical)));

    private CanonicalFace(byte[] metadata)
    {
        // field 1 is the canonical mesh, its field 3 the vertices, a number each
        string name = FaceModels.Canonical.Name;
        var reader = new ProtobufReader(new MemoryStream(metadata), name);
        ProtobufSpan mesh = reader.Fields(reader.Whole).Single(f => f.Number == 1).Message(name);
        float[] numbers = [.. reader.Fields(mesh).Where(f => f.Number == 3).Select(f => BinaryPrimitives.ReadSingleLittleEndian(reader.Bytes(f.Span)))];
        if (numbers.Length != FaceMesh.Count * Floats)
            throw new InvalidOperationException($"{numbers.Length} numbers of vertices in {name}");
        Vertices = [.. numbers.Chunk(Floats).Select(v => new Vector3(v[0], v[1], v[2]))];
    }

    /// <summary>The canonical face.</summary>
    /// <exception cref="InputException">the face models are not there</exception>
    public static CanonicalFace Instance => Read.Value;

    /// <summary>468 points, centimetres.</summary>
    public ImmutableArray<Vector3> Vertices { get; }
}
