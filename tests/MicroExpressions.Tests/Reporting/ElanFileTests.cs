using System.Xml;
using System.Xml.Linq;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Reporting;

/// <summary>
/// What EAFv3.0.xsd (ELAN Annotation Format 3.0, December 2016; Max Planck Institute for Psycholinguistics) demands of what is written.
/// The schema states no licence and so is not here: its rules are, in the words of the tests.
/// </summary>
public sealed class ElanFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Elements of a document in the schema's sequence, and the attributes that it requires or allows of each.</summary>
    private static readonly (string Element, string Parent, string[] Required, string[] Allowed)[] Schema =
    [
        ("HEADER", "ANNOTATION_DOCUMENT", [], ["MEDIA_FILE", "TIME_UNITS"]),
        ("MEDIA_DESCRIPTOR", "HEADER", ["MEDIA_URL", "MIME_TYPE"], ["RELATIVE_MEDIA_URL", "TIME_ORIGIN", "EXTRACTED_FROM"]),
        ("PROPERTY", "HEADER", [], ["NAME"]),
        ("TIME_ORDER", "ANNOTATION_DOCUMENT", [], []),
        ("TIME_SLOT", "TIME_ORDER", ["TIME_SLOT_ID"], ["TIME_VALUE"]),
        ("TIER", "ANNOTATION_DOCUMENT", ["TIER_ID", "LINGUISTIC_TYPE_REF"], ["PARTICIPANT", "ANNOTATOR", "DEFAULT_LOCALE", "PARENT_REF", "EXT_REF", "LANG_REF"]),
        ("ANNOTATION", "TIER", [], []),
        ("ALIGNABLE_ANNOTATION", "ANNOTATION", ["ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2"], ["SVG_REF", "EXT_REF", "LANG_REF", "CVE_REF"]),
        ("ANNOTATION_VALUE", "ALIGNABLE_ANNOTATION", [], []),
        ("LINGUISTIC_TYPE", "ANNOTATION_DOCUMENT", ["LINGUISTIC_TYPE_ID"], ["TIME_ALIGNABLE", "CONSTRAINTS", "GRAPHIC_REFERENCES", "CONTROLLED_VOCABULARY_REF", "EXT_REF", "LEXICON_REF"]),
        ("LOCALE", "ANNOTATION_DOCUMENT", ["LANGUAGE_CODE"], ["COUNTRY_CODE", "VARIANT"]),
    ];

    [Fact]
    public void Elements_stand_in_the_schemas_sequence_with_its_attributes()
    {
        XElement document = Written(SomeAnnotations.All, Video("face.mp4")).Root!;
        Assert.Equal("ANNOTATION_DOCUMENT", document.Name);
        foreach (XElement element in document.Descendants())
        {
            var (_, parent, required, allowed) = Schema.Single(s => s.Element == element.Name.LocalName);
            Assert.Equal(parent, element.Parent!.Name.LocalName);
            string[] found = [.. element.Attributes().Select(a => a.Name.LocalName)];
            Assert.Empty(required.Except(found));
            Assert.Empty(found.Except(required).Except(allowed));
        }
        foreach (XElement parent in document.DescendantsAndSelf().Where(e => e.HasElements))
        {
            int[] places = [.. parent.Elements().Select(e => Array.FindIndex(Schema, s => s.Element == e.Name.LocalName))];
            Assert.Equal(places.Order(), places);
        }
        Assert.Equal(["", "3.0", "3.0"], new[] { "AUTHOR", "VERSION", "FORMAT" }.Select(a => (string?)document.Attribute(a)));
        Assert.Equal("milliseconds", (string?)document.Element("HEADER")!.Attribute("TIME_UNITS"));
        Assert.False(bool.Parse((string)document.Element("LINGUISTIC_TYPE")!.Attribute("GRAPHIC_REFERENCES")!));
        Assert.True(bool.Parse((string)document.Element("LINGUISTIC_TYPE")!.Attribute("TIME_ALIGNABLE")!));
    }

    /// <summary>xsd:ID: a name, one for each in the whole document, whatever the element; xsd:IDREF and xsd:keyref: one of those.</summary>
    [Fact]
    public void Ids_are_names_that_no_two_share_and_references_lead_to_them()
    {
        XElement document = Written(SomeAnnotations.All, Video("face.mp4")).Root!;
        string[] Of(string attribute) => [.. document.Descendants().Attributes(attribute).Select(a => a.Value)];
        string[] ids = [.. Of("TIME_SLOT_ID"), .. Of("ANNOTATION_ID"), .. Of("LANGUAGE_CODE")];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.Equal(id, XmlConvert.VerifyNCName(id)));
        Assert.Equal(Of("TIME_SLOT_ID").Order(), Of("TIME_SLOT_REF1").Concat(Of("TIME_SLOT_REF2")).Order());
        Assert.Subset(Of("LANGUAGE_CODE").ToHashSet(), Of("DEFAULT_LOCALE").ToHashSet());
        Assert.Equal(Of("TIER_ID").Distinct(), Of("TIER_ID"));
        Assert.Subset(Of("LINGUISTIC_TYPE_ID").ToHashSet(), Of("LINGUISTIC_TYPE_REF").ToHashSet());
    }

    [Fact]
    public void Annotations_have_their_times_in_whole_milliseconds_and_their_text()
    {
        XElement document = Written(SomeAnnotations.All, video: null).Root!;
        long[] slots = [.. document.Descendants("TIME_SLOT").Select(s => (long)s.Attribute("TIME_VALUE")!)];
        Assert.Equal(slots.Order(), slots);
        Assert.Equal(SomeAnnotations.All.Select(a => (a.OnsetMilliseconds, a.OffsetMilliseconds, a.Text)).Order(), Read(document).Select(a => (a.From, a.To, a.Text)).Order());
    }

    /// <summary>In ELAN's model annotations of one tier do not overlap; they may touch.</summary>
    [Fact]
    public void Where_annotations_of_a_kind_overlap_a_further_tier_takes_them()
    {
        XElement document = Written(SomeAnnotations.All, video: null).Root!;
        Assert.Equal(["micro-expression", "micro-expression 2", "macro-expression"], document.Elements("TIER").Select(t => (string?)t.Attribute("TIER_ID")));
        Assert.Equal([("micro-expression", 4100), ("micro-expression", 5250), ("micro-expression 2", 4167), ("macro-expression", 3725031)], Read(document).Select(a => (a.Tier, a.From)));
    }

    [Fact]
    public void Both_tiers_are_there_where_nothing_was_found()
    {
        XElement document = Written([], video: null).Root!;
        Assert.Equal(["micro-expression", "macro-expression"], document.Elements("TIER").Select(t => (string?)t.Attribute("TIER_ID")));
        Assert.Empty(document.Descendants("ANNOTATION"));
    }

    /// <summary>ELAN takes what follows <c>file:///</c> as a path, and does not undo escapes (its FileUtility.urlToAbsPath).</summary>
    [Fact]
    public void The_video_is_found_by_its_path_and_beside_the_file()
    {
        string video = Video("my face #1.MP4");
        XElement media = Written([], video).Descendants("MEDIA_DESCRIPTOR").Single();
        Assert.Equal("file:///" + video.Replace('\\', '/').TrimStart('/'), (string?)media.Attribute("MEDIA_URL"));
        Assert.Equal("../videos/my face #1.MP4", (string?)media.Attribute("RELATIVE_MEDIA_URL"));
        Assert.Equal("video/mp4", (string?)media.Attribute("MIME_TYPE"));
        ElanFile.Write(folder["videos/beside.eaf"], [], video);
        Assert.Equal("./my face #1.MP4", (string?)XDocument.Load(folder["videos/beside.eaf"]).Descendants("MEDIA_DESCRIPTOR").Single().Attribute("RELATIVE_MEDIA_URL"));
    }

    [Fact]
    public void The_date_is_the_videos_or_without_one_always_the_same()
    {
        string video = Video("face.mov");
        File.SetLastWriteTimeUtc(video, new DateTime(2024, 2, 29, 13, 5, 9, DateTimeKind.Utc));
        Assert.Equal("2024-02-29T13:05:09Z", (string?)Written([], video).Root!.Attribute("DATE"));
        Assert.Equal("1970-01-01T00:00:00Z", (string?)Written([], video: null).Root!.Attribute("DATE"));
        Assert.Empty(Written([], video: null).Descendants("MEDIA_DESCRIPTOR"));
    }

    private XDocument Written(IEnumerable<TimedAnnotation> annotations, string? video)
    {
        ElanFile.Write(folder["report/a.eaf"], annotations, video);
        return XDocument.Load(folder["report/a.eaf"]);
    }

    private string Video(string name)
    {
        Directory.CreateDirectory(folder["videos"]);
        string video = Path.Combine(folder["videos"], name);
        File.WriteAllText(video, "");
        return video;
    }

    private static IEnumerable<(string Tier, long From, long To, string Text)> Read(XElement document)
    {
        var slots = document.Descendants("TIME_SLOT").ToDictionary(s => (string)s.Attribute("TIME_SLOT_ID")!, s => (long)s.Attribute("TIME_VALUE")!);
        return from tier in document.Elements("TIER")
               from a in tier.Descendants("ALIGNABLE_ANNOTATION")
               select ((string)tier.Attribute("TIER_ID")!, slots[(string)a.Attribute("TIME_SLOT_REF1")!], slots[(string)a.Attribute("TIME_SLOT_REF2")!], (string)a.Element("ANNOTATION_VALUE")!);
    }
}
