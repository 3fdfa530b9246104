namespace MicroExpressions.Reporting;

/// <summary>What a notebook asserts about its own results: it says so when it holds, and ends the cell when it does not.</summary>
public static class Check
{
    /// <summary>Says that something holds.</summary>
    /// <param name="holds">the condition</param>
    /// <param name="what">the claim, as a sentence</param>
    /// <exception cref="CheckFailedException">it does not hold</exception>
    public static void That(bool holds, string what)
    {
        if (!holds)
            throw new CheckFailedException(what);
        Console.WriteLine("✓ " + what);
    }

    /// <summary>Says that a number is another to within a tolerance.</summary>
    /// <param name="found">the number found</param>
    /// <param name="expected">the number expected</param>
    /// <param name="tolerance">largest distance</param>
    /// <param name="what">the claim, as a sentence</param>
    /// <exception cref="CheckFailedException">it is not</exception>
    public static void Near(double found, double expected, double tolerance, string what)
    {
        if (!(Math.Abs(found - expected) <= tolerance))
            throw new CheckFailedException(FormattableString.Invariant($"{what}: found {found}, expected {expected} ± {tolerance}"));
        Console.WriteLine("✓ " + what);
    }
}

/// <summary>A claim of a notebook does not hold.</summary>
/// <param name="claim">the claim</param>
public sealed class CheckFailedException(string claim) : Exception("does not hold: " + claim);
