using System.Text.Json.Nodes;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Hostile;

/// <summary>Manifests, recipes and results with one value that is not what it should be.</summary>
public sealed class KeptJsonTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Names => [.. JsonReaders.All.Select(reader => reader.Name)];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void A_null_or_an_empty_list_in_place_of_any_value_is_read_or_refused_by_name(string name)
    {
        HostileReader reader = JsonReaders.All.Single(r => r.Name == name);
        byte[] seed = reader.Seeds().First().File;
        int values = Values(JsonNode.Parse(seed)!).Count(), refused = 0;
        for (int i = 0; i < values; i++)
            foreach (string other in new[] { "null", "[]" })
            {
                JsonNode changed = JsonNode.Parse(seed)!;
                Values(changed).ElementAt(i).ReplaceWith(JsonNode.Parse(other));
                File.WriteAllText(folder["a.json"], changed.ToJsonString());
                if (Record.Exception(() => reader.Read(folder["a.json"])) is { } thrown)
                {
                    Assert.Contains(folder["a.json"], Assert.IsType<InputException>(thrown).Place);
                    refused++;
                }
            }
        Assert.InRange(refused, 1, 2 * values);
    }

    [Fact]
    public void A_member_that_is_there_twice_is_refused()
    {
        File.WriteAllText(folder["a.json"], "{\"ProcessorSeconds\":1,\"Parameters\":12,\"PeakMegabytes\":200,\"Parameters\":13}");
        Assert.Contains("Parameters", Assert.Throws<InputException>(() => FoldCost.Read(folder["a.json"])).Found);
    }

    /// <summary>Found by a campaign: settings of an extractor are kept as they stand, and what reads them says so by another exception.</summary>
    [Fact]
    public void A_member_that_is_there_twice_in_settings_kept_as_they_stand_is_refused()
    {
        string recipe = JsonReaders.SpotterRecipe(), twice = recipe.Replace("\"Settings\":{", "\"Settings\":{\"a\":1,\"a\":2,", StringComparison.Ordinal);
        Assert.NotEqual(recipe, twice);
        Assert.Equal("a.json", Assert.Throws<InputException>(() => SpotterRecipe.Parse(twice, "a.json")).Place);
    }

    [Theory]
    [InlineData("Projection", 2_000_000)]
    [InlineData("RgbDimension", int.MaxValue - 1)]
    public void No_network_is_made_for_a_recipe_whose_weights_cannot_be_in_the_file(string setting, int value)
    {
        JsonNode recipe = JsonNode.Parse(JsonReaders.SpotterRecipe())!;
        recipe["Model"]![setting] = value;
        if (setting == "RgbDimension")
            recipe["Extractor"]!["Dimensions"]!["rgb"] = value;
        using var scope = NewDisposeScope();
        SafeTensors.Write(folder["a.safetensors"], new Dictionary<string, Tensor> { ["w"] = zeros(100) }, new Dictionary<string, string> { ["mex.spotter"] = recipe.ToJsonString() });
        InputException refused = Assert.Throws<InputException>(() => TrainedSpotter.Load(folder["a.safetensors"]));
        Assert.Equal(folder["a.safetensors"], refused.Place);
        Assert.Contains($"{value}", refused.Found);
    }

    private static IEnumerable<JsonNode> Values(JsonNode node) => node switch
    {
        JsonObject members => members.Select(m => m.Value).OfType<JsonNode>().SelectMany(inside => Values(inside).Prepend(inside)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(inside => Values(inside).Prepend(inside)),
        _ => [],
    };
}
