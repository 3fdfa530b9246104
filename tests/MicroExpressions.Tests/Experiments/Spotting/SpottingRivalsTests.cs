using MicroExpressions.Annotations;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class SpottingRivalsTests
{
    public static TheoryData<string> Learning => [.. SpottingMethods.All.OfType<ILearningMethod>().Select(m => m.Published.Id)];

    [Fact]
    public void Each_table_has_the_oracle_and_every_method_that_is_built()
    {
        foreach (SpottingStudy table in SpottingRivals.All)
        {
            string[] rows = [.. table.Rows(SpottingScale.Demo.Base).Select(r => r.Name)];
            Assert.Contains(SpottingStudy.Oracle, rows);
            Assert.All(SpottingMethods.All, m => Assert.Contains(m.Published.Name, rows));
            Assert.Equal(rows.Distinct(), rows);
        }
    }

    [Fact]
    public void No_two_methods_share_an_id() => Assert.Equal(SpottingMethods.All.Count, SpottingMethods.All.Select(m => m.Published.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Learning))]
    public void At_demo_scale_a_method_has_pwess_steps_and_its_own_batches_and_at_paper_scale_all_of_its_own(string id)
    {
        ILearningMethod published = (ILearningMethod)SpottingMethods.Named(id), demo = (ILearningMethod)SpottingRivals.At(published, SpottingScale.Demo.Base);

        Assert.Same(published, SpottingRivals.At(published, SpottingScale.Paper.Base));
        Assert.Equal((200, Math.Max(8, published.Training.BatchSize), 2e-3), (demo.Training.Steps, demo.Training.BatchSize, demo.Training.LearningRate));
        if (published.Published.Id is "mtsn" or "3d-cnn")       // small as published
            Assert.Equal(published.Width, demo.Width);
        else
            Assert.True(demo.Width < published.Width, $"{demo.Width} is not narrower than {published.Width}");
    }

    [Theory]
    [MemberData(nameof(Learning))]
    public void Settings_and_seed_tell_runs_apart(string id)
    {
        var method = (ILearningMethod)SpottingMethods.Named(id);
        var row = new SpottingExperiment("row", method);

        Assert.NotEqual(row.WithSeed(1).Hash("d"), row.WithSeed(2).Hash("d"));
        Assert.Equal(row.WithSeed(2).Hash("d"), row.WithSeed(1).WithSeed(2).Hash("d"));
        Assert.NotEqual(row.Hash("d"), (row with { Method = method.With(method.Training with { LearningRate = 0.5 }) }).Hash("d"));
        Assert.NotEqual(row.Hash("d"), (row with { VideosOnOwnScale = true }).Hash("d"));
    }

    [Fact]
    public void A_method_that_learns_is_not_asked_what_it_finds_without_labels()
    {
        SpottingDataSet data = TwoPeople();

        var e = Assert.Throws<InputException>(() => new SpottingRun(data, "unused").Found(new("row", SpottingMethods.Named("lacp")), data.Videos[0]));

        Assert.Contains("RunFold", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fold_is_scored_on_the_person_left_out_and_has_its_threshold_from_the_others()
    {
        var fold = new SpottingFoldResult("s1", [new(1, [new("s1", "v", 1, 8, 0.3)]), new(2, [new("s1", "v", 9, 16, 0.5)])], [new("s2", "v", 1, 8, 0.7)], [], 1);

        ScoringFold scored = fold.In(TwoPeople());

        Assert.Equal(("s1", "s1", "s2"), (scored.Name, scored.TestTruth.Single().Subject, scored.TrainingTruth.Single().Subject));
        Assert.Equal((9, "s2"), (scored.TestDetections.Single().Onset, scored.TrainingDetections.Single().Subject));     // after the last step
    }

    private static SpottingDataSet TwoPeople() => SpottingDataSet.Of("two", "two people", [.. new[] { "s1", "s2" }.Select(s => new SpottingVideo(
        s, "v", 33, 8, 8, new("v", new(4, 1, new float[4]), new(4, 1, new float[4])), [new(s, "v", ExpressionKind.Macro, 9, null, 24, 8)]))], ["a", "b"]);

    [Fact]
    public void A_name_that_no_method_has_is_refused_with_those_that_there_are()
    {
        var e = Assert.Throws<InputException>(() => SpottingMethods.Named("nobody"));

        Assert.Contains("pwes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pwes_as_a_method_among_others_is_the_row_of_table_i() => Assert.Equal(
        SpottingStudy.Table1.Rows(SpottingScale.Demo.Base).Single(r => r.Name == "+MPLG+DFCL").Hash("d"),
        SpottingRivals.All[0].Rows(SpottingScale.Demo.Base).Single(r => r.Name == SpottingRivals.Pwes).Hash("d"));

    [Fact]
    public void Every_printed_row_is_that_of_a_method_that_is_built() => Assert.All(
        SpottingTable.All.Where(t => t.Number is "IX" or "X" or "XI"),
        table => Assert.Equal(table.Rows.Select(r => r.Name).Order(), SpottingMethods.All.Select(m => table.RowOf(m.Published)?.Name).OfType<string>().Order()));

    [Fact]
    public void Rows_stand_by_what_they_learn_from_and_the_oracle_last()
    {
        string[] notes = [.. SpottingRivals.All[0].Rows(SpottingScale.Demo.Base).Select(r => r.Note.Split(',')[0])];

        Assert.Equal(["no labels", "video labels", "points", "onset and offset", ""], notes.Where((note, i) => i == 0 || note != notes[i - 1]));
    }

    [Fact]
    public void Lssnet_with_weight_decay_is_lssnet_but_for_that()
    {
        SpottingExperiment[] rows = [.. SpottingRivals.All[0].Rows(SpottingScale.Demo.Base).Where(r => r.Name.StartsWith("LSSNet", StringComparison.Ordinal))];

        var (published, decayed) = ((ILearningMethod)rows[0].Method, (ILearningMethod)rows[1].Method);
        Assert.Equal((0, 0.1), (published.Training.WeightDecay, decayed.Training.WeightDecay));
        Assert.Equal(published.Describe(), decayed.With(published.Training).Describe());
    }
}
