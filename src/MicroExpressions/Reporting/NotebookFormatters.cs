namespace MicroExpressions.Reporting;

/// <summary>
/// .NET notebook kernels look for an attribute of this name on a value's type; so the library shows itself in them without
/// referring to any of their packages.
/// </summary>
/// <param name="formatterSourceType">has a public parameterless constructor and <c>CreateTypeFormatters()</c></param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>Makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>In which form a value is shown if the reader can have several.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}

/// <summary>One form of a value. Kernels know <see cref="MimeType"/> and <see cref="Format"/> by name.</summary>
/// <param name="mimeType">e.g. <c>text/html</c></param>
/// <param name="write">the value in that form</param>
internal sealed class NotebookFormatter(string mimeType, Func<object, string> write)
{
    /// <summary>The form.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes a value; true, since there is no value of the type that has no such form.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        writer.Write(write(instance));
        return true;
    }
}

/// <summary>How a <see cref="ResultTable"/> shows itself in a notebook.</summary>
internal sealed class ResultTableFormatters
{
    /// <summary>Called by kernels, by name.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new NotebookFormatter("text/html", table => ((ResultTable)table).ToHtml()),
        new NotebookFormatter("text/plain", table => ((ResultTable)table).ToText()),
    ];
}

/// <summary>How a <see cref="Figure"/> shows itself in a notebook: the still picture everywhere, plotly.js drawing over it where a page has it.</summary>
internal sealed class FigureFormatters
{
    /// <summary>Called by kernels, by name.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new NotebookFormatter("text/html", figure => ((Figure)figure).ToHtml()),
        new NotebookFormatter("text/plain", figure => ((Figure)figure).Summary),
    ];
}
