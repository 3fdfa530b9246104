using MicroExpressions.Annotations;

namespace MicroExpressions.PseudoLabels;

/// <summary>All that the weak supervision tells of one expression: a frame inside it, and its kind.</summary>
/// <param name="Frame">1-based</param>
/// <param name="Kind">micro or macro</param>
public sealed record PointLabel(int Frame, ExpressionKind Kind)
{
    /// <summary>The snippet that holds the point: <c>min(T − 1, ⌊(frame − 1)/L⌋)</c>; the last frames belong to no snippet of their own.</summary>
    /// <param name="video">the video's name, for messages</param>
    /// <param name="frames">n: frames in the video</param>
    /// <param name="snippetLength">L</param>
    /// <exception cref="InputException">the point lies outside the video, or the video is shorter than one snippet</exception>
    public SnippetPoint In(string video, int frames, int snippetLength)
    {
        int snippets = (frames - 1) / snippetLength;
        if (snippets < 1)
            throw new InputException(
                $"video {video}", $"{frames} frames", $"at least {snippetLength + 1}, one snippet and the frame after it",
                "Leave the video out, or use shorter snippets.");
        if (Frame < 1 || Frame > frames)
            throw new InputException(
                $"video {video}", $"a point label at frame {Frame}", $"a frame from 1 to {frames}",
                "Check that annotations and frames belong together, and the policy for missing offsets.");
        return new SnippetPoint(Math.Min(snippets - 1, (Frame - 1) / snippetLength), SnippetClasses.Of(Kind));
    }
}

/// <summary>A point label in snippets.</summary>
/// <param name="Snippet">p_i, from 0</param>
/// <param name="Class">micro or macro</param>
public readonly record struct SnippetPoint(int Snippet, SnippetClass Class);
