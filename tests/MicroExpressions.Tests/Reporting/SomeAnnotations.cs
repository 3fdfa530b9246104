using MicroExpressions.Annotations;
using MicroExpressions.Reporting;

namespace MicroExpressions.Tests.Reporting;

/// <summary>Out of order, overlapping, shorter than anybody reads, hours in, and with all that any of the formats takes for its own.</summary>
internal static class SomeAnnotations
{
    public static TimedAnnotation[] All { get; } =
    [
        new(3725.0305, 3726, ExpressionKind.Macro, "an hour in"),
        new(4.1666667, 4.2, ExpressionKind.Micro, "micro-expression, frames 126–126, 0.03 s, score 0.712"),
        new(4.1, 5.25, ExpressionKind.Micro, "a < b & c > d <i>e</i> {\\an8} --> f"),
        new(5.25, 5.5, ExpressionKind.Micro, "begins where another ends"),
    ];
}
