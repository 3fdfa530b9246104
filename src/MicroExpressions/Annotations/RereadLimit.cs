namespace MicroExpressions.Annotations;

/// <summary>
/// A file in memory of which a reader may take a multiple of its length in all: in a damaged one a chain of sectors may come back to itself, and
/// whoever follows it reads for ever.
/// </summary>
/// <param name="file">its bytes</param>
/// <param name="most">bytes that may be read in all</param>
internal sealed class RereadLimit(byte[] file, long most) : MemoryStream(file, writable: false)
{
    private readonly int length = file.Length;
    private long read;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">more is read than <c>most</c></exception>
    public override int Read(byte[] buffer, int offset, int count) => Counted(base.Read(buffer, offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">more is read than <c>most</c></exception>
    public override int ReadByte()
    {
        Counted(1);
        return base.ReadByte();
    }

    private int Counted(int bytes) => (read += bytes) <= most ? bytes
        : throw new InvalidDataException($"reading it takes more than {most / Math.Max(1, length)} times its length: what it says of its own order is damaged");
}
