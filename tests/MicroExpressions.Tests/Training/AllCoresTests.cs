using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Training;

public class AllCoresTests
{
    [Fact]
    public void Torch_gets_a_thread_for_each_core_of_the_process_also_on_threads_that_start_later()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is { Length: > 0 } || Environment.GetEnvironmentVariable("MKL_NUM_THREADS") is { Length: > 0 }, "the environment sets the number");
        int before = get_num_threads(), later = 0;
        try
        {
            set_num_threads(Environment.ProcessorCount + 1);
            AllCores.Use();
            var thread = new Thread(() => later = get_num_threads());
            thread.Start();
            thread.Join();
            Assert.Equal((Environment.ProcessorCount, Environment.ProcessorCount), (get_num_threads(), later));
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
