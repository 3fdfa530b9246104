using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// Lets torch compute on one thread until disposed. A recurrent layer on a few clips is made of steps of microseconds: sharing them
/// out costs more than it saves, many times more where other programs want the processor too.
/// </summary>
public sealed class OneThread : IDisposable
{
    private readonly int _before = get_num_threads();

    /// <summary>From now on.</summary>
    public OneThread() => set_num_threads(1);

    /// <summary>As before.</summary>
    public void Dispose() => set_num_threads(_before);
}
