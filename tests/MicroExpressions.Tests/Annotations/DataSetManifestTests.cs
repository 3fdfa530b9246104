using System.Text.Json;
using System.Text.Json.Nodes;
using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class DataSetManifestTests
{
    public static TheoryData<string> Ids => [.. DataSetManifest.All.Select(manifest => manifest.Id)];

    [Fact]
    public void The_five_manifests_lie_beside_the_library() =>
        Assert.Equal(["casme-cubed", "casme-squared", "casme2", "samm", "samm-lv"], DataSetManifest.All.Select(manifest => manifest.Id).Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_manifest_is_what_the_schema_says(string id) =>
        Assert.Empty(SchemaCheck.Violations(Json("manifest.schema.json"), Json($"{id}.json")));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_manifests_own_references_hold(string id)
    {
        DataSetManifest manifest = DataSetManifest.Of(id);
        Assert.Equal(manifest.Lists.Count, manifest.Lists.Select(list => list.Name).Distinct().Count());
        Assert.All(manifest.Quirks.Where(quirk => quirk.Expected is not null), quirk =>
        {
            Assert.NotNull(quirk.Rule);
            Assert.All(quirk.Expected!.Keys, list => manifest.List(list));
        });
        Assert.All(manifest.Lists.SelectMany(list => list.Editions), edition =>
            Assert.All(edition.Columns, column => Assert.Equal(edition.HasHeader, column.Header is not null)));
    }

    [Fact]
    public void Every_rule_of_the_readers_is_in_some_manifest_and_in_the_schema()
    {
        AnnotationRule[] used = [.. DataSetManifest.All.SelectMany(manifest => manifest.Quirks)
            .Select(quirk => quirk.Rule).OfType<AnnotationRule>().Distinct().Order()];
        Assert.Equal(Enum.GetValues<AnnotationRule>(), used);
        JsonArray schema = Json("manifest.schema.json")["$defs"]!["quirk"]!["properties"]!["rule"]!["enum"]!.AsArray();
        Assert.Equal(Enum.GetValues<AnnotationRule>().Select(rule => JsonNamingPolicy.KebabCaseLower.ConvertName(rule.ToString())),
            schema.Select(name => name!.GetValue<string>()));
    }

    [Theory]
    [InlineData("\"licence\":", "\"colour\": 1, \"licence\":")]
    [InlineData("\"framesPerSecond\":", "\"framesPerMinute\":")]
    [InlineData("\"framesPerSecond\": 200", "\"framesPerSecond\": \"200\"")]
    [InlineData("\"holds\": \"clips\"", "\"holds\": \"songs\"")]
    [InlineData("\"title\": \"SAMM\"", "\"title\": null")]
    public void A_member_that_is_unknown_missing_or_wrong_is_refused_by_reader_and_schema(string original, string spoilt)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mex-").FullName, "samm.json");
        string text = File.ReadAllText(Path.Combine(DataSetManifest.Folder, "samm.json"));
        Assert.Contains(original, text);
        File.WriteAllText(path, text.Replace(original, spoilt));
        Assert.Equal(path, Assert.Throws<InputException>(() => DataSetManifest.Read(path)).Place);
        Assert.NotEmpty(SchemaCheck.Violations(Json("manifest.schema.json"), Json(path)));
    }

    private static JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(DataSetManifest.Folder, name)))!;
}
