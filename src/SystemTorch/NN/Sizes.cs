namespace TorchSharp;

/// <summary>TorchSharp takes sizes as one number for all dimensions, as tuples or as arrays; the operators take arrays.</summary>
internal static class Sizes
{
    internal static long[] Listed((long, long) size) => [size.Item1, size.Item2];
    internal static long[] Listed((long, long, long) size) => [size.Item1, size.Item2, size.Item3];
    internal static long[]? Listed((long, long)? size) => size is { } given ? Listed(given) : null;
    internal static long[]? Listed((long, long, long)? size) => size is { } given ? Listed(given) : null;
    internal static long[] Listed((long, long)? size, long otherwise) => Listed(size ?? (otherwise, otherwise));
    internal static long[] Listed((long, long, long)? size, long otherwise) => Listed(size ?? (otherwise, otherwise, otherwise));
    internal static long[] Twice(long size) => [size, size];
    internal static long[] Thrice(long size) => [size, size, size];
    internal static long[]? Twice(long? size) => size is { } given ? Twice(given) : null;
    internal static long[]? Thrice(long? size) => size is { } given ? Thrice(given) : null;
}
