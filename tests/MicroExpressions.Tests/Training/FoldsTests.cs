using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

public class FoldsTests
{
    private static readonly string[] Subjects = ["a", "b", "a", "c", "b", "d"];

    [Fact]
    public void Leaving_one_subject_out_tests_each_subject_once_on_a_model_of_the_others()
    {
        IReadOnlyList<Fold> folds = Folds.LeaveOneSubjectOut(Subjects);
        Assert.Equal(["a", "b", "c", "d"], folds.Select(f => f.Name));
        Assert.Equal([0, 2], folds[0].Test);
        Assert.Equal([1, 3, 4, 5], folds[0].Train);
    }

    [Fact]
    public void Folds_by_subject_never_learn_from_a_subject_that_they_test_on() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), seed => Folds.BySubject(Subjects, 2, seed).All(
            f => !f.Test.Select(i => Subjects[i]).Intersect(f.Train.Select(i => Subjects[i])).Any())).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_division_tests_each_item_exactly_once() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), seed => new[] { Folds.BySubject(Subjects, 3, seed), Folds.LeakyClipwise(6, 3, seed) }.All(
            folds => folds.SelectMany(f => f.Test).Order().SequenceEqual(Enumerable.Range(0, 6))
                && folds.All(f => f.Train.Concat(f.Test).Order().SequenceEqual(Enumerable.Range(0, 6))))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_leaky_division_does_learn_from_subjects_that_it_tests_on() => Assert.Contains(
        Folds.LeakyClipwise(6, 3, seed: 1), f => f.Test.Select(i => Subjects[i]).Intersect(f.Train.Select(i => Subjects[i])).Any());

    [Fact]
    public void Too_few_subjects_or_items_are_refused_with_their_number()
    {
        Assert.Contains("1 subjects", Assert.Throws<InputException>(() => Folds.LeaveOneSubjectOut(["a", "a"])).Message);
        Assert.Contains("4 subjects", Assert.Throws<InputException>(() => Folds.BySubject(Subjects, 5, 1)).Message);
        Assert.Contains("2 items", Assert.Throws<InputException>(() => Folds.LeakyClipwise(2, 3, 1)).Message);
    }
}
