using System.Text.RegularExpressions;
using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>The videos of the annotations, found by what other people call them: paths, file names, other spellings, with or without subject.</summary>
/// <param name="videos">all that may be named</param>
internal sealed partial class VideoNames(IEnumerable<VideoName> videos)
{
    private readonly VideoName[] known = [.. videos.Distinct()];

    private readonly ILookup<string, VideoName> byName = videos.Distinct().ToLookup(v => Plain(v.Video));

    /// <summary>The videos that <paramref name="name"/> may mean; more than one where several subjects have one of that name.</summary>
    /// <param name="name">as written: <c>15_0101</c>, <c>./crop/s15/15_0101disgustingteeth.mp4</c>, <c>spNO.1_a</c></param>
    /// <param name="subject">as written, if there is one: with it <c>0101</c> or <c>a</c> may be enough</param>
    public IReadOnlyList<VideoName> Find(string name, string? subject = null)
    {
        VideoName[] found = Named(name);
        if (found.Length == 0 && subject is not null)
            found = [.. known.Where(v => SameSubject(v.Subject, subject) && Plain(v.Video).EndsWith("/" + Plain(name), StringComparison.Ordinal))];
        if (found.Length == 0 && subject is not null)
            found = Named($"{Number().Match(subject).Value}_{name}");
        if (found.Length > 1 && subject is not null && found.Where(v => SameSubject(v.Subject, subject)).ToArray() is [_, ..] ofSubject)
            found = ofSubject;
        string[] folders = [.. Plain(name).Split('/')[..^1]];
        return found.Length > 1 && found.Where(v => folders.Any(f => SameSubject(v.Subject, f))).ToArray() is [_, ..] inFolder ? inFolder : found;
    }

    /// <summary>Whether some video is of that subject.</summary>
    public bool HasSubject(string subject) => known.Any(v => SameSubject(v.Subject, subject));

    /// <summary><c>s15</c>, <c>S15</c> and <c>15</c> are one subject, as are <c>006</c> and <c>6</c>: within one data set the number tells.</summary>
    public static bool SameSubject(string a, string b) =>
        string.Equals(a, b, StringComparison.OrdinalIgnoreCase)
        || (Number().Match(a) is { Success: true } one && Number().Match(b) is { Success: true } other
            && one.Value.TrimStart('0') == other.Value.TrimStart('0')
            && (IsPrefix(a, one) && IsPrefix(b, other)));

    /// <summary>The video that a row means.</summary>
    /// <param name="place">the row, for messages</param>
    /// <param name="name">the video as written</param>
    /// <param name="subject">the subject as written; null where the row has none</param>
    /// <exception cref="InputException">no video, or several, or one of another subject</exception>
    public VideoName Of(string place, string name, string? subject)
    {
        IReadOnlyList<VideoName> found = Find(name, subject);
        string written = subject is null ? $"video {name}" : $"video {name} of subject {subject}";
        if (found.Count == 0)
            throw new InputException(
                place, written, $"one of the {known.Length} videos of the annotations, such as {Shown(known[0])}",
                "Give annotations and detections of the same data set; a video that was searched and holds no labelled expression is named by --unlabelled.");
        if (found.Count > 1)
            throw new InputException(
                place, $"{written}, which subjects {string.Join(", ", found.Select(v => v.Subject))} have", "a name that tells the subject",
                "Add a column subject, or write subject/video.");
        return subject is null || found[0].Subject.Length == 0 || SameSubject(found[0].Subject, subject)
            ? found[0]
            : throw new InputException(place, written, $"{Shown(found[0])}, as the annotations have it", "Correct the subject or the video.");
    }

    private static string Shown(VideoName video) => $"video {video.Video} of subject {video.Subject}";

    /// <summary>By the annotations' own name, alone or at the end of a path; else by the rules of the sets.</summary>
    private VideoName[] Named(string name)
    {
        string path = Path(name);
        string[] parts = path.ToLowerInvariant().Split('/');
        for (int i = 0; i < parts.Length; i++)
            if (byName[string.Join('/', parts[i..])].ToArray() is [_, ..] found)
                return found;
        return [.. new[] { CasmeSquared.Recognise(path), CasmeCubed.Recognise(path), SammLongVideos.Recognise(path) }.OfType<VideoName>().Where(known.Contains)];
    }

    private static string Plain(string name) => Path(name).ToLowerInvariant();

    private static string Path(string name) => Extension().Replace(name.Replace('\\', '/').Trim('/'), "");

    private static bool IsPrefix(string subject, Match number) => subject[..number.Index].All(c => char.IsLetter(c) || c is '.' or '_' or '-');

    [GeneratedRegex(@"\d+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.(?i:mp4|avi|mov|mkv|wmv|mpg|mpeg|webm|npz|npy|csv|txt)$")]
    private static partial Regex Extension();
}
