using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>How one cell ended.</summary>
/// <param name="Number">its position in the notebook, 1-based, prose counted</param>
/// <param name="Outputs">what it put out</param>
/// <param name="Error">why it failed; null where it did not</param>
public sealed record CellResult(int Number, IReadOnlyList<CellOutput> Outputs, ErrorOutput? Error);

/// <summary>Runs one cell: <see cref="NotebookSession.Execute"/> here, or <see cref="KernelProcess.Execute"/> in a process of its own.</summary>
/// <param name="code">the cell's source</param>
/// <param name="cell">its position in the notebook, 1-based, for messages</param>
/// <param name="executionCount">its number in the order of execution</param>
/// <param name="emit">takes each output as it comes, an error last</param>
/// <param name="interrupt">ends the cell</param>
/// <returns>whether the cell ran without an error</returns>
public delegate bool ExecuteCell(string code, int cell, int executionCount, Action<CellOutput> emit, CancellationToken interrupt);

/// <summary>Runs a notebook top to bottom without an editor, as <c>mex notebooks run</c> does.</summary>
public static class NotebookRunner
{
    /// <summary>Runs every code cell until one fails; outputs go into the notebook, which is not written here.</summary>
    /// <param name="notebook">the notebook</param>
    /// <param name="execute">runs a cell</param>
    /// <param name="timeLimit">for each cell</param>
    /// <param name="progress">told each cell's number before it runs</param>
    /// <param name="cancellation">ends the run between and within cells</param>
    /// <returns>the cells that ran; the last one may have failed, those after it keep their old outputs</returns>
    /// <exception cref="OperationCanceledException">cancelled</exception>
    public static IReadOnlyList<CellResult> Run(Notebook notebook, ExecuteCell execute, TimeSpan timeLimit, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var results = new List<CellResult>();
        for (int index = 0; index < notebook.Cells.Count; index++)
        {
            NotebookCell cell = notebook.Cells[index];
            if (!cell.IsCode)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(index + 1);
            CellResult result = RunCell(execute, cell.Source, index + 1, results.Count + 1, timeLimit, cancellation);
            cancellation.ThrowIfCancellationRequested();
            results.Add(result);
            cell.SetOutputs(results.Count, new JsonArray([.. result.Outputs.Select(o => (JsonNode)o.ToJson())]));
            if (result.Error is not null)
                break;
        }
        notebook.RanDigest = results.LastOrDefault()?.Error is null ? notebook.SourcesDigest : null;
        return results;
    }

    private static CellResult RunCell(ExecuteCell execute, string code, int number, int executionCount, TimeSpan timeLimit, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        var outputs = new List<CellOutput>();
        execute(code, number, executionCount, outputs.Add, limit.Token);
        if (outputs.LastOrDefault() is ErrorOutput { Name: "Interrupted" } ended && limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
            outputs[^1] = new ErrorOutput("TimeLimit",
                $"cell {number} ran longer than {timeLimit.TotalSeconds:0} s and was ended. Make it smaller, or raise the limit: ./mex notebooks run --limit SECONDS ({ended.Message})", [$"cell {number}"]);
        return new CellResult(number, Merged(outputs), outputs.LastOrDefault() as ErrorOutput);
    }

    /// <summary>Neighbouring writes to one stream become one output.</summary>
    private static List<CellOutput> Merged(IEnumerable<CellOutput> outputs)
    {
        var merged = new List<CellOutput>();
        foreach (CellOutput output in outputs)
            if (output is StreamOutput next && merged.LastOrDefault() is StreamOutput last && last.Name == next.Name)
                merged[^1] = last with { Text = last.Text + next.Text };
            else
                merged.Add(output);
        return merged;
    }
}
