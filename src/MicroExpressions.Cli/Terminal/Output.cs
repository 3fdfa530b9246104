using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroExpressions.Reporting;
using Spectre.Console;

namespace MicroExpressions.Cli.Terminal;

/// <summary>What a command prints: Spectre tables on a terminal, aligned plain text elsewhere, JSON where a machine reads.</summary>
public static class Output
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Prints a result table.</summary>
    /// <param name="table">the table</param>
    /// <param name="markdown">for a page: as Markdown, wherever it goes</param>
    public static void Print(ResultTable table, bool markdown = false)
    {
        if (markdown)
        {
            Console.Out.Write(table.ToMarkdown());
            return;
        }
        if (Console.IsOutputRedirected)
        {
            Console.Out.WriteLine(table.ToText());
            return;
        }
        var view = new Table { Title = new TableTitle(Markup.Escape(table.Title), new Style(decoration: Decoration.Bold)), Border = TableBorder.Rounded };
        for (int c = 0; c < table.Columns.Count; c++)
        {
            var column = new TableColumn(Markup.Escape(table.Columns[c].Heading));
            view.AddColumn(Enumerable.Range(0, table.Rows.Count).Any(r => table.IsNumeric(r, c)) ? column.RightAligned() : column);
        }
        for (int r = 0; r < table.Rows.Count; r++)
            view.AddRow([.. table.Columns.Select((_, c) => Style(Markup.Escape(table.CellText(r, c)), table.Rows[r].Origin, table.IsBest(r, c)))]);
        AnsiConsole.Write(view);
        foreach (string note in table.Footnotes)
            AnsiConsole.MarkupLine($"[grey]  · {Markup.Escape(note)}[/]");
        AnsiConsole.WriteLine();
    }

    /// <summary>Prints a value as indented JSON with snake_case names.</summary>
    public static void PrintJson(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Json));

    private static string Style(string text, RowOrigin origin, bool best) => (origin, best) switch
    {
        (_, true) => $"[bold]{text}[/]",
        (RowOrigin.Paper, _) => $"[italic grey]{text}[/]",
        (RowOrigin.Control, _) => $"[olive]{text}[/]",
        (RowOrigin.Leaky, _) => $"[grey]{text}[/]",
        _ => text,
    };
}
