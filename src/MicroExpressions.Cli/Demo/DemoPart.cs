using MicroExpressions.Annotations;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Demo;

/// <summary>A section of the demo: what it shows, why, and the items that it computes.</summary>
/// <param name="Title">heading</param>
/// <param name="Explanation">one paragraph for somebody who sees it for the first time</param>
/// <param name="Items">computes tables, figures and pictures, one after the other</param>
public sealed record DemoPart(string Title, string Explanation, Func<CancellationToken, IEnumerable<DemoItem>> Items)
{
    /// <summary>The parts, in the order of the data's way through the kit.</summary>
    /// <param name="root">the data root; null where there is none</param>
    public static IEnumerable<DemoPart> All(DataRoot? root) =>
    [
        .. root is null ? GeneratedAnnotationsDemo.Parts() : RealAnnotationsDemo.Parts(root),
        .. SeeingDemo.Parts(root),
        .. IntensityDemo.Parts(),
        .. SpottingDemo.Parts(root),
    ];
}

/// <summary>What a part of the demo shows: on the terminal and on the page.</summary>
public abstract record DemoItem
{
    /// <summary>A table is an item.</summary>
    public static implicit operator DemoItem(ResultTable table) => new TableItem(table);

    /// <summary>A figure is an item.</summary>
    public static implicit operator DemoItem(Figure figure) => new FigureItem(figure);
}

/// <summary>A table, on both.</summary>
/// <param name="Table">the table</param>
public sealed record TableItem(ResultTable Table) : DemoItem;

/// <summary>A figure, drawn on the page, named on the terminal.</summary>
/// <param name="Figure">the figure</param>
public sealed record FigureItem(Figure Figure) : DemoItem;

/// <summary>A picture, on the page.</summary>
/// <param name="Jpeg">the encoded picture</param>
/// <param name="Caption">what it shows</param>
public sealed record PictureItem(byte[] Jpeg, string Caption) : DemoItem;

/// <summary>A page of its own beside the demo's.</summary>
/// <param name="Path">from the demo's page</param>
/// <param name="Text">what it is</param>
public sealed record LinkItem(string Path, string Text) : DemoItem;
