using System.Diagnostics;
using System.Globalization;

namespace MicroExpressions.Cli.Tests.Faults;

/// <summary>
/// Commands that write files are killed at random moments and called again: they end with the bytes of a run that nobody disturbed, and
/// nothing half written is left. A kill here, <c>MEX_FAULTS=200</c> of them for each command in a campaign; <c>MEX_FAULTS=17-17</c> is the seventeenth alone.
/// </summary>
public sealed class KilledAtAnyMomentTests(SmokeFeatures features, ITestOutputHelper output)
{
    private static readonly string[] Quick = ["merging", "features"];

    public static IEnumerable<TheoryDataRow<string>> Names => FaultCampaign.Rows([.. Quick, "training", "training by two processes", "weights", "a notebook", "set-up of the face models", "set-up of the genuine kernel"], Quick);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_that_is_killed_and_called_again_ends_with_the_bytes_of_an_undisturbed_run(string name)
    {
        KilledCommand command = KilledCommand.All(features).Single(c => c.Name == name);
        var (expected, took) = command.Undisturbed(out _);
        int killed = 0, trials = 0;
        foreach (int number in FaultCampaign.Numbers())
        {
            trials++;
            killed += Trial(command, number, expected, ref took);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {trials} trials, {killed} kills within {took.TotalSeconds:0.0} s, nothing lost"));
    }

    /// <param name="command">what is killed</param>
    /// <param name="number">of the trial: it decides on the moments</param>
    /// <param name="expected">the files</param>
    /// <param name="took">how long the command takes; less where it was seen to end sooner, when the machine has less to do</param>
    /// <returns>how often it was killed</returns>
    private static int Trial(KilledCommand command, int number, Dictionary<string, string> expected, ref TimeSpan took)
    {
        var random = new Random(number);
        string folder = Directory.CreateTempSubdirectory("mex-faults").FullName;
        command.Prepare(folder);
        int killed = 0;
        int kills = random.Next(1, 3);
        for (int i = 0; i < kills; i++)
        {
            TimeSpan after = took * random.NextDouble();
            long start = Stopwatch.GetTimestamp();
            if (command.Kill(folder, after, children: random.Next(2) == 0))
                killed++;
            else if (i == 0)
                took = Stopwatch.GetElapsedTime(start);
        }

        Mex again = command.Run(folder);

        string trial = $"{command.Name}, trial {number}";
        Assert.True(again.ExitCode == 0, $"{trial} ended with {again.ExitCode}: {again.Error}");
        KilledCommand.AssertSame(trial, expected, KilledCommand.Files(folder));
        Directory.Delete(folder, recursive: true);
        return killed;
    }
}
