using MicroExpressions.Methods;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Methods;

/// <summary>What holds for all methods that look at frames and learn nothing: from whole frames on, the face found as they find it.</summary>
public class TrainingFreeMethodsTests
{
    private static readonly Lazy<Frame> Face = new(() => KnownFaces.People[0].Read(0));

    public static TheoryData<string> Methods => [.. SpottingMethods.All.OfType<ITrainingFreeMethod>().Select(m => m.Published.Id)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_face_that_does_nothing_shows_no_expression_at_either_rate(string id)
    {
        KnownFaces.Needed();
        foreach (double rate in new[] { 30.0, 200.0 })
        {
            using var video = new GeneratedFrames(60, _ => Face.Value) { Times = FrameTimes.Even(60, rate) };
            Assert.Empty(Named(id).Find(video, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_video_without_a_face_is_refused(string id)
    {
        KnownFaces.Needed();
        using var video = new GeneratedFrames(10, _ => TestPictures.Flat(160, 120, 90));
        Assert.Contains("no face", Assert.Throws<InputException>(() => Named(id).Find(video, TestContext.Current.CancellationToken)).Found);
    }

    [Fact]
    public void They_are_told_no_labels() => Assert.All(SpottingMethods.All.OfType<ITrainingFreeMethod>(), m => Assert.Null(m.Published.Supervision));

    private static ITrainingFreeMethod Named(string id) => (ITrainingFreeMethod)SpottingMethods.Named(id);
}
