using System.Runtime.CompilerServices;

namespace MicroExpressions.Flow;

/// <summary>
/// Median of 5 × 5 pixels, in place, with the edge pixels repeated outside: the outlier filter that Wedel et al. 2009 put between
/// the iterations of TV-L1.
/// <para>
/// After Kolte, Smith and Su (ISSPA 1999): sort each column of five, then each row of the sorted columns; of a matrix that is
/// sorted both ways only three diagonals can hold the median, and it is the middle one of: the largest of the lower diagonal, the
/// median of the main one, the smallest of the upper one. A column is sorted once for the five windows that it belongs to, a row
/// only as far as the diagonals need it: about a hundred minima and maxima for a whole vector of medians.
/// </para>
/// <para>Vector layout: lane i is the window around pixel x + i. The scalar equivalent is the tests' <c>ScalarMedian</c>.</para>
/// </summary>
internal sealed unsafe class MedianFilter
{
    private const int Window = 5;
    private const int Reach = Window / 2;

    private readonly FloatBlock memory;
    private readonly int pitch;

    /// <param name="width">the widest row that will be filtered</param>
    public MedianFilter(int width)
    {
        pitch = (width + 4 * FlowLevel.WidestVector) / FlowLevel.WidestVector * FlowLevel.WidestVector;
        memory = new FloatBlock(pitch * 2 * Window);
    }

    /// <summary>Filters one field of the level.</summary>
    public void Run<T>(FlowLevel level, int field)
        where T : struct, IFloatLanes<T>
    {
        for (int y = 0; y < Math.Min(Reach, level.Height); y++)
            Keep(level, field, y);
        for (int y = 0; y < level.Height; y++)
        {
            if (y + Reach < level.Height)
                Keep(level, field, y + Reach);
            SortColumns<T>(level, y);
            MediansOfSortedColumns<T>(level.Row(field, y), level.Width);
        }
    }

    /// <summary>The last five unfiltered rows.</summary>
    private float* Unfiltered(int y) => memory.Start + y % Window * pitch;

    /// <summary>The columns of five around a row, sorted: rank 0 is the smallest. Two pixels before and after the row are valid.</summary>
    private float* Sorted(int rank) => memory.Start + (Window + rank) * pitch + FlowLevel.WidestVector;

    private void Keep(FlowLevel level, int field, int y)
        => new Span<float>(level.Row(field, y), level.Width).CopyTo(new Span<float>(Unfiltered(y), level.Width));

    private void SortColumns<T>(FlowLevel level, int y)
        where T : struct, IFloatLanes<T>
    {
        int last = level.Height - 1, width = level.Width;
        float* row0 = Unfiltered(Math.Max(y - 2, 0)), row1 = Unfiltered(Math.Max(y - 1, 0)), row2 = Unfiltered(y);
        float* row3 = Unfiltered(Math.Min(y + 1, last)), row4 = Unfiltered(Math.Min(y + 2, last));
        float* sorted0 = Sorted(0), sorted1 = Sorted(1), sorted2 = Sorted(2), sorted3 = Sorted(3), sorted4 = Sorted(4);
        for (nint x = 0; x < width; x += T.Count)
        {
            T a = T.Load(row0 + x), b = T.Load(row1 + x), c = T.Load(row2 + x), d = T.Load(row3 + x), e = T.Load(row4 + x);
            Order(ref a, ref b);
            Order(ref d, ref e);
            Order(ref c, ref e);
            Order(ref c, ref d);
            Order(ref a, ref d);
            Order(ref a, ref c);
            Order(ref b, ref e);
            Order(ref b, ref d);
            Order(ref b, ref c);
            a.Store(sorted0 + x);
            b.Store(sorted1 + x);
            c.Store(sorted2 + x);
            d.Store(sorted3 + x);
            e.Store(sorted4 + x);
        }
        for (int rank = 0; rank < Window; rank++)
        {
            float* row = Sorted(rank);
            row[-2] = row[-1] = row[0];
            row[width] = row[width + 1] = row[width - 1];
        }
    }

    private void MediansOfSortedColumns<T>(float* target, int width)
        where T : struct, IFloatLanes<T>
    {
        float* sorted0 = Sorted(0), sorted1 = Sorted(1), sorted2 = Sorted(2), sorted3 = Sorted(3), sorted4 = Sorted(4);
        for (nint x = 0; x < width; x += T.Count)
        {
            // What the diagonals need of each row: its two largest, three largest, three middle, three smallest, two smallest.
            var (_, fourth0, fifth0) = ThreeLargest<T>(sorted0 + x);
            var (third1, fourth1, fifth1) = ThreeLargest<T>(sorted1 + x);
            var (second2, third2, fourth2) = ThreeMiddle<T>(sorted2 + x);
            var (first3, second3, third3) = ThreeSmallest<T>(sorted3 + x);
            var (first4, second4, _) = ThreeSmallest<T>(sorted4 + x);
            T lower = T.Max(T.Max(fourth0, third1), T.Max(second2, first3));
            T upper = T.Min(T.Min(fifth1, fourth2), T.Min(third3, second4));
            T middle = MedianOfFive(fifth0, fourth1, third2, second3, first4);
            T.Max(T.Min(lower, middle), T.Min(T.Max(lower, middle), upper)).Store(target + x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Third, T Fourth, T Fifth) ThreeLargest<T>(float* row)
        where T : struct, IFloatLanes<T>
    {
        T a = T.Load(row - 2), b = T.Load(row - 1), c = T.Load(row), d = T.Load(row + 1), e = T.Load(row + 2);
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref b, ref d);                  // d is the largest of four
        a = T.Max(a, c);                      // the smallest of four is not among the three largest of five
        Order(ref a, ref b);                  // a ≤ b ≤ d
        e = T.Max(e, a);
        return (T.Min(e, b), T.Min(T.Max(e, b), d), T.Max(T.Max(e, b), d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T First, T Second, T Third) ThreeSmallest<T>(float* row)
        where T : struct, IFloatLanes<T>
    {
        T a = T.Load(row - 2), b = T.Load(row - 1), c = T.Load(row), d = T.Load(row + 1), e = T.Load(row + 2);
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);                  // a is the smallest of four
        d = T.Min(b, d);
        Order(ref c, ref d);                  // a ≤ c ≤ d
        e = T.Min(e, d);
        return (T.Min(T.Min(e, c), a), T.Max(T.Min(e, c), a), T.Max(e, c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Second, T Third, T Fourth) ThreeMiddle<T>(float* row)
        where T : struct, IFloatLanes<T>
    {
        T a = T.Load(row - 2), b = T.Load(row - 1), c = T.Load(row), d = T.Load(row + 1), e = T.Load(row + 2);
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        Order(ref b, ref d);                  // a smallest, d largest of four
        Order(ref b, ref c);
        e = T.Min(T.Max(e, a), d);
        return (T.Min(e, b), T.Min(T.Max(e, b), c), T.Max(T.Max(e, b), c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MedianOfFive<T>(T a, T b, T c, T d, T e)
        where T : struct, IFloatLanes<T>
    {
        Order(ref a, ref b);
        Order(ref d, ref e);
        T low = T.Max(a, d), high = T.Min(b, e);   // without the smallest and the largest of the four
        return T.Max(T.Min(low, high), T.Min(T.Max(low, high), c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Order<T>(ref T low, ref T high)
        where T : struct, IFloatLanes<T>
        => (low, high) = (T.Min(low, high), T.Max(low, high));
}
