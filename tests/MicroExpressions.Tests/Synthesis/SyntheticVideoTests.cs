using MicroExpressions.Annotations;
using MicroExpressions.Faces;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Synthesis;

public class SyntheticVideoTests
{
    private static readonly SyntheticCorpus Corpus = SyntheticCorpus.Load(SyntheticSettings.Small);

    [Fact]
    public void A_frame_is_the_same_in_any_order_and_on_any_thread()
    {
        var video = Corpus.Videos[0];
        var forwards = Enumerable.Range(0, 12).Select(i => video.Read(i).Pixels).ToArray();
        var again = new byte[12][];
        Parallel.For(0, 12, i => again[11 - i] = video.Read(11 - i).Pixels);
        for (var i = 0; i < 12; i++)
            Assert.Equal(forwards[i], again[i]);
    }

    [Fact]
    public void Neighbouring_frames_have_noise_of_their_own()
    {
        var settings = SyntheticSettings.Small with { Disturbance = 0, MicroPerMinute = 0, MacroPerMinute = 0 };
        var still = SyntheticCorpus.Load(settings).Videos[0];
        var (a, b) = (still.Read(3).Pixels, still.Read(4).Pixels);
        Assert.NotEqual(a, b);
        Assert.InRange(a.Zip(b, (p, q) => Math.Abs(p - q)).Average(), 0.2, 3);
    }

    [Fact]
    public void Truth_is_zero_outside_the_labels_and_the_amplitude_at_the_apex()
    {
        foreach (var video in Corpus.Videos)
        {
            Assert.Equal(video.Count, video.TrueIntensity.Length);
            for (var i = 0; i < video.Count; i++)
            {
                var isInside = video.Intervals.Any(l => l.Onset < i + 1 && i + 1 < l.Offset);
                Assert.Equal(isInside, video.TrueIntensity[i] > 0);
            }
            Assert.All(video.Expressions, e => Assert.Equal(e.Amplitude, video.TrueIntensity[e.Interval.Apex!.Value - 1], 1e-6));
        }
    }

    [Fact]
    public void The_apex_is_the_strongest_frame_of_its_interval()
    {
        foreach (var video in Corpus.Videos.Concat(Corpus.Clips.Select(c => c.Video)))
            foreach (var label in video.Intervals)
            {
                var inside = video.TrueIntensity[(label.Onset - 1)..label.Offset];
                Assert.Equal(label.Apex!.Value - label.Onset, Array.IndexOf(inside, inside.Max()));
            }
    }

    [Fact]
    public void Micro_expressions_last_at_most_half_a_second_and_macro_expressions_longer()
    {
        var labels = SyntheticCorpus.Load(SyntheticSettings.Default).Videos.SelectMany(v => v.Intervals).ToList();
        Assert.All(labels, l => Assert.Equal(l.Kind == ExpressionKind.Micro, l.DurationSeconds <= 0.5));
        Assert.Contains(labels, l => l.Kind == ExpressionKind.Micro);
        Assert.Contains(labels, l => l.Kind == ExpressionKind.Macro);
    }

    [Fact]
    public void A_corpus_at_200_fps_has_SAMM_long_videos_pace()
    {
        var sheets = SyntheticSettings.Default.Statistics.SammLongVideos;
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Default with
        {
            FramesPerSecond = 200,
            Pace = SyntheticPace.SammLongVideos,
            Channels = 1,
            Size = 32,
            MicroPerMinute = sheets.MicroPerMinute,
            MacroPerMinute = sheets.MacroPerMinute,
        });
        var labels = corpus.Videos.SelectMany(v => v.Intervals).ToList();
        Assert.All(corpus.Videos, v => Assert.InRange(v.Count, 20 * 200, 40 * 200));
        Assert.All(labels, l => Assert.Equal(l.Kind == ExpressionKind.Micro, l.Offset - l.Onset <= 100));
        Assert.InRange(labels.Count(l => l.Kind == ExpressionKind.Macro) / (double)labels.Count(l => l.Kind == ExpressionKind.Micro), 1.5, 3);
        Assert.Equal(32 * 32, corpus.Videos[0].Read(3999).Pixels.Length);
    }

    [Fact]
    public void Labelled_expressions_lie_inside_the_video_and_apart()
    {
        foreach (var video in SyntheticCorpus.Load(SyntheticSettings.Default).Videos)
        {
            var end = 0;
            foreach (var label in video.Intervals)
            {
                Assert.True(label.Onset > end && label.Onset < label.Apex && label.Apex < label.Offset && label.Offset <= video.Count);
                end = label.Offset;
            }
        }
    }

    [Fact]
    public void A_clip_has_one_micro_expression_and_its_intensity_reaches_1()
    {
        foreach (var clip in Corpus.Clips)
        {
            Assert.Equal(1f, clip.TrueIntensity.Max(), 1e-6);
            Assert.Equal(clip.Label.Apex - 1, Array.IndexOf(clip.TrueIntensity, clip.TrueIntensity.Max()));
            Assert.Equal(0f, clip.TrueIntensity[clip.Label.Onset - 1]);
            Assert.Equal(0f, clip.TrueIntensity[clip.Label.Offset - 1]);
            Assert.True(clip.Label.Offset < clip.Video.Count);
            Assert.True(clip.Label.Offset - clip.Label.Onset >= 16);
        }
    }

    [Fact]
    public void Positions_outside_the_video_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Corpus.Videos[0].Read(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Corpus.Videos[0].Read(Corpus.Videos[0].Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Corpus.Videos[0].Landmarks(Corpus.Videos[0].Count));
    }

    [Fact]
    public void Grey_videos_have_one_channel()
    {
        var frame = SyntheticCorpus.Load(SyntheticSettings.Small with { Channels = 1 }).Videos[0].Read(0);
        Assert.Equal((64, 64, 1), (frame.Width, frame.Height, frame.Channels));
    }

    [Fact]
    public void OpenCVs_detector_takes_every_subject_for_a_face()
    {
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
        using var detector = new FaceDetector(new FaceCropSettings());
        foreach (var video in corpus.Videos.DistinctBy(v => v.Subject))
            Assert.True(
                detector.Detect(video.Read(5).Resize(256, 256, Interpolation.Linear)).Count == 1, $"no face, or more than one, in {video.Name}");
    }
}
