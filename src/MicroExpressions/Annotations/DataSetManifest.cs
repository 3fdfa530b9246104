using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace MicroExpressions.Annotations;

/// <summary>
/// What is known about a data set: one JSON file under <c>data-manifests/</c>, described by <c>manifest.schema.json</c>.
/// The readers work from it: editions, columns and the rules that may be applied are data, not code.
/// </summary>
public sealed record DataSetManifest
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly Lazy<IReadOnlyList<DataSetManifest>> Shipped = new(ReadShipped);

    /// <summary>Where the schema lies, relative to the manifest; for editors.</summary>
    [JsonPropertyName("$schema")]
    public required string Schema { get; init; }

    /// <summary>The name of the file and of the folder under <c>annotations/</c>: <c>casme-squared</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The data set's name as its authors write it.</summary>
    public required string Title { get; init; }

    /// <summary>The paper to cite.</summary>
    public required Citation Citation { get; init; }

    /// <summary>Where to ask for the data.</summary>
    public required Access Access { get; init; }

    /// <summary>What the agreement that one signs allows, in a sentence.</summary>
    public required string Licence { get; init; }

    /// <summary>Camera rate in frames per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Where the frames lie below a data root.</summary>
    public required IReadOnlyList<FrameLayout> Frames { get; init; }

    /// <summary>The annotation lists: the authors' own and those in circulation.</summary>
    public required IReadOnlyList<AnnotationList> Lists { get; init; }

    /// <summary>What is odd about the sheets and what we do about it.</summary>
    public required IReadOnlyList<Quirk> Quirks { get; init; }

    /// <summary>The five manifests that come with the kit, ordered by id.</summary>
    public static IReadOnlyList<DataSetManifest> All => Shipped.Value;

    /// <summary>The folder beside the library into which the build copies the manifests.</summary>
    public static string Folder
    {
        get
        {
            string besideLibrary = Path.Combine(
                Path.GetDirectoryName(typeof(DataSetManifest).Assembly.Location) ?? "", "data-manifests");
            return Directory.Exists(besideLibrary) ? besideLibrary : Path.Combine(AppContext.BaseDirectory, "data-manifests");
        }
    }

    /// <summary>The shipped manifest called <paramref name="id"/>.</summary>
    /// <exception cref="InputException">there is none</exception>
    public static DataSetManifest Of(string id) => All.FirstOrDefault(m => m.Id == id)
        ?? throw new InputException("data sets", $"'{id}'", string.Join(", ", All.Select(m => m.Id)), "Use one of these names.");

    /// <summary>Reads one manifest; members that the records do not know are refused.</summary>
    /// <exception cref="InputException">the file is missing or not what the schema says</exception>
    public static DataSetManifest Read(string path)
    {
        const string expected = "a manifest as manifest.schema.json describes it";
        DataSetManifest manifest = KeptJson.Read<DataSetManifest>(path, expected, "Restore the file.", Strict);
        foreach (Column column in manifest.Lists.SelectMany(l => l.Editions).SelectMany(e => e.Columns.Concat(e.Companions.SelectMany(c => c.Columns))))
        {
            try
            {
                column.Accepts("");
            }
            catch (ArgumentException e)
            {
                throw new InputException($"{path}, column {column.Role}", e.Message, "a pattern that is a regular expression", "Restore the file.", e);
            }
        }

        return manifest;
    }

    /// <summary>The list called <paramref name="name"/>.</summary>
    /// <exception cref="InputException">this set has none of that name</exception>
    public AnnotationList List(string name) => Lists.FirstOrDefault(list => list.Name == name)
        ?? throw new InputException(Id, $"list '{name}'", string.Join(", ", Lists.Select(l => l.Name)), "Use one of these names.");

    /// <summary>The quirk handled by <paramref name="rule"/>, or null where this set does not have it.</summary>
    public Quirk? QuirkOf(AnnotationRule rule) => Quirks.FirstOrDefault(quirk => quirk.Rule == rule);

    // synthetic.json describes a corpus that is made, not asked for: SyntheticSettings reads it
    private static bool IsDataSet(string file) => Path.GetFileName(file) is var name
        && name != "synthetic.json" && !name.EndsWith(".schema.json", StringComparison.Ordinal);

    private static List<DataSetManifest> ReadShipped()
    {
        string[] files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.json") : [];
        List<DataSetManifest> manifests = [.. files.Where(IsDataSet)
            .Order(StringComparer.Ordinal).Select(Read)];
        return manifests.Count > 0 ? manifests
            : throw new InputException(Folder, "no manifest", "the JSON files of data-manifests/",
                "Build the project again; the build copies them.");
    }
}

