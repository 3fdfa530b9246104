namespace MicroExpressions.Reporting;

/// <summary>
/// A figure: panels under each other on one horizontal axis, each with its traces. It shows itself as a Plotly figure
/// (<see cref="PlotlyFigure"/>: hover, zoom) and as a still picture (<see cref="SvgFigure"/>) from the same data.
/// </summary>
/// <param name="Title">what the figure shows</param>
/// <param name="X">the horizontal axis, shared by all panels</param>
/// <param name="Panels">top to bottom</param>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Figure(string Title, Axis X, IReadOnlyList<Panel> Panels)
{
    /// <summary>Width in pixels of the still picture; the interactive one fills its place.</summary>
    public int Width { get; init; } = 860;

    /// <summary>One line in plain text: what a reader without pictures should know.</summary>
    public string Summary => $"{Title}: {string.Join("; ", Panels.Select(p => $"{p.Y.Title} of {string.Join(", ", p.Traces.Select(t => t.Name).Distinct())}"))}{(X.Title.Length > 0 ? " over " + X.Title : "")}";
}

/// <summary>One plot of a <see cref="Figure"/>.</summary>
/// <param name="Y">its vertical axis</param>
/// <param name="Traces">back to front</param>
/// <param name="Height">height of the plot in pixels</param>
public sealed record Panel(Axis Y, IReadOnlyList<Trace> Traces, int Height = 240);

/// <summary>An axis.</summary>
/// <param name="Title">what it measures, with its unit: <c>time (s)</c></param>
/// <param name="Min">smallest value shown; null: from the data</param>
/// <param name="Max">largest value shown; null: from the data</param>
public sealed record Axis(string Title, double? Min = null, double? Max = null)
{
    /// <summary>Names at 0, 1, 2, … instead of numbers; empty for a numeric axis.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}

/// <summary>What a panel draws: a line, points, bars, spans or a heat map.</summary>
/// <param name="Name">its name in the legend</param>
/// <param name="Color">a colour of <see cref="Palette"/></param>
public abstract record Trace(string Name, string Color)
{
    /// <summary>Whether the legend names it; one entry is kept for traces of one name and colour.</summary>
    public bool InLegend { get; init; } = true;
}

/// <summary>A line through points; a NaN interrupts it.</summary>
/// <param name="Name">its name in the legend</param>
/// <param name="X">horizontal positions</param>
/// <param name="Y">values, as many</param>
/// <param name="Color">a colour of <see cref="Palette"/></param>
public sealed record LineTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, string Color) : Trace(Name, Color)
{
    /// <summary>Line width in pixels.</summary>
    public double Width { get; init; } = 2;

    /// <summary>Whether it is dashed, as guides and pseudo labels are.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether the area down to zero is tinted.</summary>
    public bool Filled { get; init; }
}

/// <summary>Single points.</summary>
/// <param name="Name">its name in the legend</param>
/// <param name="X">horizontal positions</param>
/// <param name="Y">values, as many</param>
/// <param name="Color">a colour of <see cref="Palette"/></param>
public sealed record PointTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, string Color) : Trace(Name, Color)
{
    /// <summary>Diameter in pixels.</summary>
    public double Size { get; init; } = 7;

    /// <summary>What hovering shows for each point; empty: its coordinates.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>Bars at the axis's categories 0, 1, 2, …; several such traces in a panel stand side by side.</summary>
/// <param name="Name">its name in the legend</param>
/// <param name="Y">a value per category; NaN leaves the place empty</param>
/// <param name="Color">a colour of <see cref="Palette"/></param>
public sealed record BarTrace(string Name, IReadOnlyList<double> Y, string Color) : Trace(Name, Color)
{
    /// <summary>Half the length of each error bar; empty for none.</summary>
    public IReadOnlyList<double> Error { get; init; } = [];
}

/// <summary>Intervals on the horizontal axis, drawn as tinted boxes over a part of the panel's height.</summary>
/// <param name="Name">its name in the legend</param>
/// <param name="Intervals">from, to</param>
/// <param name="Color">a colour of <see cref="Palette"/></param>
public sealed record SpanTrace(string Name, IReadOnlyList<(double From, double To)> Intervals, string Color) : Trace(Name, Color)
{
    /// <summary>Lower edge as a share of the panel's height.</summary>
    public double Bottom { get; init; }

    /// <summary>Upper edge as a share of the panel's height.</summary>
    public double Top { get; init; } = 1;

    /// <summary>How opaque the boxes are.</summary>
    public double Opacity { get; init; } = 0.28;
}

/// <summary>A matrix as a heat map: rows bottom to top, columns left to right, each cell one unit wide and centred on its index.</summary>
/// <param name="Name">what its values are, with the unit</param>
/// <param name="Values"><c>[rows, columns]</c>; NaN stays empty</param>
/// <param name="Color">the colour of the largest value; the smallest is transparent</param>
public sealed record HeatTrace(string Name, double[,] Values, string Color) : Trace(Name, Color)
{
    /// <summary>Horizontal position of column 0's centre.</summary>
    public double XStart { get; init; }

    /// <summary>Horizontal distance of the columns.</summary>
    public double XStep { get; init; } = 1;

    /// <summary>The value of full colour; null: the largest.</summary>
    public double? Max { get; init; }

    /// <summary>The value of no colour.</summary>
    public double Min { get; init; }
}
