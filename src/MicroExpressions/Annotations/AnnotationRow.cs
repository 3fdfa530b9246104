using System.Globalization;

namespace MicroExpressions.Annotations;

/// <summary>
/// One row while it is read: gives its cells by role, applies the rules that the set's manifest allows and notes every
/// application. What no rule explains is thrown with the row's place.
/// </summary>
internal sealed class AnnotationRow(
    RecognisedFile file, RecognisedSheet sheet, SheetRow row, List<RowRepair> repairs, List<RowRefusal> refused)
{
    public int Number => row.Number;

    public double FramesPerSecond => file.Manifest.FramesPerSecond;

    /// <summary>The cell's text; the row is wrong without it.</summary>
    public string Text(string role) => TextOrEmpty(role) is { Length: > 0 } text ? text : throw Wrong(role, "nothing", "a text");

    /// <summary>The cell's text, or "" where the row or the edition has none.</summary>
    public string TextOrEmpty(string role) => sheet.Columns.TryGetValue(role, out int at) ? row.Text(at) ?? "" : "";

    /// <summary>A whole frame number, of any sign.</summary>
    public int Frame(string role)
    {
        double number = ReadNumber(role);
        double whole = Math.Floor(number);
        if (whole != number)
        {
            if (!Allows(AnnotationRule.FractionTruncated))
            {
                throw Wrong(role, Written(role), "a whole frame number");
            }

            Note(AnnotationRule.FractionTruncated, $"{role} {Written(role)} → {whole.ToString(CultureInfo.InvariantCulture)}");
        }

        return Math.Abs(whole) < int.MaxValue ? (int)whole : throw Wrong(role, Written(role), "a frame number");
    }

    /// <summary>The first frame of a movement, at least 1.</summary>
    public int Onset(string role = "onset")
    {
        int onset = Frame(role);
        if (onset == 0 && Allows(AnnotationRule.OnsetZero))
        {
            Note(AnnotationRule.OnsetZero, $"{role} 0 → 1");
            onset = 1;
        }

        return onset >= 1 ? onset : throw Wrong(role, Written(role), "a frame number from 1 on");
    }

    /// <summary>The apex, or null where it is not labelled and the set is known for that.</summary>
    public int? Apex(string role = "apex")
    {
        if (!ApexMark.Is(TextOrEmpty(role), file.File.DecimalComma))
        {
            return Frame(role);
        }

        if (!Allows(AnnotationRule.ApexUnlabelled))
        {
            throw Wrong(role, Written(role), "the apex's frame number");
        }

        Note(AnnotationRule.ApexUnlabelled, $"apex {Written(role)} → none");
        return null;
    }

    /// <summary>"Macro…" or "Micro…", "mae" or "me", in any case.</summary>
    public ExpressionKind Kind(string role = "kind") =>
        ExpressionKinds.Read(Text(role)) ?? throw Wrong(role, Written(role), ExpressionKinds.Words);

    /// <summary>A subject's name as three digits, also where a spreadsheet program made a number of it.</summary>
    public string ThreeDigits(string role) => int.TryParse(Text(role), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number.ToString("000", CultureInfo.InvariantCulture)
        : throw Wrong(role, Written(role), "a subject's number");

    /// <summary>The row gives nothing, being one of those that the manifest knows to have frames out of order.</summary>
    public bool RefusesOrder(int onset, int? apex, int offset)
    {
        if ((offset >= onset && !(apex < onset) && !(apex > offset))
            || file.Manifest.QuirkOf(AnnotationRule.FramesOutOfOrder)?.Expected?.ContainsKey(file.List.Name) != true)
        {
            return false;
        }

        Note(AnnotationRule.FramesOutOfOrder, $"onset {onset}, apex {apex}, offset {offset}: refused");
        Refuse(AnnotationRule.FramesOutOfOrder, new InputException(
            Place("onset"), $"onset {onset}, apex {apex}, offset {offset}", "onset ≤ apex ≤ offset", "Nothing is to be done: every copy has such rows."));
        return true;
    }

    /// <summary>Throws unless onset ≤ apex ≤ offset.</summary>
    public void RequireOrder(int onset, int? apex, int offset)
    {
        if (offset < onset)
        {
            throw Wrong("offset", $"offset {offset} before onset {onset}", "onset ≤ apex ≤ offset");
        }

        if (apex < onset || apex > offset)
        {
            throw Wrong("apex", $"apex {apex} outside [{onset}, {offset}]", "onset ≤ apex ≤ offset");
        }
    }

    /// <summary>Blank rows and numbers stored as text mean the same in every sheet; other rules need the manifest's word.</summary>
    public bool Allows(AnnotationRule rule) =>
        rule is AnnotationRule.BlankRow or AnnotationRule.NumberAsText || file.Manifest.QuirkOf(rule) is not null;

    public void Note(AnnotationRule rule, string what)
    {
        RowRepair repair = new(rule, sheet.Sheet.Name, row.Number, what);
        if (repairs.Count == 0 || repairs[^1] != repair)
        {
            repairs.Add(repair);
        }
    }

    /// <summary>The row gives nothing, for a reason that the manifest knows.</summary>
    public void Refuse(AnnotationRule rule, InputException why) => refused.Add(new RowRefusal(rule, sheet.Sheet.Name, row.Number, why));

    /// <summary>The row gives nothing, and no rule explains it.</summary>
    public void Refuse(InputException why) => refused.Add(new RowRefusal(null, sheet.Sheet.Name, row.Number, why));

    public InputException Wrong(string role, string found, string expected) => new(Place(role), found, expected,
        "Correct the cell or restore the original file.");

    private string Place(string role)
    {
        string header = file.Edition.Columns.FirstOrDefault(column => column.Role == role)?.Header ?? role;
        string at = sheet.Columns.TryGetValue(role, out int index) ? $", column {index + 1} '{header}'" : "";
        return $"{file.File.Path}, sheet {sheet.Sheet.Number} '{sheet.Sheet.Name}', row {row.Number}{at}";
    }

    private string Written(string role) => TextOrEmpty(role) is { Length: > 0 } text ? $"'{text}'" : "nothing";

    private object? Cell(string role) => sheet.Columns.TryGetValue(role, out int at) && at < row.Cells.Count ? row.Cells[at] : null;

    private double ReadNumber(string role)
    {
        object? cell = Cell(role);
        if (cell is string text)
        {
            if (!DelimitedText.TryNumber(text, file.File.DecimalComma, out double parsed))
            {
                throw Wrong(role, $"the text '{text}'", "a frame number");
            }

            if (!file.File.IsText)
            {
                Note(AnnotationRule.NumberAsText, "numbers stored as text");
            }

            cell = parsed;
        }

        return cell switch
        {
            double number when double.IsFinite(number) => number,
            int number => number,
            _ => throw Wrong(role, Written(role), "a frame number"),
        };
    }
}
