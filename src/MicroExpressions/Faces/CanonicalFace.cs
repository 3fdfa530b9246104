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
        // a protobuf whose hash is known: field 1 is the canonical mesh, its field 3 the vertices, 4 the triangles
        ReadOnlySpan<byte> mesh = Field(metadata, 1), vertices = Field(mesh, 3);
        int count = vertices.Length / sizeof(float) / Floats;
        if (count != FaceMesh.Count)
            throw new InvalidOperationException($"{count} vertices in {FaceModels.Canonical.Name}");
        var points = ImmutableArray.CreateBuilder<Vector3>(count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = vertices[(i * Floats * sizeof(float))..];
            points.Add(new(Number(at, 0), Number(at, 1), Number(at, 2)));
        }
        Vertices = points.MoveToImmutable();

        static float Number(ReadOnlySpan<byte> at, int i) => BinaryPrimitives.ReadSingleLittleEndian(at[(i * sizeof(float))..]);
    }

    /// <summary>The canonical face.</summary>
    /// <exception cref="InputException">the face models are not there</exception>
    public static CanonicalFace Instance => Read.Value;

    /// <summary>468 points, centimetres.</summary>
    public ImmutableArray<Vector3> Vertices { get; }

    /// <summary>The content of a message's field that has a length; where it stands several times, the parts joined.</summary>
    private static byte[] Field(ReadOnlySpan<byte> message, int wanted)
    {
        var content = new List<byte>();
        for (int at = 0; at < message.Length;)
        {
            ulong key = Varint(message, ref at);
            int field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    if (field == wanted)
                        content.AddRange(message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    if (field == wanted)
                        content.AddRange(message.Slice(at, sizeof(float)));
                    at += sizeof(float);
                    break;
                default:
                    throw new InvalidOperationException($"wire type {key & 7} in {FaceModels.Canonical.Name}");
            }
        }
        return [.. content];
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return value;
        }
    }
}
