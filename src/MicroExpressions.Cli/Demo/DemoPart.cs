using MicroExpressions.Annotations;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Demo;

/// <summary>A section of the demo: what it shows, why, and the tables that it computes.</summary>
/// <param name="Title">heading</param>
/// <param name="Explanation">one paragraph for somebody who sees it for the first time</param>
/// <param name="Tables">computes the tables, one after the other</param>
public sealed record DemoPart(string Title, string Explanation, Func<CancellationToken, IEnumerable<ResultTable>> Tables)
{
    /// <summary>The parts, in the order of the data's way through the kit.</summary>
    /// <param name="root">the data root; null where there is none</param>
    public static IEnumerable<DemoPart> All(DataRoot? root) =>
        root is null ? GeneratedAnnotationsDemo.Parts() : RealAnnotationsDemo.Parts(root);
}
