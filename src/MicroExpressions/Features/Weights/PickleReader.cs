using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MicroExpressions.Features.Weights;

/// <summary>A name that a pickle asks Python to look up: <c>module.name</c>. Here it is only a name.</summary>
internal sealed record PickledGlobal(string Name);

/// <summary>A pickle's dictionary, in its order.</summary>
internal sealed class PickledDict
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}

/// <summary>What a pickle may do: nothing but what is given here.</summary>
/// <param name="Globals">the names it may mention</param>
/// <param name="Call">what a call of one of them with its arguments gives; null refuses it</param>
/// <param name="Persistent">what the outside thing of an id is; null refuses it</param>
internal sealed record PickleRules(
    IReadOnlySet<string> Globals, Func<string, object?[], object?> Call, Func<object?[], object?> Persistent);

/// <summary>
/// Reads Python's pickles without Python: numbers, texts, tuples, lists, dictionaries, and calls of the names that the rules know.
/// Any other name, and any other instruction, is refused by name: a pickle is a program, and this runs none of it.
/// Instructions: Python's <c>pickletools</c>.
/// </summary>
internal sealed class PickleReader(Stream stream, string place, PickleRules rules)
{
    private const string Remedy = "Load it in PyTorch, where you trust it, and save only its state_dict: torch.save(model.state_dict(), path).";

    /// <summary>Far beyond any state dict, which takes some 50 a tensor; keeps a small file from making objects without end.</summary>
    private const int MostInstructions = 1_000_000;

    /// <summary>Far beyond any text in a checkpoint, or any name of a class.</summary>
    private const int LongestText = 16 << 20, LongestName = 4096;

    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<long, object?> memo = [];

    /// <summary>
    /// The pickle's object: null, bool, long, double, string, <c>object?[]</c> (tuple), <c>List&lt;object?&gt;</c>, dictionary, or the
    /// rules' own.
    /// </summary>
    /// <exception cref="InputException">it mentions or does something that is not allowed, or is damaged</exception>
    /// <exception cref="EndOfStreamException">it is cut short</exception>
    public object? Read()
    {
        for (int done = 0; done < MostInstructions; done++)
        {
            byte code = Bytes(1)[0];
            if (code == '.')
                return stack.Count == 1 && marks.Count == 0 ? stack[0] : throw Damaged($"{stack.Count} objects at its end");
            Step(code);
        }
        throw Refused($"more than {MostInstructions} instructions");
    }

