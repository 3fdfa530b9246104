using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex methods</c>: the published methods that are built.</summary>
public static class MethodsCommand
{
    private static readonly ResultColumn[] Columns =
    [
        new("Name"), new("Id"), new("Year"), new("Learns from"), new("Looks at"), Printed("CAS(ME)²"), Printed("SAMM-LV"), Printed("CAS(ME)³"), new("ours, synthetic corpus", Format: "0.000"),
        new("Authors' code"),
    ];

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("methods", "The published methods of spotting that are built, and the F1 that is printed for each.") { json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(json))
                Output.PrintJson(SpottingMethods.All.Select(m => new { m.Published, Settings = m.Describe().Split('\n'), Ours = OwnTable9.F1(m) }));
            else
                Output.Print(Table);
            return ExitCode.Done;
        });
        return command;
    }

    private static ResultTable Table { get; } = new(
        "Methods of spotting", Columns,
        [
            .. SpottingMethods.All.Select(m => new ResultRow(
                m.Published.Name, m.Published.Id, m.Published.Year, SpottingRivals.Labels(m), m.Published.Input == MethodInput.Snippets ? "snippet features" : "frames",
                F1(m, "IX"), F1(m, "X"), F1(m, "XI"), OwnTable9.F1(m), m.Published.Code)),
        ])
    {
        Footnotes =
        [
            "F1: as printed in Tables IX to XI of PWES. Side by side on one set: mex reproduce spotting-table-9.",
            $"Ours: {OwnTable9.Conditions}, F1 at the fixed threshold; narrower layers and fewer steps than published, so what it tells is told in docs/results/rivals.md.",
            .. SpottingMethods.All.Where(m => m.Published.Reconstructed.Length > 0).Select(m => $"{m.Published.Name} is a reconstruction: {m.Published.Reconstructed}"),
        ],
    };

    private static double? F1(ISpottingMethod method, string table) => SpottingTable.All.Single(t => t.Number == table).RowOf(method.Published)?.F1;

    private static ResultColumn Printed(string set) => new($"printed F1, {set}", Format: "0.000");
}
