using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace MicroExpressions.Tests.Hostile;

/// <summary>What is done to a file's bytes.</summary>
internal enum DamageKind
{
    Bit,
    Byte,
    Cut,
    Repeat,
    Remove,
    Length,
    Splice,
    Swap,
    Word,
}

/// <summary>One change of a file's bytes; the numbers are taken modulo what there is.</summary>
/// <param name="Kind">what is done</param>
/// <param name="At">where</param>
/// <param name="More">how much of it, or where the other place is</param>
/// <param name="Choice">which of the values that such a change may write</param>
internal sealed partial record Damage(DamageKind Kind, int At, int More, int Choice)
{
    private const int Longest = 1 << 20;

    private static readonly int[] Times = [1, 2, 40];

    /// <summary>What length fields are overwritten with: nothing, less than nothing, the most of each width, a little more than there is.</summary>
    private static readonly long[] Lengths = [0, -1, int.MaxValue, long.MaxValue, 1L << 31, uint.MaxValue, 1 << 20, 65];

    /// <summary>What a word of a text is replaced by.</summary>
    private static readonly string[] Words =
    [
        "null", "[]", "{}", "\"\"", "0", "-1", "1e400", "NaN", "2147483647", "-2147483648", "9223372036854775807", "1e-320", "0.5", "true", "\"\\u0000\"", "\"\u001b[2J\"", "'", "\"",
        "\"../../outside\"", "=1+1", "", ",", ";", "(", "[null]", "{\"a\":null}", "\"\\ud800\"", new string('9', 400), new string('[', 200), new string('x', 5000),
        "&lol;", "<a>", "1,1", "-0",
    ];

    /// <summary>Changes of all kinds, each as likely as another.</summary>
    public static Gen<Damage> Any { get; } =
        from kind in Gen.Elements(Enum.GetValues<DamageKind>())
        from at in Gen.Choose(0, int.MaxValue - 1)
        from more in Gen.Choose(0, int.MaxValue - 1)
        from choice in Gen.Choose(0, 1 << 20)
        select new Damage(kind, at, more, choice);

    /// <summary>The changed bytes.</summary>
    /// <param name="bytes">those to be changed</param>
    /// <param name="other">what a splice goes on with</param>
    public byte[] Of(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
            return other;
        int at = At % bytes.Length;
        byte[] changed = [.. bytes];
        switch (Kind)
        {
            case DamageKind.Bit:
                changed[at] ^= (byte)(1 << Choice % 8);
                return changed;
            case DamageKind.Byte:
                changed[at] = (byte)Choice;
                return changed;
            case DamageKind.Cut:
                return bytes[..at];
            case DamageKind.Repeat:
                int block = 1 + More % Math.Min(bytes.Length - at, 4096), times = Math.Min(Times[Choice % Times.Length], Longest / block);
                return [.. bytes[..at], .. Enumerable.Repeat(bytes[at..(at + block)], times).SelectMany(b => b), .. bytes[at..]];
            case DamageKind.Remove:
                return [.. bytes[..at], .. bytes[(at + 1 + More % (bytes.Length - at))..]];
            case DamageKind.Length:
                Overwrite(changed, at);
                return changed;
            case DamageKind.Splice:
                return [.. bytes[..at], .. other.AsSpan(other.Length == 0 ? 0 : More % other.Length)];
            case DamageKind.Swap:
                int with = More % bytes.Length;
                (changed[at], changed[with]) = (changed[with], changed[at]);
                return changed;
            default:
                return Replaced(bytes);
        }
    }

    /// <summary>As a message names it.</summary>
    public override string ToString() => $"{Kind}({At}, {More}, {Choice})";

    private void Overwrite(byte[] bytes, int at)
    {
        int width = 1 << More % 4;
        bool low = More / 4 % 2 == 0;
        Span<byte> field = stackalloc byte[8];
        long value = Lengths[Choice % Lengths.Length];
        value = width < 8 && value == long.MaxValue ? (1L << (8 * width - 1)) - 1 : value;
        if (low)
            BinaryPrimitives.WriteInt64LittleEndian(field, value);
        else
            BinaryPrimitives.WriteInt64BigEndian(field, value);
        (low ? field[..width] : field[(8 - width)..])[..Math.Min(width, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
    }

    private byte[] Replaced(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        MatchCollection words = Word().Matches(text);
        if (words.Count == 0)
            return [.. bytes, .. Encoding.Latin1.GetBytes(Words[Choice % Words.Length])];
        Match word = words[At % words.Count];
        return Encoding.Latin1.GetBytes(text[..word.Index] + Words[Choice % Words.Length] + text[(word.Index + word.Length)..]);
    }

    [GeneratedRegex(@"""[^""]*""|'[^']*'|-?\d+(?:\.\d+)?|true|false|null|\[[^\[\]]*\]|\{[^{}]*\}|[A-Za-z_]+")]
    private static partial Regex Word();
}
