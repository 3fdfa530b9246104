using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.CrrcNet;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Methods;

/// <summary>Every method that learns, small enough to train in a test, and videos for it.</summary>
internal static class SmallMethods
{
    private const double FramesPerSecond = 30;      // the videos'

    /// <summary>As <c>mex methods</c> calls them.</summary>
    public static List<string> Ids { get; } = [.. SpottingMethods.All.OfType<ILearningMethod>().Select(m => m.Published.Id)];

    /// <summary>The method, a 64th as wide. Eight steps pass through all its phases: after two of them SF-Net expands its labels, after three the others begin to search, after five GIM does.</summary>
    public static ILearningMethod Small(string id)
    {
        ILearningMethod method = SpottingMethods.Named(id) switch
        {
            PwesMethod pwes => pwes with
            {
                Model = pwes.Model with { RgbDimension = SmallSpotting.Dimension, FlowDimension = SmallSpotting.Dimension },      // the one that is told beforehand
                Scaling = true,
                PreTraining = 3,
            },
            LacpMethod lacp => lacp with { SearchEvery = 3 },
            CrrcNetMethod crrc => crrc with { Lacp = crrc.Lacp with { SearchEvery = 3 } },
            ILearningMethod published => published,
            _ => throw new ArgumentException(id),
        };
        return method.Narrowed(1 / 64.0).With(new() { Steps = 8, BatchSize = 7, LearningRate = 2e-3, WeightDecay = 1e-4, CheckpointEvery = 4 });
    }

    /// <summary>As it is before the first step.</summary>
    public static LearntSpotter Untrained(ILearningMethod method)
    {
        VideoFeatures features = Videos(method)[0].Features;
        return method.Untrained(features.Rgb.Dimension, features.Flow.Dimension);
    }

    /// <summary>The videos with as much as the method is told of them.</summary>
    public static TaughtVideo[] Taught(ILearningMethod method) => Videos(method).Taught(method.Supervision, method.Points);

    /// <summary>Six videos as the method is shown them: with features as wide and snippets as long as its own are, where it has some.</summary>
    public static SpottingVideo[] Videos(ILearningMethod method)
    {
        SpottingVideo[] videos = VideosOfOneKind.Of(6);
        return method.OwnFeatures(FramesPerSecond)?.Description is not { } own ? videos :
        [
            .. videos.Select(v => v with { SnippetLength = own.Stride, Features = v.Features with { Rgb = Own(v, v.Features.Rgb, FeatureFile.Rgb), Flow = Own(v, v.Features.Flow, FeatureFile.Flow) } }),
        ];

        SnippetMatrix Own(SpottingVideo v, SnippetMatrix all, string modality) =>
            Rows(all, own.SnippetsIn(v.Frames), t => Math.Min(all.Snippets - 1, t * own.Stride / v.SnippetLength), own.Dimensions[modality]);
    }

    /// <summary>So many rows of a matrix, each with its numbers over and over until it is so wide.</summary>
    public static SnippetMatrix Rows(SnippetMatrix of, int rows, Func<int, int> row, int dimension) =>
        new(rows, dimension, [.. from t in Enumerable.Range(0, rows) from d in Enumerable.Range(0, dimension) select of.Values[row(t) * of.Dimension + d % of.Dimension]]);
}
