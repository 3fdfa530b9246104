using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using MicroExpressions.Annotations;

namespace MicroExpressions.Reporting;

/// <summary>
/// A file of ELAN's (<c>.eaf</c>), the annotation program of the Max Planck Institute for Psycholinguistics: tiers
/// <c>micro-expression</c> and <c>macro-expression</c> beside the video. Source: ELAN Annotation Format 3.0, December 2016
/// (EAFv3.0.xsd). Annotations of one tier may not overlap there: one that does goes to a further tier, <c>micro-expression 2</c>.
/// </summary>
public static class ElanFile
{
    private const string Type = "expression", Locale = "en", Schema = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The format wants a date. A result has none of its own, so it is the video's; without a video it is this one.</summary>
    private static readonly DateTime NoDate = DateTime.UnixEpoch;

    /// <summary>Writes a file; an earlier one is replaced as a whole.</summary>
    /// <param name="path">the file</param>
    /// <param name="annotations">in any order</param>
    /// <param name="video">the video's file, whose time of change becomes the document's date; null: none, as for a folder of pictures</param>
    /// <exception cref="InputException">the file cannot be written</exception>
    public static void Write(string path, IEnumerable<TimedAnnotation> annotations, string? video) => WholeFile.Write(path, stream =>
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        new XDocument(Document(path, [.. TimedAnnotation.InOrder(annotations)], video)).Save(xml);
    });

    private static XElement Document(string path, IReadOnlyList<TimedAnnotation> annotations, string? video)
    {
        // at one time what ends comes before what begins
        var slots = annotations.Index().SelectMany(a => new[] { (At: a.Item.OnsetMilliseconds, a.Index, Begins: true), (At: a.Item.OffsetMilliseconds, a.Index, Begins: false) })
            .OrderBy(s => s.At).ThenBy(s => s.Begins).Index().ToDictionary(s => (s.Item.Index, s.Item.Begins), s => (Id: $"ts{s.Index + 1}", s.Item.At));
        return new("ANNOTATION_DOCUMENT",
            new XAttribute("AUTHOR", ""),
            new XAttribute("DATE", (video is null ? NoDate : File.GetLastWriteTimeUtc(video)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new XAttribute("FORMAT", "3.0"), new XAttribute("VERSION", "3.0"),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance), new XAttribute(Instance + "noNamespaceSchemaLocation", Schema),
            new XElement("HEADER", new XAttribute("MEDIA_FILE", ""), new XAttribute("TIME_UNITS", "milliseconds"),
                video is null ? null : Media(path, video),
                new XElement("PROPERTY", new XAttribute("NAME", "lastUsedAnnotationId"), annotations.Count)),
            new XElement("TIME_ORDER", slots.Values.Select(s => new XElement("TIME_SLOT", new XAttribute("TIME_SLOT_ID", s.Id), new XAttribute("TIME_VALUE", s.At)))),
            new[] { ExpressionKind.Micro, ExpressionKind.Macro }.SelectMany(kind => Tiers([.. annotations.Index().Where(a => a.Item.Kind == kind)])
                .Select((tier, n) => new XElement("TIER",
                    new XAttribute("TIER_ID", VideoSpottingReport.Word(kind) + (n == 0 ? "" : $" {n + 1}")), new XAttribute("LINGUISTIC_TYPE_REF", Type), new XAttribute("DEFAULT_LOCALE", Locale),
                    tier.Select(a => new XElement("ANNOTATION", new XElement("ALIGNABLE_ANNOTATION",
                        new XAttribute("ANNOTATION_ID", $"a{a.Index + 1}"),
                        new XAttribute("TIME_SLOT_REF1", slots[(a.Index, true)].Id), new XAttribute("TIME_SLOT_REF2", slots[(a.Index, false)].Id),
                        new XElement("ANNOTATION_VALUE", a.Item.Text))))))),
            new XElement("LINGUISTIC_TYPE", new XAttribute("LINGUISTIC_TYPE_ID", Type), new XAttribute("TIME_ALIGNABLE", true), new XAttribute("GRAPHIC_REFERENCES", false)),
            new XElement("LOCALE", new XAttribute("LANGUAGE_CODE", Locale), new XAttribute("COUNTRY_CODE", "GB")));
    }

    /// <summary>The annotations of a kind, each in the first tier that is free again when it begins; a tier also where there are none.</summary>
    private static List<List<(int Index, TimedAnnotation Item)>> Tiers(IReadOnlyList<(int Index, TimedAnnotation Item)> annotations)
    {
        var tiers = new List<List<(int Index, TimedAnnotation Item)>> { new() };
        foreach (var annotation in annotations)
        {
            var free = tiers.FirstOrDefault(tier => tier.Count == 0 || tier[^1].Item.OffsetMilliseconds <= annotation.Item.OnsetMilliseconds);
            if (free is null)
                tiers.Add(free = []);
            free.Add(annotation);
        }
        return tiers;
    }

    /// <summary>Where the video is. ELAN takes what follows <c>file:///</c> as a path, so nothing in it is escaped; the relative one serves where both files were moved.</summary>
    private static XElement Media(string path, string video)
    {
        string full = Path.GetFullPath(video), relative = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, full);
        return new("MEDIA_DESCRIPTOR",
            new XAttribute("MEDIA_URL", "file:///" + Slashes(full).TrimStart('/')),
            new XAttribute("MIME_TYPE", MediaType(video)),
            Path.IsPathRooted(relative) ? null : new XAttribute("RELATIVE_MEDIA_URL", relative.StartsWith("..", StringComparison.Ordinal) ? Slashes(relative) : "./" + Slashes(relative)));
    }

    private static string Slashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static string MediaType(string video) => Path.GetExtension(video).ToLowerInvariant() switch
    {
        ".mp4" or ".m4v" => "video/mp4",
        ".mov" => "video/quicktime",
        ".mpg" or ".mpeg" => "video/mpeg",
        ".avi" => "video/x-msvideo",
        ".mkv" => "video/x-matroska",
        ".webm" => "video/webm",
        _ => "video/*",     // ELAN's own for any other
    };
}
