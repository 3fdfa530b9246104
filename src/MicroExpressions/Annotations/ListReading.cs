namespace MicroExpressions.Annotations;

/// <summary>What all adapters share: going through the rows, duplicates, counting, the report.</summary>
internal static class ListReading
{
    /// <summary>Reads a list of expressions in long videos; <paramref name="read"/> knows the data set's columns.</summary>
    public static IntervalList Intervals(RecognisedFile file, Func<AnnotationRow, ExpressionInterval> read)
    {
        Reading<ExpressionInterval> rows = Rows(file, row =>
        {
            ExpressionInterval interval = read(row);
            if (row.RefusesOrder(interval.Onset, interval.Apex, interval.Offset))
            {
                return null;
            }

            row.RequireOrder(interval.Onset, interval.Apex, interval.Offset);
            return interval;
        }, i => (i.Subject, i.Video, i.Kind, i.Onset, i.Apex, i.Offset));

        return new IntervalList(rows.Items, rows.Report(file, IntervalCounts.Of(rows.Items, file.List.Expected)));
    }

    /// <summary>Reads a list of clips; <paramref name="name"/> gives a row's subject and folder.</summary>
    public static ClipList Clips(RecognisedFile file, Func<AnnotationRow, (string Subject, string Name)> name)
    {
        Reading<Clip> rows = Rows(file, row => ReadClip(row, name(row)), clip => (clip.Subject, clip.Name));
        ExpectedCounts expected = file.List.Expected;
        return new ClipList(rows.Items, rows.Report(file,
        [
            new CountCheck("clips", rows.Items.Count, expected.Rows),
            new CountCheck("subjects", rows.Items.Select(clip => clip.Subject).Distinct().Count(), expected.Subjects),
        ]));
    }

    /// <summary>Goes through the rows; what is wrong with one row is kept in the report and does not hide the next.</summary>
    public static Reading<T> Rows<T>(RecognisedFile file, Func<AnnotationRow, T?> read, Func<T, object> key)
        where T : class
    {
        List<T> items = [];
        List<RowRepair> repairs = [];
        List<RowRefusal> refused = [];
        Dictionary<object, int> seen = [];
        foreach (SheetRow cells in file.Main.Rows)
        {
            AnnotationRow row = new(file, file.Main, cells, repairs, refused);
            if (cells.IsBlank)
            {
                row.Note(AnnotationRule.BlankRow, "skipped");
                continue;
            }

            try
            {
                if (read(row) is not { } item)
                {
                    continue; // the reader has noted which rule refuses it
                }

                if (!seen.TryAdd(key(item), row.Number))
                {
                    throw row.Wrong("", $"a second row for {key(item)}, first in row {seen[key(item)]}", "every movement once");
                }

                items.Add(item);
            }
            catch (InputException why)
            {
                row.Refuse(why);
            }
        }

        if (items.Count == 0 && refused.Count == 0)
        {
            throw new InputException($"{file.File.Path}, sheet {file.Main.Sheet.Number} '{file.Main.Sheet.Name}'",
                "a header without rows", "rows of annotations", "Put the original file there again.");
        }

        return new Reading<T>(items, repairs, refused);
    }

    private static Clip? ReadClip(AnnotationRow row, (string Subject, string Name) name)
    {
        int onset = row.Onset();
        int? apex = row.Apex();
        int offset = row.Frame("offset");
        if (apex is not { } labelled)
        {
            row.Refuse(AnnotationRule.ApexUnlabelled, row.Wrong("apex", "no apex", "a labelled apex: a clip's intensity needs it"));
            return null;
        }

        row.RequireOrder(onset, labelled, offset);
        if (offset == onset)
        {
            throw row.Wrong("offset", $"offset {offset} equal to onset", "a movement of at least two frames");
        }

        if (labelled == onset || labelled == offset)
        {
            if (!row.Allows(AnnotationRule.ApexAtBoundary))
            {
                throw row.Wrong("apex", $"apex {labelled} at the edge of [{onset}, {offset}]", "onset < apex < offset");
            }

            row.Note(AnnotationRule.ApexAtBoundary, labelled == onset ? "apex = onset (α = 0)" : "apex = offset (α = 1)");
        }

        return new Clip(name.Subject, name.Name, onset, labelled, offset, row.FramesPerSecond)
        {
            ActionUnits = row.TextOrEmpty("action-units"),
            Emotion = row.TextOrEmpty("emotion"),
        };
    }

    /// <summary>What going through the rows gave.</summary>
    public sealed record Reading<T>(IReadOnlyList<T> Items, IReadOnlyList<RowRepair> Repaired, IReadOnlyList<RowRefusal> Refused)
    {
        public AnnotationReport Report(RecognisedFile file, IReadOnlyList<CountCheck> counts) =>
            new(file.Manifest.Id, file.List.Name, file.File.Path, file.Edition.Name, counts, Repaired, Refused);
    }
}
