namespace SystemTorch.Tests;

public class SmokeTests
{
    [Fact]
    public void The_test_runner_runs() => Assert.True(true);
}
