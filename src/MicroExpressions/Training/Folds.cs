using System.Collections.Immutable;

namespace MicroExpressions.Training;

/// <summary>One division of a data set into what is learnt from and what is tested on.</summary>
/// <param name="Name">what is held out: a subject's name, or the fold's number</param>
/// <param name="Train">indices</param>
/// <param name="Test">indices, none of them in <paramref name="Train"/></param>
public sealed record Fold(string Name, ImmutableArray<int> Train, ImmutableArray<int> Test);

/// <summary>Divisions of a data set. Only those by subject tell how a model does on a face that it has never seen.</summary>
public static class Folds
{
    /// <summary>One fold a subject, in order of first appearance [paper, both: LOSO].</summary>
    /// <param name="subjects">whose each item is</param>
    /// <exception cref="InputException">fewer than two subjects</exception>
    public static IReadOnlyList<Fold> LeaveOneSubjectOut(IReadOnlyList<string> subjects)
    {
        string[] people = AtLeast(2, subjects);
        return [.. people.Select(person => Split(person, subjects.Count, i => subjects[i] == person))];
    }

    /// <summary>k folds of whole subjects, drawn by the seed.</summary>
    /// <param name="subjects">whose each item is</param>
    /// <param name="k">folds, at least 2</param>
    /// <param name="seed">decides who goes where</param>
    /// <exception cref="InputException">fewer subjects than folds</exception>
    public static IReadOnlyList<Fold> BySubject(IReadOnlyList<string> subjects, int k, long seed)
    {
        string[] people = AtLeast(k, subjects);
        StepSeed.Generator(seed, 0).Shuffle(people);
        var place = people.Select((person, i) => (person, i)).ToDictionary(p => p.person, p => p.i % k);
        return Numbered(k, subjects.Count, i => place[subjects[i]]);
    }

    /// <summary>
    /// k folds of single items, drawn by the seed, whoever they show: the same face is learnt from and tested on. Named for what it
    /// is; here to show what it does to a result.
    /// </summary>
    /// <param name="count">items</param>
    /// <param name="k">folds, at least 2</param>
    /// <param name="seed">decides what goes where</param>
    /// <exception cref="InputException">fewer items than folds</exception>
    public static IReadOnlyList<Fold> LeakyClipwise(int count, int k, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        if (count < k)
            throw new InputException($"{k} folds", $"{count} items", $"at least {k}", "Use fewer folds or more data.");
        int[] places = [.. Enumerable.Range(0, count)];
        StepSeed.Generator(seed, 1).Shuffle(places);
        return Numbered(k, count, i => places[i] % k);
    }

    private static string[] AtLeast(int k, IReadOnlyList<string> subjects)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        string[] people = [.. subjects.Distinct()];
        return people.Length >= k ? people : throw new InputException(
            $"{k} folds by subject", $"{people.Length} subjects", $"at least {k}", "Use fewer folds, or the whole data set.");
    }

    private static IReadOnlyList<Fold> Numbered(int k, int count, Func<int, int> foldOf) =>
        [.. Enumerable.Range(0, k).Select(fold => Split($"{fold + 1}-of-{k}", count, i => foldOf(i) == fold))];

    private static Fold Split(string name, int count, Func<int, bool> isTest)
    {
        var sides = Enumerable.Range(0, count).ToLookup(isTest);
        return new(name, [.. sides[false]], [.. sides[true]]);
    }
}
