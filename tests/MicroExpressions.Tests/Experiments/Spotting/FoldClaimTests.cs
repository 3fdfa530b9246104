using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

public sealed class FoldClaimTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Fold => folder["s01.json"];

    public void Dispose() => folder.Dispose();

    /// <summary>Told to whoever would have to wait where nobody should.</summary>
    private static void Free() => Assert.Fail("the fold is held");

    [Fact]
    public async Task Who_comes_second_waits_until_the_first_lets_go()
    {
        FoldClaim first = FoldClaim.Of(Fold, Free, default);
        var waits = new TaskCompletionSource();
        Task second = Task.Run(() => FoldClaim.Of(Fold, waits.SetResult, TestContext.Current.CancellationToken).Dispose(), TestContext.Current.CancellationToken);
        await waits.Task;
        Assert.False(second.IsCompleted);
        first.Dispose();
        await second;
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using FoldClaim first = FoldClaim.Of(Fold, Free, default);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => FoldClaim.Of(Fold, stop.Cancel, stop.Token), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Its_file_goes_when_the_fold_is_done_and_not_before()
    {
        FoldClaim.Of(Fold, Free, default).Dispose();
        string file = Assert.Single(Directory.GetFiles(folder.Path));
        using (FoldClaim.Of(Fold, Free, default))
            File.WriteAllText(Fold, "{}");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_named()
    {
        File.WriteAllText(folder["folds"], "");
        InputException e = Assert.Throws<InputException>(() => FoldClaim.Of(folder[Path.Combine("folds", "s01.json")], Free, default));
        Assert.Contains("s01.claim", e.Message);
    }
}
