using System.Diagnostics;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Methods;
using MicroExpressions.Tests.Experiments.Intensity;
using MicroExpressions.Tests.Methods;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

/// <summary>
/// The small version of <c>mex bench hour</c>: what a process has after a few trainings it has after as many again, and no more. What is loaded or
/// compiled late may come once or twice; what is lost in each training comes each time. Memory is what is in use by .NET's and glibc's count, not what
/// they keep for later.
/// </summary>
[Collection(DefaultGenerator.Name)]
public sealed class RepeatedTrainingTests(SmallInputs small, ITestOutputHelper output) : IClassFixture<SmallInputs>, IDisposable
{
    private const string Intensity = "intensity";

    private const int Times = 4, Looks = 5;

    private const double Megabytes = 0.4e6;        // in so many trainings; each layer that is made leaves some bytes (TorchSharp.Behaviour.Tests, LayerMemoryTests)

    private readonly OneThread one = new();

    public static TheoryData<string> Trainers => ["pwes", "mtsn", Intensity];

    public void Dispose() => one.Dispose();

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Training_after_training_leaves_no_handles_threads_or_memory_behind(string trainer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks glibc");
        var held = new List<Held>();
        do
        {
            for (int i = 0; i < Times; i++)
                Train(trainer, held.Count * Times + i);
            held.Add(Held.Now());
        }
        while (held.Count < Looks && (held.Count < 2 || held[^1].ExceedsThoseOf(held[^2])));
        output.WriteLine($"{trainer}: {string.Join(", then ", held)}");
        Assert.False(held[^1].ExceedsThoseOf(held[^2]), string.Join(", then ", held));
    }

    private void Train(string trainer, int time)
    {
        RunPlace place = small.Place($"{trainer} {time}");
        Directory.CreateDirectory(place.Folder);
        if (trainer == Intensity)
            new IntensityRun(small.Inputs, place).Run(SmallInputs.Start);
        else
        {
            ILearningMethod method = SmallMethods.Small(trainer);
            using MethodTraining training = method.Begin(SmallMethods.Taught(method));
            training.Run(Path.Combine(place.Folder, "checkpoint"));
        }
        Directory.Delete(place.Folder, recursive: true);
    }

    /// <summary>What the process has when all garbage is gone.</summary>
    private readonly record struct Held(int Handles, int Threads, double Managed, double Native)
    {
        public bool ExceedsThoseOf(Held before) => Handles > before.Handles || Threads > before.Threads || Managed > before.Managed + Megabytes || Native > before.Native + Megabytes;

        public static Held Now()
        {
            double native = NativeMemory.InUse();
            using Process process = Process.GetCurrentProcess();
            return new(process.HandleCount, process.Threads.Count, GC.GetTotalMemory(forceFullCollection: true), native);
        }
    }
}
