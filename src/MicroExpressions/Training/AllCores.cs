using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// As many threads for torch as the process may use cores. By itself libtorch takes the machine's, without the limits that a container
/// or a scheduler sets, which makes many threads wait for few cores.
/// </summary>
public static class AllCores
{
    /// <summary>From now on and for every thread; to be called before torch computes. <c>OMP_NUM_THREADS</c> and <c>MKL_NUM_THREADS</c>, which libtorch reads, go first.</summary>
    public static void Use()
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null or "" && Environment.GetEnvironmentVariable("MKL_NUM_THREADS") is null or "")
            set_num_threads(Environment.ProcessorCount);
    }
}
