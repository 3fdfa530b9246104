using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// A training at rest, in one file: what was trained (its configuration as text), how far it is, the loss of each step, the model's
/// parameters and buffers, the optimiser's state. Anything else that a training must remember belongs into buffers of the model.
/// </summary>
public static class Checkpoint
{
    private const string Magic = "mex checkpoint 1";

    /// <summary>Writes the file whole, or leaves the one before.</summary>
    /// <param name="path">the file</param>
    /// <param name="configuration">all that decides the result, as text</param>
    /// <param name="losses">of each step done</param>
    /// <param name="model">the model</param>
    /// <param name="optimizer">its optimiser</param>
    /// <exception cref="InputException">it cannot be written</exception>
    public static void Write(string path, string configuration, IReadOnlyList<double> losses, nn.Module model, optim.Optimizer optimizer) =>
        WholeFile.Write(path, stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic);
            writer.Write(configuration);
            writer.Write(losses.Count);
            foreach (double loss in losses)
                writer.Write(loss);
            model.save(writer);
            Stateful(optimizer).save_state_dict(writer);
        });

    /// <summary>Brings model and optimiser to where the file left them.</summary>
    /// <returns>the loss of each step done</returns>
    /// <exception cref="InputException">no checkpoint, a damaged one, or one of another configuration</exception>
    public static List<double> Read(string path, string configuration, nn.Module model, optim.Optimizer optimizer)
    {
        const string remedy = "Delete the file to train anew, or choose another folder.";
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (reader.ReadString() != Magic)
                throw new InvalidDataException("no checkpoint of this kit");
            string found = reader.ReadString();
            if (found != configuration)
                throw new InputException(path, $"a checkpoint of another configuration: {FirstDifference(found, configuration)}", "one of this configuration", remedy);
            var losses = new List<double>(new double[reader.ReadInt32()]);
            for (int i = 0; i < losses.Count; i++)
                losses[i] = reader.ReadDouble();
            model.load(reader);
            Stateful(optimizer).load_state_dict(reader);
            return losses;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or FormatException or OverflowException)
        {
            throw new InputException(path, $"a file that cannot be read ({e.Message})", "a checkpoint", remedy, e);
        }
    }

    private static OptimizerHelper Stateful(optim.Optimizer optimizer) => (OptimizerHelper)optimizer;

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
