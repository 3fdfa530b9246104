using MicroExpressions.Cli.Benchmarks;

namespace MicroExpressions.Cli.Tests.Benchmarks;

public class GpuTests
{
    // a line as nvidia-smi's manual shows it: csv, noheader, nounits
    [Fact]
    public void Nvidia_smi_s_line_gives_name_driver_and_memory()
    {
        Gpu gpu = Gpu.Of("NVIDIA GeForce RTX 4090, 550.54.15, 24564, 1203\nNVIDIA T4, 550.54.15, 15360, 3\n");
        Assert.Equal(("NVIDIA GeForce RTX 4090", "550.54.15", 24564, 1203), (gpu.Name, gpu.Driver, gpu.TotalMegabytes, gpu.UsedMegabytes));
        Assert.Equal("NVIDIA GeForce RTX 4090, driver 550.54.15, 24564 MiB", gpu.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")]
    [InlineData("NVIDIA T4, 550.54.15, [N/A], 3")]
    public void What_is_no_such_line_is_named(string said) => Assert.Contains("name, driver and memory of a GPU", Assert.Throws<InputException>(() => Gpu.Of(said)).Message);
}
