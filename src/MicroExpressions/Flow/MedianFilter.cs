using System.Runtime.CompilerServices;

namespace MicroExpressions.Flow;

/// <summary>
/// Median of 5 × 5 pixels, in place, with the edge pixels repeated outside: the outlier filter that Wedel et al. 2009 put between
/// the iterations of TV-L1.
/// <para>
/// After Kolte, Smith and Su (ISSPA 1999): sort each row of five, then each column of the sorted rows; of a matrix that is sorted
/// both ways only three diagonals can hold the median, and it is the middle one of: the largest of the lower diagonal, the median of
/// the main one, the smallest of the upper one. A row is sorted once for the five windows above each other that it belongs to; a
/// column is sorted only as far as the diagonals need it, and four of its five entries at once for two neighbouring windows: some
/// eighty minima and maxima for a whole vector of medians.
/// </para>
/// <para>Vector layout: lane i is the window around pixel x + i. The scalar equivalent is the tests' <c>ScalarMedian</c>.</para>
/// </summary>
internal sealed unsafe class MedianFilter
{
    private const int Window = 5;
    private const int Reach = Window / 2;

    /// <summary>Sorted rows kept: the six that two windows above each other cover, rounded up.</summary>
    private const int Kept = 8;

    private readonly FloatBlock memory;
    private readonly int pitch;

    /// <param name="width">the widest row that will be filtered</param>
    public MedianFilter(int width)
    {
        pitch = (width + FlowLevel.WidestVector) * Window;
        memory = new FloatBlock(pitch * Kept);
    }

    /// <summary>Filters one field of the level.</summary>
    public void Run<T>(FlowLevel level, int field)
        where T : struct, IFloatLanes<T>
    {
        int sorted = 0, last = level.Height - 1;
        for (int y = 0; y <= last; y += 2)
        {
            for (; sorted <= Math.Min(y + 1 + Reach, last); sorted++)
                SortRow<T>(level.Row(field, sorted), Sorted(sorted), level.Width);
            // The last of an odd number of rows is done twice instead of with a neighbour.
            Medians<T>(y, last, level.Row(field, y), level.Row(field, Math.Min(y + 1, last)), level.Width);
        }
    }

    /// <summary>A row of sorted fives: for each vector of pixels their smallest, second, …, largest, one vector each.</summary>
    private float* Sorted(int y) => memory.Start + y % Kept * pitch;

    private static void SortRow<T>(float* row, float* sorted, int width)
        where T : struct, IFloatLanes<T>
    {
        row[-2] = row[-1] = row[0];
        row[width] = row[width + 1] = row[width - 1];
        for (nint x = 0; x < width; x += T.Count, sorted += Window * T.Count)
        {
            T a = T.Load(row + x - 2), b = T.Load(row + x - 1), c = T.Load(row + x), d = T.Load(row + x + 1), e = T.Load(row + x + 2);
            Order(ref a, ref b);
            Order(ref d, ref e);
            Order(ref c, ref e);
            Order(ref c, ref d);
            Order(ref a, ref d);
            Order(ref a, ref c);
            Order(ref b, ref e);
            Order(ref b, ref d);
            Order(ref b, ref c);
            a.Store(sorted);
            b.Store(sorted + T.Count);
            c.Store(sorted + 2 * T.Count);
            d.Store(sorted + 3 * T.Count);
            e.Store(sorted + 4 * T.Count);
        }
    }

    /// <summary>The medians around row <paramref name="y"/> and the row below it.</summary>
    private void Medians<T>(int y, int last, float* upperTarget, float* lowerTarget, int width)
        where T : struct, IFloatLanes<T>
    {
        // The four rows that both windows cover, and the one that only the upper or only the lower one does.
        float* row0 = Sorted(Math.Max(y - 1, 0)), row1 = Sorted(y), row2 = Sorted(Math.Min(y + 1, last)), row3 = Sorted(Math.Min(y + 2, last));
        float* above = Sorted(Math.Max(y - 2, 0)), below = y < last ? Sorted(Math.Min(y + 3, last)) : above;
        nint at = 0;
        for (nint x = 0; x < width; x += T.Count, at += Window * T.Count)
        {
            nint second = at + T.Count, third = second + T.Count, fourth = third + T.Count, fifth = fourth + T.Count;
            var four0 = LargestOfFour<T>(row0 + at, row1 + at, row2 + at, row3 + at);
            var four1 = LargestOfFour<T>(row0 + second, row1 + second, row2 + second, row3 + second);
            var four2 = Four<T>(row0 + third, row1 + third, row2 + third, row3 + third);
            var four3 = SmallestOfFour<T>(row0 + fourth, row1 + fourth, row2 + fourth, row3 + fourth);
            var four4 = SmallestOfFour<T>(row0 + fifth, row1 + fifth, row2 + fifth, row3 + fifth);
            Median(four0, four1, four2, four3, four4, above + at).Store(upperTarget + x);
            Median(four0, four1, four2, four3, four4, below + at).Store(lowerTarget + x);
        }
    }