    private void Step(byte code)
    {
        switch (code)
        {
            case 0x80: Protocol(Bytes(1)[0]); break;
            case 0x95: Bytes(8); break;                                                     // FRAME: a length that nobody needs
            case (byte)'(': marks.Push(stack.Count); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
            case (byte)'K': Push((long)Bytes(1)[0]); break;
            case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
            case 0x8a: Push(Whole(Bytes(Bytes(1)[0]))); break;
            case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
            case (byte)'X': Push(Encoding.UTF8.GetString(Bytes(Length()))); break;
            case 0x8c: Push(Encoding.UTF8.GetString(Bytes(Bytes(1)[0]))); break;
            case (byte)'U': Push(Encoding.Latin1.GetString(Bytes(Bytes(1)[0]))); break;      // Python 2's str
            case (byte)'T': Push(Encoding.Latin1.GetString(Bytes(Length()))); break;
            case (byte)')': Push(Array.Empty<object?>()); break;
            case 0x85: Push(Pop(1)); break;
            case 0x86: Push(Pop(2)); break;
            case 0x87: Push(Pop(3)); break;
            case (byte)'t': Push(PopMarked()); break;
            case (byte)']': Push(new List<object?>()); break;
            case (byte)'a': Append(Pop(1)); break;
            case (byte)'e': Append(PopMarked()); break;
            case (byte)'}': Push(new PickledDict()); break;
            case (byte)'s': Set(Pop(2)); break;
            case (byte)'u': Set(PopMarked()); break;
            case (byte)'q': memo[Bytes(1)[0]] = Top(); break;
            case (byte)'r': memo[BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4))] = Top(); break;
            case 0x94: memo[memo.Count] = Top(); break;
            case (byte)'h': Push(Remembered(Bytes(1)[0])); break;
            case (byte)'j': Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4)))); break;
            case (byte)'c': Push(Global(Line(), Line())); break;
            case 0x93: Push(Pop(2) is [string module, string name] ? Global(module, name) : throw Damaged("a name that is no text")); break;
            case (byte)'R': Call(Pop(2)); break;
            case (byte)'b': Build(Pop(1)[0]); break;
            case (byte)'Q': Outside(Pop(1)[0]); break;
            default: throw Refused($"the instruction 0x{code:x2}");
        }
    }

    private void Protocol(byte version)
    {
        if (version is < 2 or > 5)
            throw Refused($"a pickle of protocol {version}");
    }

    private PickledGlobal Global(string module, string name)
    {
        string full = $"{module}.{name}";
        return rules.Globals.Contains(full) ? new PickledGlobal(full) : throw Refused($"the global {full}");
    }

    private void Call(object?[] pair)
    {
        if (pair is not [PickledGlobal global, object?[] arguments])
            throw Refused("a call of something that is no known name");
        Push(rules.Call(global.Name, arguments)
            ?? throw Refused($"a call of {global.Name} with {arguments.Length} arguments of other kinds"));
    }

    private void Outside(object? id)
    {
        if (id is not object?[] parts || rules.Persistent(parts) is not object found)
            throw Refused("an outside object that is no storage");
        Push(found);
    }

    /// <summary>State of an ordered dictionary is PyTorch's <c>_metadata</c>: version numbers that decide nothing here.</summary>
    private void Build(object? state)
    {
        if (Top() is not PickledDict || state is not PickledDict)
            throw Refused("state for something that is no dictionary");
    }

    private void Append(object?[] items)
    {
        if (Top() is not List<object?> list)
            throw Damaged("items without a list");
        list.AddRange(items);
    }

    private void Set(object?[] items)
    {
        if (Top() is not PickledDict dict || items.Length % 2 != 0)
            throw Damaged("items without a dictionary");
        for (int i = 0; i < items.Length; i += 2)
            dict.Items.Add(new(items[i], items[i + 1]));
    }

    private void Push(object? value) => stack.Add(value);

    private object? Top() => stack.Count > Floor ? stack[^1] : throw Damaged("an instruction without its object");

    private object?[] Pop(int count)
    {
        if (stack.Count - count < Floor)
            throw Damaged("an instruction without its objects");
        object?[] top = [.. stack[^count..]];
        stack.RemoveRange(stack.Count - count, count);
        return top;
    }

    private object?[] PopMarked()
    {
        int count = stack.Count - (marks.Count > 0 ? marks.Peek() : throw Damaged("an end without a beginning"));
        object?[] top = Pop(count);
        marks.Pop();
        return top;
    }

    private int Floor => marks.Count > 0 ? marks.Peek() : 0;

    private object? Remembered(long key) => memo.TryGetValue(key, out object? value) ? value : throw Damaged($"no memory {key}");

    /// <summary>Whole numbers beyond 64 bits are only PyTorch's magic number; as <see cref="BigInteger"/>.</summary>
    private static object Whole(byte[] bytes)
    {
        var value = new BigInteger(bytes);
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;   // boxed apart, or both would become BigInteger
    }

    private int Length()
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));
        if (length > LongestText && length <= stream.Length - stream.Position)
            throw Refused($"a text of {length} bytes");
        return length <= stream.Length - stream.Position
            ? (int)length : throw new EndOfStreamException($"a text of {length} bytes is cut short");
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private string Line()
    {
        var line = new StringBuilder();
        for (byte c; (c = Bytes(1)[0]) != '\n';)
            if (line.Append((char)c).Length > LongestName)
                throw Damaged($"a name of more than {LongestName} characters");
        return line.ToString();
    }

    private InputException Refused(string what) => new(
        place, what, "a state dict: tensors, numbers and texts in dictionaries, lists and tuples", Remedy);

    private InputException Damaged(string what) => new(place, what, "a whole pickle", "The file is damaged; download it again.");
}
