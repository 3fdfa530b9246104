using System.Globalization;
using System.Text;
using MicroExpressions.Annotations;

namespace MicroExpressions.Synthesis;

/// <summary>What is known of a corpus, as text: comma-separated, invariant culture, line feeds. The same bytes on every machine.</summary>
public static class TruthFiles
{
    /// <summary>The long videos' labels in the form of <see cref="IntervalCsv"/>.</summary>
    public static string Intervals(SyntheticCorpus corpus) => IntervalCsv.Format([.. corpus.Videos.SelectMany(video => video.Intervals)]);

    /// <summary>The clips' labels in the same columns; frames are the clip's own.</summary>
    public static string Clips(SyntheticCorpus corpus) => IntervalCsv.Format([.. corpus.Clips.SelectMany(clip => clip.Video.Intervals)]);

    /// <summary><c>frame,intensity</c> for each frame, from 1; intensity 0..1 with six decimals.</summary>
    public static string Intensity(SyntheticVideo video)
    {
        var text = new StringBuilder("frame,intensity\n");
        for (var i = 0; i < video.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i + 1},{video.TrueIntensity[i]:F6}\n");
        return text.ToString();
    }

    /// <summary>
    /// <c>frame</c>, then x and y of each point of <see cref="FaceLandmarks.Names"/>: pixels from the upper left corner, two decimals.
    /// </summary>
    public static string Landmarks(SyntheticVideo video)
    {
        var text = new StringBuilder("frame");
        foreach (var name in FaceLandmarks.Names)
            text.Append(CultureInfo.InvariantCulture, $",{name}-x,{name}-y");
        text.Append('\n');
        for (var i = 0; i < video.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}");
            foreach (var (x, y) in video.Landmarks(i))
                text.Append(CultureInfo.InvariantCulture, $",{x:F2},{y:F2}");
            text.Append('\n');
        }
        return text.ToString();
    }
}
