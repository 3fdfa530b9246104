using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>What tells whether features still belong to a video.</summary>
public static class SourceFingerprint
{
    /// <summary>SHA-256 of a video file's bytes, or of the names and bytes of a folder's pictures in the order of their names.</summary>
    /// <exception cref="InputException">the file or folder cannot be read</exception>
    public static string Of(string path, CancellationToken cancellation = default)
    {
        try
        {
            if (!Directory.Exists(path))
                return OfFile(path);
            using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (string file in Directory.EnumerateFiles(path).Where(FrameFolder.IsPicture).Order(StringComparer.Ordinal))
            {
                cancellation.ThrowIfCancellationRequested();
                whole.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\n"));
                whole.AppendData(Sum(file));
            }
            return Convert.ToHexStringLower(whole.GetHashAndReset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a readable video or folder", "Check the path.", e);
        }
    }

    /// <summary>SHA-256 of a file's bytes.</summary>
    internal static string OfFile(string path) => Convert.ToHexStringLower(Sum(path));

    private static byte[] Sum(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }
}