/// <summary>The paper to cite.</summary>
/// <param name="Text">authors, title, journal, year</param>
/// <param name="Doi">digital object identifier</param>
public sealed record Citation(string Text, string Doi);

/// <summary>Where to ask for the data.</summary>
/// <param name="Page">the authors' page</param>
/// <param name="How">what one has to do there</param>
public sealed record Access(string Page, string How);

/// <summary>One way in which a data set's frames lie on disk.</summary>
/// <param name="Name">what the frames are</param>
/// <param name="Pattern">path below the data root with <c>{subject}</c>, <c>{video}</c>, <c>{frame}</c>; zeros after a colon pad</param>
/// <param name="Note">what a reader of the frames must know</param>
public sealed record FrameLayout(string Name, string Pattern, string Note);

/// <summary>One annotation list of a data set.</summary>
/// <param name="Name">short name: <c>sheet</c>, <c>lab-list</c></param>
/// <param name="What">what it is and who made it</param>
/// <param name="Holds">intervals in long videos, clips, or names of videos</param>
/// <param name="UsualFile">the name under which it is usually found; files are told apart by content</param>
/// <param name="Editions">its known editions, tried in this order</param>
/// <param name="Expected">the counts of a complete copy</param>
/// <param name="Further">no experiment needs it, so that nothing is said where it is missing</param>
public sealed record AnnotationList(
    string Name, string What, ListContent Holds, string UsualFile, IReadOnlyList<Edition> Editions, ExpectedCounts Expected, bool Further = false);

/// <summary>What the rows of a list are.</summary>
public enum ListContent
{
    /// <summary>Expressions in long videos.</summary>
    Intervals,

    /// <summary>Movements cut out as clips.</summary>
    Clips,

    /// <summary>Names of videos.</summary>
    Videos,

    /// <summary>Nothing to be read: the file is known and passed over; the list's <c>what</c> says why.</summary>
    PassedOver,
}

/// <summary>One known form of a list.</summary>
/// <param name="Name">name shown in reports</param>
/// <param name="HasHeader">true: a row with all required headers is looked for among the first 20; false: rows start at once</param>
/// <param name="Columns">the columns we read, in any order where there are headers, else in this order</param>
/// <param name="Companions">other sheets that this edition has; their presence tells editions with equal columns apart</param>
/// <param name="MinimumRows">as many filled rows as it has at least, where only that tells it from another</param>
public sealed record Edition(
    string Name, bool HasHeader, IReadOnlyList<Column> Columns, IReadOnlyList<Companion> Companions, int MinimumRows = 0);

/// <summary>A further sheet of an edition.</summary>
/// <param name="Role">what the adapter calls it</param>
/// <param name="HasHeader">as in <see cref="Edition"/></param>
/// <param name="Columns">its columns</param>
public sealed record Companion(string Role, bool HasHeader, IReadOnlyList<Column> Columns);

/// <summary>One column.</summary>
/// <param name="Role">what the adapter calls it: <c>onset</c></param>
/// <param name="Header">what the sheet calls it; case, blanks and punctuation do not count; null in an edition without header row</param>
/// <param name="Pattern">a regular expression that the first row's cell satisfies, where that helps to recognise the edition</param>
public sealed record Column(string Role, string? Header = null, string? Pattern = null)
{
    /// <summary>Whether <paramref name="text"/> may stand in this column's first row.</summary>
    public bool Accepts(string? text) =>
        Pattern is null || (text is not null && Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant));
}

/// <summary>The counts of a complete copy; null where they mean nothing for the list.</summary>
/// <param name="Rows">clips or names, where the list is not one of intervals</param>
/// <param name="Micro">micro-expressions</param>
/// <param name="Macro">macro-expressions</param>
/// <param name="Videos">videos with at least one row</param>
/// <param name="Subjects">subjects with at least one row</param>
public sealed record ExpectedCounts(int? Rows = null, int? Micro = null, int? Macro = null, int? Videos = null, int? Subjects = null);

/// <summary>Something odd about a set's sheets or frames.</summary>
/// <param name="What">what is odd</param>
/// <param name="Treatment">what we do about it</param>
/// <param name="Rule">the rule in the readers that does it; null where there is nothing to do in reading</param>
/// <param name="Expected">list name → number of rows to which the rule applies in a complete copy</param>
public sealed record Quirk(
    string What, string Treatment, AnnotationRule? Rule = null, IReadOnlyDictionary<string, int>? Expected = null);
