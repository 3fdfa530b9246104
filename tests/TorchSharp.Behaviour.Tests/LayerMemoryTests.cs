using MicroExpressions.Tests.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Behaviour.Tests;

/// <summary>What a layer leaves that was made and disposed of. Trainings make some dozens each, so what is said here decides what thousands of trainings leave.</summary>
[Collection(nameof(Alone))]
public class LayerMemoryTests
{
    private const int Times = 40;

    private const double Bound = 100e3;      // of half a million bytes; some are the allocator's own, now and then

    /// <summary>Its weights, half a megabyte of them here, are gone; TorchSharp 0.107 keeps about 700 bytes of a linear layer or a convolution, 64 of most others.</summary>
    [Theory]
    [InlineData("linear")]
    [InlineData("convolution")]
    [InlineData("recurrent")]
    [InlineData("norm")]
    public void A_layer_that_is_disposed_of_gives_its_weights_back(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks glibc");
        Func<Module> make = kind switch
        {
            "linear" => () => Linear(360, 360),
            "convolution" => () => Conv1d(200, 200, 3),
            "recurrent" => () => GRU(200, 200),
            _ => () => BatchNorm2d(60_000),
        };
        MakeAll();
        double before = NativeMemory.InUse();
        MakeAll();
        Assert.InRange((NativeMemory.InUse() - before) / Times, double.NegativeInfinity, Bound);

        void MakeAll()
        {
            for (int i = 0; i < Times; i++)
                make().Dispose();
        }
    }
}
