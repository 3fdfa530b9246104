using System.Diagnostics;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Tests;

/// <summary>A table on Slurm itself, with nodes lost and tasks cancelled: tests/Slurm/campaign.sh. Minutes, and root, so only where it is asked for.</summary>
public sealed class SlurmCampaignTests
{
    [Fact]
    public void On_two_virtual_nodes_through_losses_the_table_has_the_bytes_of_jobs()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("MEX_SLURM_CAMPAIGN") is "1", "minutes, root, and Slurm on this machine: set MEX_SLURM_CAMPAIGN=1");
        using Process campaign = Process.Start(new ProcessStartInfo(Path.Combine(Kit.Root, "tests", "Slurm", "campaign.sh")) { RedirectStandardOutput = true })!;
        string said = campaign.StandardOutput.ReadToEnd();
        campaign.WaitForExit();
        Assert.True(campaign.ExitCode == 0, said);
        Assert.EndsWith("passed\n", said);
    }
}
