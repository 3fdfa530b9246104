namespace MicroExpressions.Annotations;

/// <summary>What reading one annotation file brought to light.</summary>
/// <param name="Set">the data set's id</param>
/// <param name="List">the list's name in the manifest</param>
/// <param name="File">the file</param>
/// <param name="Edition">the edition that its content showed it to be</param>
/// <param name="Counts">found beside expected</param>
/// <param name="Repaired">every application of a rule, in the order of rows</param>
/// <param name="Refused">every row that gave nothing, with the reason</param>
public sealed record AnnotationReport(
    string Set, string List, string File, string Edition,
    IReadOnlyList<CountCheck> Counts, IReadOnlyList<RowRepair> Repaired, IReadOnlyList<RowRefusal> Refused)
{
    /// <summary>Rows per rule, in the order of <see cref="AnnotationRule"/>.</summary>
    public IReadOnlyDictionary<AnnotationRule, int> RepairsByRule =>
        Repaired.GroupBy(repair => repair.Rule).OrderBy(rule => rule.Key)
            .ToDictionary(rule => rule.Key, rule => rule.Select(repair => (repair.Sheet, repair.Row)).Distinct().Count());

    /// <summary>Every count is as expected and every refused row was refused by a known rule.</summary>
    public bool Holds => Counts.All(count => count.Holds) && Refused.All(refusal => refusal.Rule is not null);

    /// <summary>A list with a row that no rule explains is not handed on: throws what is wrong with the first such row.</summary>
    /// <exception cref="InputException">there is such a row</exception>
    public void ThrowIfSpoilt()
    {
        RowRefusal[] spoilt = [.. Refused.Where(refusal => refusal.Rule is null)];
        if (spoilt.Length == 0)
        {
            return;
        }

        InputException why = spoilt[0].Why;
        string others = spoilt.Length == 1 ? ""
            : $" {spoilt.Length - 1} more rows of this file cannot be used; 'mex data check' lists them.";
        throw new InputException(why.Place, why.Found, why.Expected, why.Remedy + others, why.InnerException);
    }
}

/// <summary>One number of the file beside what a complete copy has.</summary>
/// <param name="Name">what is counted: <c>micro-expressions</c></param>
/// <param name="Found">in this file</param>
/// <param name="Expected">in a complete copy; null where nothing is expected</param>
public sealed record CountCheck(string Name, int Found, int? Expected)
{
    /// <summary>Found is expected, or nothing was expected.</summary>
    public bool Holds => Expected is null || Found == Expected;
}

/// <summary>What is counted in a list of intervals.</summary>
internal static class IntervalCounts
{
    public static IReadOnlyList<CountCheck> Of(IReadOnlyList<ExpressionInterval> intervals, ExpectedCounts? expected = null) =>
    [
        new CountCheck("micro-expressions", intervals.Count(i => i.Kind == ExpressionKind.Micro), expected?.Micro),
        new CountCheck("macro-expressions", intervals.Count(i => i.Kind == ExpressionKind.Macro), expected?.Macro),
        new CountCheck("videos", intervals.Select(i => (i.Subject, i.Video)).Distinct().Count(), expected?.Videos),
        new CountCheck("subjects", intervals.Select(i => i.Subject).Distinct().Count(), expected?.Subjects),
    ];
}

/// <summary>One application of a rule to one row.</summary>
/// <param name="Rule">the rule</param>
/// <param name="Sheet">the sheet's name</param>
/// <param name="Row">the row's number</param>
/// <param name="What">what stood there and what became of it</param>
public sealed record RowRepair(AnnotationRule Rule, string Sheet, int Row, string What);

/// <summary>One row that was not used.</summary>
/// <param name="Rule">the known rule that refuses it; null where the row is simply wrong</param>
/// <param name="Sheet">the sheet's name</param>
/// <param name="Row">the row's number</param>
/// <param name="Why">place, found, expected, remedy</param>
public sealed record RowRefusal(AnnotationRule? Rule, string Sheet, int Row, InputException Why);

/// <summary>The expressions of one list with the report on how they were read.</summary>
/// <param name="Intervals">in the order of the file</param>
/// <param name="Report">found, expected, repaired, refused</param>
public sealed record IntervalList(IReadOnlyList<ExpressionInterval> Intervals, AnnotationReport Report)
{
    /// <summary>How many frames each video has, where the list tells: a lab's list does, the authors' sheets do not.</summary>
    public IReadOnlyDictionary<VideoName, int> Frames { get; init; } = new Dictionary<VideoName, int>();

    internal IntervalList Sound()
    {
        Report.ThrowIfSpoilt();
        return this;
    }
}

/// <summary>The clips of one list with the report on how they were read.</summary>
/// <param name="Clips">in the order of the file</param>
/// <param name="Report">found, expected, repaired, refused</param>
public sealed record ClipList(IReadOnlyList<Clip> Clips, AnnotationReport Report)
{
    internal ClipList Sound()
    {
        Report.ThrowIfSpoilt();
        return this;
    }
}

/// <summary>One video of a list of videos.</summary>
/// <param name="Subject">the person</param>
/// <param name="Video">the video, named as in <see cref="ExpressionInterval.Video"/></param>
public sealed record VideoName(string Subject, string Video);

/// <summary>All videos of a set, also those without an expression.</summary>
/// <param name="Videos">in the order of the file</param>
/// <param name="Report">found, expected, refused</param>
public sealed record VideoList(IReadOnlyList<VideoName> Videos, AnnotationReport Report)
{
    internal VideoList Sound()
    {
        Report.ThrowIfSpoilt();
        return this;
    }
}
