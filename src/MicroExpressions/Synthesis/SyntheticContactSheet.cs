using MicroExpressions.Annotations;
using MicroExpressions.Video;

namespace MicroExpressions.Synthesis;

/// <summary>Pictures of the corpus for people to look at.</summary>
public static class SyntheticContactSheet
{
    /// <summary>
    /// A row for each subject, of six pictures: the onset and the apex of their strongest macro-expression and what changed
    /// between them (brighter is more, six times enlarged, grey is no change), then the same of a micro-expression from their clips.
    /// </summary>
    public static Frame Faces(SyntheticCorpus corpus)
    {
        var rows = corpus.Subjects.Select(subject =>
        {
            var macro = corpus.Videos.Where(v => v.Subject == subject).SelectMany(v => v.Expressions.Select(e => (v, e)))
                .Where(x => x.e.Interval.Kind == ExpressionKind.Macro).OrderByDescending(x => x.e.Amplitude).Take(1);
            var micro = corpus.Clips.Where(c => c.Video.Subject == subject).Select(c => (v: c.Video, e: c.Expression)).Take(1);
            return macro.Concat(micro).SelectMany(x =>
            {
                var onset = x.v.Read(x.e.Interval.Onset - 1);
                var apex = x.v.Read(x.e.Interval.Apex!.Value - 1);
                return new[] { onset, apex, FrameChange.Of(onset, apex) };
            }).ToArray();
        }).ToArray();
        return ContactSheet.Of(rows);
    }
}
