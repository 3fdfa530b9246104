using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Tests.Annotations;

namespace MicroExpressions.Tests.Hostile;

/// <summary>Readers of sheets, lists and detections.</summary>
internal static class SheetReaders
{
    /// <summary>A few bytes may say that a sheet has as many rows and cells as are read at most; ExcelDataReader takes some 5 KB for each row.</summary>
    private const long Sheet = 512 << 20;

    private const string Intervals = "subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,10,15,20,30\ns1,v2,macro,30,,90,30\n";

    private static readonly ExpressionInterval[] Truth = [new("s1", "v1", ExpressionKind.Micro, 10, 15, 20, 30), new("s1", "v2", ExpressionKind.Macro, 30, null, 90, 30)];

    private static readonly (string Name, object?[][][] Sheets)[] Lists =
    [
        ("SAMM", [SmallSheets.Samm()]), ("SAMM-LV", [SmallSheets.SammLongVideos()]), ("CASME II", [SmallSheets.CasmeTwo()]), ("CAS(ME)³", [SmallSheets.CasmeCubed()]),
        ("CAS(ME)²", SmallSheets.CasmeSquared()), ("lab list", [SmallSheets.LabList()]),
    ];

    public static IReadOnlyList<HostileReader> All { get; } =
    [
        new("annotations in xlsx", ".xlsx", () => [.. Lists.Select(l => (l.Name, SheetFiles.Xlsx(l.Sheets))), ("shared texts", SharedTexts.Xlsx())], Annotations) { Least = Sheet },
        new("annotations in xls of Excel 2", ".xls", () => Lists.Where(l => l.Sheets.Length == 1).Select(l => (l.Name, SheetFiles.Xls(l.Sheets[0]))), Annotations) { Least = Sheet },
        new("annotations in xls", ".xls", () => Lists.Where(l => l.Sheets.Length == 1).Select(l => (l.Name, CompoundFile.Xls(l.Sheets[0]))), Annotations) { Least = Sheet },
        new("annotations in text", ".csv", () =>
        [
            .. Lists.Where(l => l.Sheets.Length == 1).Select(l => (l.Name, SheetFiles.Csv(l.Sheets[0]))), ("neutral", Bytes(Intervals)), ("words", Bytes("s23 0502\ns30 0101\n")),
            ("semicolons", Bytes("subject;video;kind;onset;apex;offset;fps\ns1;v1;micro;10,0;15;20;29,97\n")), ("tabs in UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Intervals.Replace(',', '\t'))]),
            ("quotes", Bytes("subject,video,kind,onset,apex,offset,fps\n\"s \"\"1\"\"\",\"v\n1\",micro,10,15,20,30\n")),
        ], Annotations) { Least = Sheet },
        new("annotations of the data root", ".xlsx", Real, Annotations) { Least = Sheet },
        new("interval list", ".csv", () => [("commas", Bytes(Intervals)), ("semicolons", Bytes(Intervals.Replace(',', ';')))], path => IntervalCsv.Read(path)),
        new("detections", ".csv", () => [("ours", Bytes("subject,video,start,end,score\ns1,v1,9,21,0.75\ns1,v2,30.5,80,1e-3\n"))], path => DetectionFile.Read(path, dropScoreDigit: true)) { Least = Sheet },
        new("detections of any form", ".csv", () =>
        [
            ("ours", Bytes("subject,video,start,end,score\ns1,v1,9,21,0.75\n")), ("entrant's", Bytes("vid,pred_onset,pred_offset,type\nv1,10,20,me\nv2,30,90,mae\n")),
            ("outcomes", Bytes("video,gt_onset,gt_offset,pred_onset,pred_offset,result\nv1,10,20,11,19,TP\nv2,30,90,,,FN\n")), ("no header", Bytes("s1/v1,9,21,s1\ns1/v2,30,80,s1\n")),
            ("sheet", SheetFiles.Xlsx([["video", "onset", "offset"], ["v1", 9, 21]])),
        ], path => ScoreOf(DetectionList.Read(path, Truth).Detections)) { Least = Sheet },
        new("submission", ".csv", () => [("two rows", Bytes("vid,pred_onset,pred_offset,type\nv1,10,20,me\nv2,30,90,mae\n"))],
            path => MegcSubmission.Read(path)) { Least = Sheet },
    ];

    /// <summary>The licensed sheets, where the user has them; none is kept.</summary>
    private static IEnumerable<(string, byte[])> Real() => DataRoot.Resolve() is not { } root ? []
        : DataSetManifest.All.SelectMany(m => root.AnnotationFiles(m.Id)).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)));

    /// <summary>All that may be done with a file that is like a list: told apart, read, reported.</summary>
    private static void Annotations(string path)
    {
        RecognisedFile? file = null;
        try
        {
            file = RecognisedFile.Recognise(Spreadsheet.Read(path));
        }
        catch (InputException)
        {
            AnnotationFile.ReadIntervals(path);
        }
        if (file is not null && file.List.Holds != ListContent.PassedOver)
            AnnotationFile.Report(file, OffsetPolicy.ApexPlus20);
    }

    private static void ScoreOf(IReadOnlyList<Detection> detections)
    {
        try
        {
            SpottingScore.Evaluate(Truth, detections, new());
        }
        catch (InputException e)
        {
            Assert.Contains("hostile.csv", e.Place);
            throw;
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
