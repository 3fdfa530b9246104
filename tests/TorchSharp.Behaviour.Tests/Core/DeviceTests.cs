using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public class DeviceTests
{
    [Fact]
    public void A_device_reads_its_own_text()
    {
        Device cpu = "cpu";
        Assert.Equal(DeviceType.CPU, cpu.type);
        Assert.Equal("cpu", cpu.ToString());
        Assert.Equal("cpu:0", new Device("cpu:0").ToString());
    }

    [Fact]
    public void Nonsense_is_no_device() => Assert.Throws<ArgumentException>(() => new Device("quantum"));

    [Fact]
    public void Without_a_CUDA_device_asking_for_one_is_an_exception()
    {
        Assert.SkipWhen(cuda.is_available(), "this machine has a CUDA device");
        Assert.Equal(0, cuda.device_count());
        Assert.False(cuda_is_available());
        Assert.Throws<InvalidOperationException>(() => zeros(1).to("cuda"));
    }

    [Fact]
    public void On_a_CUDA_device_tensors_compute_and_come_back()
    {
        Assert.SkipUnless(cuda.is_available(), "no CUDA device here");
        using DisposeScope scope = NewDisposeScope();
        Tensor t = ones([2], device: CUDA);
        cuda.synchronize();
        Assert.Equal([3f, 3f], (t + 2).cpu().data<float>().ToArray());
    }
}
