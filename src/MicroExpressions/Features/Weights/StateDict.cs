using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>A network's tensors by name, as a file holds them. It owns them.</summary>
public sealed class StateDict : IDisposable
{
    private readonly SortedDictionary<string, Tensor> tensors = new(StringComparer.Ordinal);

    /// <summary>What messages call it: the file, and where in it the tensors are if that is not all of it.</summary>
    public required string Place { get; init; }

    /// <summary>Where in a checkpoint the tensors were found, as Python writes it: <c>['model']</c>; empty where they are the whole file.</summary>
    public string Key { get; init; } = "";

    /// <summary>Texts that a <c>safetensors</c> file keeps beside its tensors; empty in other files.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The tensors, on the CPU, contiguous.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => tensors;

    /// <summary>
    /// Reads a file of weights: <c>safetensors</c>, or what <c>torch.save</c> wrote (zip or legacy) of a state dict or of a checkpoint in
    /// which one is. Which of them it is, its first bytes tell. Nothing in a file is ever run.
    /// </summary>
    /// <exception cref="InputException">it is not there, none of these, damaged or cut short, or holds no dictionary of tensors, or several</exception>
    public static StateDict Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            var start = new byte[9];
            int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return start.AsSpan(0, length) switch
            {
                [(byte)'P', (byte)'K', 3, 4, ..] => PyTorchFile.ReadZip(file, path),
                [0x80, 2, 0x8a, 10, ..] => PyTorchFile.ReadLegacy(file, path),
                [_, _, _, _, _, _, _, _, (byte)'{'] => SafeTensors.Read(file, path),
                _ => throw new InputException(
                    path, length == 0 ? "an empty file" : "a file that begins like neither kind",
                    "safetensors, or a state dict that torch.save wrote", "Check the path, or download the weights again."),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a whole, readable file of weights", "Check the path, or download the weights again.", e);
        }
    }

    /// <summary>Adds a tensor, which is this one's from now on and no dispose scope's.</summary>
    /// <exception cref="InputException">there is one of that name</exception>
    internal void Add(string name, Tensor tensor)
    {
        if (!tensors.TryAdd(name, tensor.DetachFromDisposeScope()))
        {
            tensor.Dispose();
            throw new InputException(
                $"{Place}, tensor {name}", "the name for the second time", "one tensor a name", "Download the weights again.");
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in tensors.Values)
            tensor.Dispose();
        tensors.Clear();
    }
}
