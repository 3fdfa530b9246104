using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>Numbers one after the other that tensors are views of.</summary>
internal sealed class PickledStorage(string key, ScalarType dtype, long count)
{
    private Tensor? numbers;

    /// <summary>Its name in the file.</summary>
    public string Key => key;

    /// <summary>Its elements.</summary>
    public long Count => count;

    /// <summary>Bytes of one.</summary>
    public int ElementSize => TensorData.SizeOf(dtype);

    /// <summary>Whether its numbers are there.</summary>
    public bool IsFilled => numbers is not null;

    /// <summary>Its numbers, <c>[Count]</c>.</summary>
    public Tensor Numbers => numbers ?? throw new InvalidOperationException($"storage {key} is not read yet");

    /// <summary>Reads the numbers.</summary>
    /// <param name="stream">stands at the first</param>
    /// <param name="available">bytes that are there for them</param>
    /// <param name="place">what messages call it</param>
    /// <exception cref="InputException">that is not as many as they need</exception>
    public void Fill(Stream stream, long available, string place)
    {
        if (TensorData.Count([count], dtype) is not long fits || fits * ElementSize != available)
            throw new InputException(
                place, $"{available} bytes", $"{count} elements of {dtype}, below 2 GiB", "The file is damaged; download it again.");
        numbers = TensorData.Read(stream, [count], dtype);
    }
}

/// <summary>A tensor as a pickle describes it: <c>x[i, j, …] = storage[offset + i·stride₀ + j·stride₁ + …]</c>.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Size, long[] Stride)
{
    /// <summary>The tensor, contiguous, with memory of its own.</summary>
    /// <exception cref="InputException">it reaches out of its storage</exception>
    public Tensor Build(string path, string name)
    {
        if (!IsInside)
            throw new InputException(
                $"{path}, tensor {name}", $"offset {Offset}, size [{string.Join(", ", Size)}], stride [{string.Join(", ", Stride)}]",
                $"a view of a storage of {Storage.Count}", "The file is damaged; download it again.");
        using Tensor view = Storage.Numbers.as_strided(Size, Stride, Offset);
        return empty(Size, dtype: view.dtype).copy_(view);
    }

    /// <summary>Bytes of the tensor on its own.</summary>
    public long Bytes => TensorData.Count(Size, Storage.Numbers.dtype) is long count ? count * Storage.ElementSize : long.MaxValue;

    /// <summary>Whether every element is in the storage.</summary>
    private bool IsInside
    {
        get
        {
            if (Size.Length != Stride.Length || Offset < 0 || Offset > Storage.Count || Stride.Any(s => s < 0)
                || TensorData.Count(Size, Storage.Numbers.dtype) is not long count)
                return false;
            Int128 last = Offset;
            for (int d = 0; d < Size.Length; d++)
                last += ((Int128)Size[d] - 1) * Stride[d];
            return count == 0 || last < Storage.Count;
        }
    }
}

/// <summary>What a pickle of PyTorch may mention: storages, tensors, parameters and ordered dictionaries.</summary>
internal sealed class PickledStorages
{
    private const string OrderedDict = "collections.OrderedDict", Parameter = "torch._utils._rebuild_parameter",
        Tensor1 = "torch._utils._rebuild_tensor", Tensor2 = "torch._utils._rebuild_tensor_v2";

    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["torch.BoolStorage"] = ScalarType.Bool,
        ["torch.ByteStorage"] = ScalarType.Byte,
        ["torch.CharStorage"] = ScalarType.Int8,
        ["torch.ShortStorage"] = ScalarType.Int16,
        ["torch.IntStorage"] = ScalarType.Int32,
        ["torch.LongStorage"] = ScalarType.Int64,
        ["torch.HalfStorage"] = ScalarType.Float16,
        ["torch.BFloat16Storage"] = ScalarType.BFloat16,
        ["torch.FloatStorage"] = ScalarType.Float32,
        ["torch.DoubleStorage"] = ScalarType.Float64,
    };

    private static readonly HashSet<string> Globals = [OrderedDict, Parameter, Tensor1, Tensor2, .. Types.Keys];

    /// <summary>
    /// Pairs that dictionaries are made of, in all [chosen: a state dict has one for each tensor]. A list of them can be named again and again by a few
    /// bytes, and each time it is copied.
    /// </summary>
    private const int MostPairs = 1_000_000;

    private readonly Dictionary<string, PickledStorage> byKey = new(StringComparer.Ordinal);

    private int pairsSoFar;

    /// <summary>The storages that were mentioned so far.</summary>
    public IEnumerable<PickledStorage> All => byKey.Values;

    /// <summary>For the pickle's reader.</summary>
    public PickleRules Rules => new(Globals, Call, Outside);

    /// <summary>The storage of a key, where one was mentioned.</summary>
    public PickledStorage? Of(string key) => byKey.GetValueOrDefault(key);

    private object? Call(string name, object?[] arguments) => (name, arguments) switch
    {
        (OrderedDict, []) => new PickledDict(),
        (OrderedDict, [List<object?> pairs]) => Ordered(pairs),
        (Parameter, [PickledTensor data, bool, _]) => data,
        (Tensor1, [PickledStorage storage, long offset, object?[] size, object?[] stride]) => View(storage, offset, size, stride),
        (Tensor2, [PickledStorage storage, long offset, object?[] size, object?[] stride, bool, PickledDict, ..]) =>
            View(storage, offset, size, stride),
        _ => null,
    };

    /// <summary><c>("storage", type, key, place, count)</c>, and in old files a sixth part: which part of another storage it is.</summary>
    private PickledStorage? Outside(object?[] id)
    {
        if (id is not ["storage", PickledGlobal type, string key, string, long count, ..]
            || !Types.TryGetValue(type.Name, out ScalarType dtype) || count < 0 || id is not ({ Length: 5 } or [.., null]))
            return null;
        if (!byKey.TryGetValue(key, out PickledStorage? storage))
            byKey.Add(key, storage = new PickledStorage(key, dtype, count));
        return storage;
    }

    private PickledDict? Ordered(List<object?> pairs)
    {
        if (pairs.Count > MostPairs - pairsSoFar)
            return null;
        pairsSoFar += pairs.Count;
        var dict = new PickledDict();
        foreach (object? pair in pairs)
        {
            (object? key, object? value) = pair switch
            {
                List<object?> { Count: 2 } list => (list[0], list[1]),   // Python 2
                object?[] { Length: 2 } tuple => (tuple[0], tuple[1]),
                _ => (null, null),
            };
            if (key is null)
                return null;
            dict.Items.Add(new(key, value));
        }
        return dict;
    }

    private static PickledTensor? View(PickledStorage storage, long offset, object?[] size, object?[] stride)
        => size.Length <= TensorData.MostDimensions && stride.Length <= TensorData.MostDimensions && size.All(s => s is long) && stride.All(s => s is long)
            ? new PickledTensor(storage, offset, [.. size.Cast<long>()], [.. stride.Cast<long>()]) : null;
}
