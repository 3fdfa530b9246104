using System.Globalization;
using static TorchSharp.torch;

namespace MicroExpressions.Reporting;

/// <summary>
/// What a notebook's numbers were made with, in a line that its set-up cell prints. It says "all cores" rather than how many, so that
/// a committed output stays as it is on another machine; a number stands there only where somebody limited the threads.
/// </summary>
/// <param name="Kit">the kit's version</param>
/// <param name="Backend">who provides torch, and on which libtorch</param>
/// <param name="Seed">the seed that the notebook starts from; null where nothing is drawn</param>
/// <param name="Threads">threads of an operator</param>
/// <param name="Cores">cores of the machine</param>
public sealed record RunConditions(string Kit, string Backend, ulong? Seed, int Threads, int Cores)
{
    /// <summary>Of this process.</summary>
    /// <param name="seed">the seed that the notebook starts from; null where nothing is drawn</param>
    public static RunConditions Here(ulong? seed = null) => new(
        typeof(RunConditions).Assembly.GetName().Version!.ToString(3), NumericBasis.Torch, seed, get_num_threads(), Environment.ProcessorCount);

    /// <summary>The line: <c>kit 0.2.0 · torch by TorchSharp 0.107.0 / libtorch 2.10.0 · seed 1 · threads: all cores</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"kit {Kit} · torch by {Backend} · {(Seed is ulong seed ? $"seed {seed}" : "no seed")} · threads: {(Threads == Cores ? "all cores" : Threads)}");
}
