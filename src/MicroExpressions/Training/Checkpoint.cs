using MicroExpressions.Features.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// A training at rest, in one file: what was trained (its configuration as text), the loss of each step, the model's parameters and buffers,
/// the optimiser's moments. Anything else that a training must remember belongs into buffers of the model. The file is <c>safetensors</c>:
/// any tool reads it, and a damaged one is found out before its sizes are believed.
/// </summary>
public static class Checkpoint
{
    private const string Format = "mex.checkpoint", Version = "2", Configuration = "configuration", Losses = "losses", Steps = "adam.steps";

    /// <summary>Writes the file whole, or leaves the one before.</summary>
    /// <param name="path">the file</param>
    /// <param name="configuration">all that decides the result, as text</param>
    /// <param name="losses">of each step done</param>
    /// <param name="model">the model</param>
    /// <param name="optimizer">its optimiser</param>
    /// <exception cref="InputException">it cannot be written</exception>
    public static void Write(string path, string configuration, IReadOnlyList<double> losses, nn.Module model, Adam optimizer)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = Tensors(model, optimizer);
        tensors.Add(Losses, tensor(losses.ToArray(), dtype: float64));
        tensors.Add(Steps, tensor(States(optimizer).Select(s => s.step).ToArray(), dtype: int64));
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { [Format] = Version, [Configuration] = configuration });
    }

    /// <summary>Brings model and optimiser to where the file left them.</summary>
    /// <returns>the loss of each step done</returns>
    /// <exception cref="InputException">no checkpoint, a damaged one, or one of another configuration or model; nothing was changed</exception>
    public static List<double> Read(string path, string configuration, nn.Module model, Adam optimizer)
    {
        using StateDict found = Opened(path);
        if (found.Metadata.GetValueOrDefault(Format) != Version || !found.Metadata.TryGetValue(Configuration, out string? theirs))
            throw Refused(path, "tensors of something else", "a checkpoint of this version of the kit");
        if (theirs != configuration)
            throw Refused(path, $"a checkpoint of another configuration: {FirstDifference(theirs, configuration)}", "one of this configuration");
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> wanted = Tensors(model, optimizer);
        IReadOnlyList<Adam.State> states = States(optimizer);
        foreach ((string name, Tensor tensor) in wanted)
            Require(found, name, tensor.dtype, tensor.shape);
        Tensor losses = Require(found, Losses, float64, [found.Tensors.GetValueOrDefault(Losses)?.numel() ?? 0]);
        Tensor steps = Require(found, Steps, int64, [states.Count]);
        if (found.Tensors.Keys.FirstOrDefault(name => name is not (Losses or Steps) && !wanted.ContainsKey(name)) is string other)
            throw Refused($"{path}, tensor {other}", "a tensor that this model has not", "a checkpoint of this model");
        foreach ((string name, Tensor tensor) in wanted)
            tensor.copy_(found.Tensors[name]);
        foreach (var (i, step) in steps.data<long>().ToArray().Index())
            states[i].step = step;
        return [.. losses.data<double>().ToArray()];
    }

    /// <summary>What is kept of model and optimiser, by its name in the file: the tensors themselves, not copies.</summary>
    private static Dictionary<string, Tensor> Tensors(nn.Module model, Adam optimizer)
    {
        var all = model.state_dict().ToDictionary(t => "model." + t.Key, t => t.Value);
        foreach (var (i, state) in States(optimizer).Index())
        {
            all.Add($"adam.{i}.exp_avg", state.exp_avg);
            all.Add($"adam.{i}.exp_avg_sq", state.exp_avg_sq);
        }
        return all;
    }

    /// <summary>The state of each parameter, in the order in which the optimiser was given them.</summary>
    private static IReadOnlyList<Adam.State> States(Adam optimizer) => [.. optimizer.state_dict().State.Cast<Adam.State>()];

    private static StateDict Opened(string path)
    {
        try
        {
            return StateDict.Read(path);
        }
        catch (InputException e)
        {
            throw Refused(e.Place, e.Found, "a whole checkpoint", e);
        }
    }

    private static Tensor Require(StateDict found, string name, ScalarType dtype, ReadOnlySpan<long> shape)
    {
        Tensor? tensor = found.Tensors.GetValueOrDefault(name);
        return tensor is not null && tensor.dtype == dtype && shape.SequenceEqual(tensor.shape) ? tensor : throw Refused(
            $"{found.Place}, tensor {name}", tensor is null ? "none of that name" : $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]",
            $"{dtype} [{string.Join(", ", shape.ToArray())}], as this model's");
    }

    private static InputException Refused(string place, string found, string expected, Exception? inner = null) =>
        new(place, found, expected, "Delete the file to train anew, or choose another folder.", inner);

    /// <summary>The first line in which two configurations differ.</summary>
    private static string FirstDifference(string found, string expected)
    {
        string[] theirs = found.Split('\n'), ours = expected.Split('\n');
        int i = 0;
        while (i < theirs.Length && i < ours.Length && theirs[i] == ours[i])
            i++;
        return $"'{theirs.ElementAtOrDefault(i)?.Trim()}' where this one has '{ours.ElementAtOrDefault(i)?.Trim()}'";
    }
}
