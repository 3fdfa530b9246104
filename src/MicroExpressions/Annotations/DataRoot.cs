namespace MicroExpressions.Annotations;

/// <summary>
/// The folder under which a user keeps the licensed data: <c>annotations/&lt;set&gt;/</c>, <c>detections/</c>, <c>features/</c>,
/// <c>media/</c> and the sets' own frame folders. Nothing in it is ever written.
/// </summary>
public sealed record DataRoot
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "MEX_DATA";

    /// <summary>What to do where real data is wanted and no folder is named.</summary>
    public const string HowToName = "Name the folder with the real data: --data FOLDER or the environment variable MEX_DATA.";

    private static readonly string[] Parts = ["annotations", "detections", "features", "media"];

    private DataRoot(string folder) => Folder = folder;

    /// <summary>The folder itself.</summary>
    public string Folder { get; }

    /// <summary>Opens <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">there is no such folder, or it has none of a data root's parts</exception>
    public static DataRoot Open(string folder)
    {
        string expected = $"a data root: a folder with {string.Join(", ", Parts.Select(part => part + "/"))}";
        if (!Directory.Exists(folder))
        {
            throw new InputException(folder, File.Exists(folder) ? "a file" : "no such folder", expected, HowToName);
        }

        return Parts.Any(part => Directory.Exists(Path.Combine(folder, part))) ? new DataRoot(Path.GetFullPath(folder))
            : throw new InputException(folder, "none of these folders", expected, HowToName);
    }

    /// <summary>
    /// The data root that the user named: <paramref name="option"/> (<c>--data</c>) before <see cref="Variable"/>;
    /// null where neither is set.
    /// </summary>
    /// <exception cref="InputException">one is set, but what it names is no data root</exception>
    public static DataRoot? Resolve(string? option = null)
    {
        string? named = string.IsNullOrWhiteSpace(option) ? Environment.GetEnvironmentVariable(Variable) : option;
        return string.IsNullOrWhiteSpace(named) ? null : Open(named);
    }

    /// <summary>A path below the root.</summary>
    /// <exception cref="InputException">the parts, which may be names from a list, lead out of it</exception>
    public string At(params string[] parts) => parts.Length == 0 ? Folder : PathBelow.Of(Folder, Path.Combine(parts));

    /// <summary>
    /// The annotation files of <paramref name="set"/>, in folders however deep, as the authors' own copies have them, ordered by path; empty
    /// where the user does not have the set.
    /// </summary>
    public IReadOnlyList<string> AnnotationFiles(string set)
    {
        string folder = At("annotations", set);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        // Spreadsheet programs leave lock files (~$…) and desktops hidden ones beside the sheets.
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is var name && name[0] is not ('.' or '~')
                && Path.GetExtension(name).ToLowerInvariant() is ".xls" or ".xlsx" or ".csv" or ".txt")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The file of <paramref name="set"/> that holds <paramref name="list"/>, told by content.</summary>
    /// <exception cref="InputException">no file holds it, or two do</exception>
    public RecognisedFile Find(string set, string list)
    {
        DataSetManifest manifest = DataSetManifest.Of(set);
        AnnotationList wanted = manifest.List(list);
        List<RecognisedFile> found = [];
        List<InputException> unreadable = [];
        List<string> others = [];
        foreach (string path in AnnotationFiles(set))
        {
            Spreadsheet? cells = null;
            try
            {
                cells = Spreadsheet.Read(path);
                RecognisedFile file = RecognisedFile.Recognise(cells, manifest);
                if (file.List == wanted)
                {
                    found.Add(file);
                }
            }
            catch (InputException) when (cells is not null && NearMiss.IsUnlikeAll(cells))
            {
                others.Add(cells.FileName);
            }
            catch (InputException e)
            {
                unreadable.Add(e); // may be the one that is wanted: said below, if no other file is
            }
        }

        if (found.Count == 1)
        {
            return found[0];
        }

        string folder = At("annotations", set);
        if (found.Count > 1)
        {
            throw new InputException(folder, $"{string.Join(" and ", found.Select(f => f.File.FileName))}, which both hold {list}",
                "one file", "Keep the one you mean and move the other away.");
        }

        if (unreadable.Count > 0)
        {
            InputException first = unreadable[0];
            throw new InputException(first.Place, first.Found, first.Expected, first.Remedy, first);
        }

        string unlike = others.Count == 0 ? "" : $" ({string.Join(", ", others)}: like no known list)";
        throw new InputException(folder, Directory.Exists(folder) ? "no file that holds it" + unlike : "no such folder",
            $"{wanted.What} ({wanted.UsualFile})",
            $"Ask for {manifest.Title} at {manifest.Access.Page} and put the file into annotations/{set}/.");
    }
}
