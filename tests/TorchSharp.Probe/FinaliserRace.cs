using System.Diagnostics;
using static TorchSharp.torch;

namespace TorchSharp.Probe;

/// <summary>
/// TorchSharp turns 0.5 into a native scalar whose owner nobody refers to while libtorch reads it. Here a second thread collects all
/// the time, so that the owner's finaliser frees the scalar in between where nothing keeps it.
/// </summary>
internal static class FinaliserRace
{
    /// <summary>Says after how many rounds and collections it ended, and at the first wrong value or exception which; then ends with 1.</summary>
    internal static int Run(int rounds, TimeSpan limit)
    {
        set_num_threads(1);
        using var untracked = no_grad();
        using Tensor ones = torch.ones(64), indices = tensor(new long[] { 1, 2, 3 });
        new Thread(CollectAllTheTime) { IsBackground = true }.Start();
        var clock = Stopwatch.StartNew();
        string? wrong = null;
        int round = 0;
        while (wrong is null && round < rounds && clock.Elapsed < limit)
        {
            round++;
            wrong = WhatIsWrong(ones, indices);
        }
        Console.WriteLine($"{round} rounds, {GC.CollectionCount(0)} collections: {wrong ?? "all right"}");
        return wrong is null ? 0 : 1;
    }

    private static string? WhatIsWrong(Tensor ones, Tensor indices)
    {
        try
        {
            using var scope = NewDisposeScope();
            float sum = (ones.add(ones, 0.5) * 2.0).data<float>()[63];
            float filled = zeros(64).index_fill_(0, indices, 1).data<float>()[2];
            return (sum, filled) == (3, 1) ? null : $"(1 + 0.5 * 1) * 2 = {sum}, filled with 1: {filled}";
        }
        catch (Exception e)
        {
            return e.Message.Split('\n')[0];
        }
    }

    private static void CollectAllTheTime()
    {
        while (true)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
            Thread.Sleep(1);
        }
    }
}