    /// <summary>The median of 25 from the sorted columns of four of its rows and its fifth row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Median<T>(
        (T, T, T) four0, (T, T, T) four1, (T, T, T, T) four2, (T, T, T) four3, (T, T, T) four4, float* row)
        where T : struct, IFloatLanes<T>
    {
        // What the diagonals need of each column: its two largest, three largest, three middle, three smallest, two smallest.
        var (_, fourth0, fifth0) = ThreeLargest(four0, T.Load(row));
        var (third1, fourth1, fifth1) = ThreeLargest(four1, T.Load(row + T.Count));
        var (second2, third2, fourth2) = ThreeMiddle(four2, T.Load(row + 2 * T.Count));
        var (first3, second3, third3) = ThreeSmallest(four3, T.Load(row + 3 * T.Count));
        var (first4, second4, _) = ThreeSmallest(four4, T.Load(row + 4 * T.Count));
        T lower = T.Max(T.Max(fourth0, third1), T.Max(second2, first3));
        T upper = T.Min(T.Min(fifth1, fourth2), T.Min(third3, second4));
        return MedianOfThree(lower, MedianOfFive(fifth0, fourth1, third2, second3, first4), upper);
    }

    /// <summary>All but the smallest of four, sorted: the smallest is not among the three largest of any five with them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T, T, T) LargestOfFour<T>(float* row0, float* row1, float* row2, float* row3)
        where T : struct, IFloatLanes<T>
    {
        T a = T.Load(row0), b = T.Load(row1), c = T.Load(row2), d = T.Load(row3);
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref b, ref d);
        a = T.Max(a, c);
        Order(ref a, ref b);
        return (a, b, d);
    }

    /// <summary>All but the largest of four, sorted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T, T, T) SmallestOfFour<T>(float* row0, float* row1, float* row2, float* row3)
        where T : struct, IFloatLanes<T>
    {
        T a = T.Load(row0), b = T.Load(row1), c = T.Load(row2), d = T.Load(row3);
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        d = T.Min(b, d);
        Order(ref c, ref d);
        return (a, c, d);
    }

    /// <summary>Four, sorted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T, T, T, T) Four<T>(float* row0, float* row1, float* row2, float* row3)
        where T : struct, IFloatLanes<T>
    {
        T a = T.Load(row0), b = T.Load(row1), c = T.Load(row2), d = T.Load(row3);
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        Order(ref b, ref d);
        Order(ref b, ref c);
        return (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Third, T Fourth, T Fifth) ThreeLargest<T>((T, T, T) largestOfFour, T e)
        where T : struct, IFloatLanes<T>
    {
        var (a, b, c) = largestOfFour;
        e = T.Max(e, a);
        return (T.Min(e, b), T.Min(T.Max(e, b), c), T.Max(e, c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T First, T Second, T Third) ThreeSmallest<T>((T, T, T) smallestOfFour, T e)
        where T : struct, IFloatLanes<T>
    {
        var (a, b, c) = smallestOfFour;
        e = T.Min(e, c);
        return (T.Min(e, a), T.Max(T.Min(e, b), a), T.Max(e, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Second, T Third, T Fourth) ThreeMiddle<T>((T, T, T, T) four, T e)
        where T : struct, IFloatLanes<T>
    {
        var (a, b, c, d) = four;
        e = T.Min(T.Max(e, a), d);
        return (T.Min(e, b), T.Min(T.Max(e, b), c), T.Max(e, c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MedianOfFive<T>(T a, T b, T c, T d, T e)
        where T : struct, IFloatLanes<T>
    {
        Order(ref a, ref b);
        Order(ref d, ref e);
        return MedianOfThree(T.Max(a, d), T.Min(b, e), c);   // without the smallest and the largest of the four
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MedianOfThree<T>(T a, T b, T c)
        where T : struct, IFloatLanes<T>
        => T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Order<T>(ref T low, ref T high)
        where T : struct, IFloatLanes<T>
        => (low, high) = (T.Min(low, high), T.Max(low, high));
}
