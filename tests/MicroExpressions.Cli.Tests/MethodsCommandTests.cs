using System.Text.Json.Nodes;

namespace MicroExpressions.Cli.Tests;

public class MethodsCommandTests
{
    [Fact]
    public void Each_method_has_its_own_row_of_our_table_beside_the_printed_ones()
    {
        Mex methods = Mex.Run("methods", "--json");
        Assert.Equal(0, methods.ExitCode);
        JsonArray all = JsonNode.Parse(methods.Out)!.AsArray();
        Assert.True(all.Count >= 18, $"{all.Count} methods");
        Assert.All(all, method =>
        {
            bool learns = method!["published"]!["supervision"] is not null;
            Assert.Equal(learns ? 3 : null, (int?)(method["ours"] as JsonObject)?["count"]);     // of the seeds in docs/results/spotting-table-9.json
            Assert.InRange((double)(learns ? method["ours"]!["mean"] : method["ours"])!, 0, 1);
        });
    }

    [Fact]
    public void The_table_says_what_ours_is() => Assert.Contains("Ours: synthetic corpus, demo scale, 3 seeds, F1 at the fixed threshold", Mex.Run("methods").Out);
}
