using System.Text.Json.Nodes;
using System.Xml.Linq;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

[Collection(DefaultGenerator.Name)]
public sealed class VideoSpottingTests(SmallSpotter small) : IClassFixture<SmallSpotter>, IDisposable
{
    private static readonly VideoSpottingOptions Everything = new() { Cropped = true, Threshold = -1 };
    private readonly TestFolder folder = new();
    private readonly TrainedSpotter spotter = TrainedSpotter.Load(small.Path);

    public void Dispose()
    {
        spotter.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_video_is_searched_as_the_training_would_search_it()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];
        VideoSpotting found = VideoSpotting.Run(video, video.Name, "0123456789", spotter, folder.Path, Everything with { Labels = video.Intervals });
        SpottingVideo known = SpottingDataSet.OfSynthetic(SmallSpotter.Scale.Corpus, new FeatureCache(Path.Combine(small.Folder, "features-smoke"))).Videos[0];
        SnippetCurves curves = spotter.Curves(known);
        Assert.Equal(curves.Attention, found.Curves.Attention);
        Assert.Equal(curves.Find(spotter.Recipe.Search), found.Candidates);
        Assert.Equal(found.Candidates.OrderBy(c => c.Onset), found.Intervals);
        Assert.Equal(found.Intervals.Order(ByOnset), found.Pictures.Keys.Order(ByOnset));
        Assert.Equal((video.Count, 30.0), (found.Frames, found.FramesPerSecond));
        Assert.Contains(found.Figure().Panels[3].Traces, t => t.Color == Palette.Truth);
    }

    [Fact]
    public void At_twice_the_rate_every_other_frame_is_looked_at_and_the_same_is_found_in_twice_the_frames()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];
        var doubled = new Doubled(video);
        VideoSpotting slow = VideoSpotting.Run(video, "slow", "0123456789", spotter, folder.Path, Everything), fast = VideoSpotting.Run(doubled, "fast", "9876543210", spotter, folder.Path, Everything);
        Assert.Equal((2, 8, 60.0, doubled.Count), (fast.Timing.Step, fast.Timing.SnippetLength, fast.FramesPerSecond, fast.Frames));
        Assert.Equal(slow.Intervals.Select(i => (2 * i.Onset - 1, 2 * i.Offset, i.Kind, i.Score)), fast.Intervals.Select(i => (i.Onset, i.Offset, i.Kind, i.Score)));
        Assert.Equal(slow.Intervals.Select(i => slow.Seconds(i.Onset)), fast.Intervals.Select(i => fast.Seconds(i.Onset)));
    }

    [Fact]
    public void Where_the_rate_varies_seconds_and_kinds_are_those_of_the_frames_times()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];
        VideoSpotting even = VideoSpotting.Run(video, "even", "0123456789", spotter, folder.Path, Everything);
        // ten frames a second while one micro-expression lasts, the others as fast as makes 30 on average
        SpottedInterval slow = even.Intervals.First(i => i.Kind == ExpressionKind.Micro);
        bool IsSlow(int frame) => frame >= slow.Onset - 1 && frame < slow.Offset;
        double quick = (video.Count / 30.0 - (slow.Offset - slow.Onset + 1) / 10.0) / (video.Count - (slow.Offset - slow.Onset + 1));
        double[] times = new double[video.Count];
        for (int frame = 1; frame < times.Length; frame++)
            times[frame] = times[frame - 1] + (IsSlow(frame - 1) ? 0.1 : quick);
        var uneven = new Paced(video, FrameTimes.Of(times, 30));
        VideoSpotting found = VideoSpotting.Run(uneven, "uneven", "9876543210", spotter, folder.Path, Everything);
        Assert.Equal(even.Intervals.Select(i => (i.Onset, i.Offset, i.Score)), found.Intervals.Select(i => (i.Onset, i.Offset, i.Score)));
        Assert.All(found.Intervals, i => Assert.Equal(uneven.Times.Seconds(i.Offset) - uneven.Times.Seconds(i.Onset - 1), found.Duration(i)));
        // two snippets of training, which are the longest micro-expression, last 16 / 30 s
        Assert.All(found.Intervals, i => Assert.Equal(found.Duration(i) < 16.5 / 30 ? ExpressionKind.Micro : ExpressionKind.Macro, i.Kind));
        Assert.Equal(ExpressionKind.Macro, found.Intervals.Single(i => i.Onset == slow.Onset && i.Offset == slow.Offset).Kind);
        Assert.Contains("frames that come 10 to", found.Page().ToString());
        FeatureFile kept = FeatureFile.Read(Directory.GetFiles(folder.Path, "uneven*.npz").Single());
        Assert.Equal(found.Intervals.Select(i => (i.Kind, Math.Round(found.Seconds(i.Onset), 4))),
            VideoSpotting.OfFeatures(kept, spotter, threshold: -1).Intervals.Select(i => (i.Kind, Math.Round(found.Seconds(i.Onset), 4))));
    }

    [Fact]
    public void A_threshold_leaves_only_what_scores_more()
    {
        VideoSpotting all = Look(-1);
        double middle = all.Candidates[all.Candidates.Count / 2].Score;
        VideoSpotting some = Look(middle);
        Assert.Equal(all.Candidates, some.Candidates);
        Assert.Equal(all.Intervals.Where(i => i.Score > middle), some.Intervals);
        Assert.Empty(Look(9).Intervals);

        VideoSpotting Look(double threshold) => VideoSpotting.OfFeatures(SomeFeatures(), spotter, threshold);
    }

    [Fact]
    public void Features_made_otherwise_are_refused()
    {
        FeatureFile file = SomeFeatures();
        var other = new HoofExtractor(new HoofSettings { FrameSize = 64, RemoveHeadMotion = false });
        var wrong = Assert.Throws<InputException>(() => VideoSpotting.OfFeatures(file with { Header = file.Header with { Extractor = other.Description } }, spotter));
        Assert.Contains("\"RemoveHeadMotion\":false", wrong.Message);
        VideoSpotting.OfFeatures(file with { Header = file.Header with { Extractor = new HoofExtractor(new HoofSettings { FrameSize = 64, SnippetLength = 7 }).Description } }, spotter);
    }

    [Fact]
    public void A_video_without_a_face_too_short_or_too_slow_is_refused_whether_or_not_there_are_weights()
    {
        TestVideos.Write(folder["bars.avi"], frames: 20);
        TestVideos.Write(folder["short.avi"], frames: 8);
        TestVideos.Write(folder["slow.avi"], frames: 20, framesPerSecond: 10);
        foreach ((string name, string text) in new[] { ("bars.avi", "no face"), ("short.avi", "8 frames"), ("slow.avi", "at least 15") })
        {
            Assert.Contains(text, Assert.Throws<InputException>(() => VideoSpotting.Run(folder[name], spotter, folder["features"])).Message);
            Assert.Contains(text, Assert.Throws<InputException>(() => VideoSpotting.Check(folder[name], new(), SmallSpotter.Scale)).Message);
        }
        Assert.False(Directory.Exists(folder["features"]));
    }

    [Fact]
    public void The_files_agree_with_each_other_and_the_page_needs_nothing_else()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[1];
        VideoSpotting found = VideoSpotting.Run(video, "my <video>", "0123456789", spotter, folder.Path, Everything);
        IReadOnlyList<string> files = found.Write(folder["report"]);
        Assert.Equal(files.Order(), Directory.GetFiles(folder["report"]).Order());

        IReadOnlyList<Detection> csv = DetectionFile.Read(files[0]);
        Assert.Equal(found.Intervals.Select(i => (i.Onset, i.Offset, i.Score)), csv.Select(d => (d.OnsetFrame, d.OffsetFrame, d.Score)));
        JsonNode json = JsonNode.Parse(File.ReadAllText(files[1]))!;
        Assert.Equal(found.Intervals.Select(i => i.Onset), json["intervals"]!.AsArray().Select(i => (int)i!["onset"]!));
        Assert.Equal(found.Curves.Attention.Length, json["curves"]!["activation_map"]!.AsArray().Count);
        Assert.Equal("smoke", (string?)json["weights"]!["Scale"]);
        Assert.Equal(found.Intervals.Select(i => (i.Onset, i.Offset, i.Kind)), MegcSubmission.Read(files[2]).Select(p => (p.Onset, p.Offset, p.Kind)));
        TimedAnnotation[] annotations = [.. found.Intervals.Select(i => TimedAnnotation.Of(i, found.Times))];
        Assert.Equal(annotations.Length, File.ReadAllText(files[3]).Split(" --> ").Length - 1);
        Assert.Equal(annotations.Length, File.ReadAllText(files[4]).Split(" --> ").Length - 1);
        Assert.Equal(annotations.Select(a => a.Text), XDocument.Load(files[5]).Descendants("ANNOTATION_VALUE").Select(v => v.Value).OrderBy(t => Array.FindIndex(annotations, a => a.Text == t)));
        string page = File.ReadAllText(files[7]);
        Assert.All(files.SkipLast(1), f => Assert.Contains($"<a href=\"{Path.GetFileName(f)}\">", page));
        Assert.Contains("my &lt;video&gt;", page);
        Assert.DoesNotContain("my <video>", page);
        Assert.Equal(found.Intervals.Count, page.Split("src=\"data:image/jpeg;base64,").Length - 1);
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("url(", page);
        Assert.Contains("Not a lie detector", page);
        Assert.Equal(found.Intervals.Count, found.Table().Rows.Count);
    }

    [Fact]
    public void What_was_found_in_a_file_is_laid_beside_it_for_ELAN_and_a_folder_of_pictures_is_no_file()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];
        Directory.CreateDirectory(folder["pictures"]);
        using (var writer = new VideoFileWriter(folder["face.mp4"], 30, video.Width, video.Height, codec: "mp4v"))
            for (int i = 0; i < 20; i++)
            {
                writer.Write(video.Read(i));
                File.WriteAllBytes(folder[$"pictures/{i + 1:00}.jpg"], ImageFile.EncodeJpeg(video.Read(i)));
            }
        VideoSpotting file = VideoSpotting.Run(folder["face.mp4"], spotter, folder["features"], Everything);
        Assert.Equal("../face.mp4", (string?)XDocument.Load(file.Write(folder["report"])[5]).Descendants("MEDIA_DESCRIPTOR").Single().Attribute("RELATIVE_MEDIA_URL"));
        VideoSpotting pictures = VideoSpotting.Run(folder["pictures"], spotter, folder["features"], Everything with { Source = new() { FramesPerSecond = 30 } });
        Assert.Empty(XDocument.Load(pictures.Write(folder["report"])[5]).Descendants("MEDIA_DESCRIPTOR"));
    }

    [Fact]
    public void Where_nothing_is_found_the_page_says_how_near_it_was()
    {
        VideoSpotting nothing = VideoSpotting.OfFeatures(SomeFeatures(), spotter, threshold: 9);
        string page = nothing.Page().ToString();
        Assert.Contains("No micro-expression and no macro-expression", page);
        Assert.Contains("the threshold is 9.000", page);
    }

    [Fact]
    public void What_does_not_count_is_pictured_as_well_but_named_as_that()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];
        VideoSpotting found = VideoSpotting.Run(video, video.Name, "0123456789", spotter, folder.Path, Everything with { Threshold = 9, OthersPictured = 2 });
        Assert.Equal(found.Candidates.Take(2), found.Others.Where(found.Pictures.ContainsKey));
        Assert.Equal((4 * 128, 128), (found.Strip(found.Candidates[0])!.Width, found.Strip(found.Candidates[0])!.Height));
        string page = found.Page().ToString();
        Assert.Contains("Proposed, but below the threshold", page);
        Assert.Equal(2, page.Split("src=\"data:image/jpeg;base64,").Length - 1);
    }

    private static readonly Comparer<SpottedInterval> ByOnset = Comparer<SpottedInterval>.Create((a, b) => a.Onset.CompareTo(b.Onset));

    private FeatureFile SomeFeatures() => FeatureFile.Read(Directory.GetFiles(Path.Combine(small.Folder, "features-smoke"), "*.npz").Order().First());

    /// <summary>The same frames at other times.</summary>
    private sealed class Paced(IFrameSource video, FrameTimes times) : IFrameSource
    {
        public string Name => video.Name;

        public int Width => video.Width;

        public int Height => video.Height;

        public int Count => video.Count;

        public double FramesPerSecond => times.FramesPerSecond;

        public FrameTimes Times => times;

        public Frame Read(int position) => video.Read(position);

        public void Dispose()
        {
        }
    }

    /// <summary>Each frame twice, at twice the rate.</summary>
    private sealed class Doubled(IFrameSource video) : IFrameSource
    {
        public string Name => video.Name;

        public int Width => video.Width;

        public int Height => video.Height;

        public int Count => 2 * video.Count;

        public double FramesPerSecond => 2 * video.FramesPerSecond;

        public Frame Read(int position) => video.Read(position / 2);

        public void Dispose()
        {
        }
    }
}
