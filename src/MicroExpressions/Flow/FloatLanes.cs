using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MicroExpressions.Flow;

/// <summary>
/// <see cref="Count"/> neighbouring pixels of one row, worked on at once: lane i is the pixel i to the right of the address.
/// The flow's kernels are written once against it; the three structs below fill it with 16, 8 and 4 lanes, and
/// <see cref="TvL1Flow"/> picks the widest that the processor works on in hardware.
/// </summary>
internal unsafe interface IFloatLanes<T>
    where T : struct, IFloatLanes<T>
{
    static abstract int Count { get; }

    static abstract T Load(float* source);

    static abstract T All(float value);

    static abstract T Min(T a, T b);

    static abstract T Max(T a, T b);

    /// <summary><c>a·b + c</c>, fused where the processor can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary><c>a·b + c</c> with b read from memory by the same instruction.</summary>
    static abstract T MultiplyAdd(T a, float* b, T c);

    /// <summary><c>1/√a</c> to 11 bits at least; a must be positive.</summary>
    static abstract T ReciprocalSqrtEstimate(T a);

    static abstract float Sum(T a);

    /// <summary>The smallest lane.</summary>
    static abstract float Least(T a);

    /// <summary>Whether a is greater than b in any lane.</summary>
    static abstract bool AnyGreater(T a, T b);

    /// <summary>Lane by lane, <paramref name="then"/> where a is less than b, else <paramref name="otherwise"/>.</summary>
    static abstract T WhereLess(T a, T b, T then, T otherwise);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    /// <summary>The pixels at an address added: one instruction, where loading them first would take two.</summary>
    static abstract T operator +(T a, float* b);

    /// <summary>The pixels at an address subtracted.</summary>
    static abstract T operator -(T a, float* b);

    /// <summary>Multiplied by the pixels at an address.</summary>
    static abstract T operator *(T a, float* b);

    static abstract T operator -(T a);

    void Store(float* target);
}

/// <summary>Sixteen lanes (AVX-512).</summary>
internal readonly unsafe struct Lanes512(Vector512<float> value) : IFloatLanes<Lanes512>
{
    private readonly Vector512<float> value = value;

    public static int Count => Vector512<float>.Count;

    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    public static Lanes512 All(float value) => new(Vector512.Create(value));

    public static Lanes512 Min(Lanes512 a, Lanes512 b) => new(Vector512.MinNative(a.value, b.value));

    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.MaxNative(a.value, b.value));

    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.MultiplyAddEstimate(a.value, b.value, c.value));

    public static Lanes512 MultiplyAdd(Lanes512 a, float* b, Lanes512 c) => new(Vector512.MultiplyAddEstimate(a.value, Vector512.Load(b), c.value));

    public static Lanes512 ReciprocalSqrtEstimate(Lanes512 a)
        => new(Avx512F.IsSupported ? Avx512F.ReciprocalSqrt14(a.value) : Vector512<float>.One / Vector512.Sqrt(a.value));

    public static float Sum(Lanes512 a) => Vector512.Sum(a.value);

    public static float Least(Lanes512 a) => Lanes256.Least(new(Vector256.MinNative(a.value.GetLower(), a.value.GetUpper())));

    public static bool AnyGreater(Lanes512 a, Lanes512 b) => Vector512.GreaterThanAny(a.value, b.value);

    public static Lanes512 WhereLess(Lanes512 a, Lanes512 b, Lanes512 then, Lanes512 otherwise)
        => new(Vector512.ConditionalSelect(Vector512.LessThan(a.value, b.value), then.value, otherwise.value));

    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a.value + b.value);

    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a.value - b.value);

    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a.value * b.value);

    public static Lanes512 operator /(Lanes512 a, Lanes512 b) => new(a.value / b.value);

    public static Lanes512 operator +(Lanes512 a, float* b) => new(a.value + Vector512.Load(b));

    public static Lanes512 operator -(Lanes512 a, float* b) => new(a.value - Vector512.Load(b));

    public static Lanes512 operator *(Lanes512 a, float* b) => new(a.value * Vector512.Load(b));

    public static Lanes512 operator -(Lanes512 a) => new(-a.value);

    public void Store(float* target) => value.Store(target);
}

/// <summary>Eight lanes (AVX2).</summary>
internal readonly unsafe struct Lanes256(Vector256<float> value) : IFloatLanes<Lanes256>
{
    private readonly Vector256<float> value = value;

    public static int Count => Vector256<float>.Count;

    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    public static Lanes256 All(float value) => new(Vector256.Create(value));

    public static Lanes256 Min(Lanes256 a, Lanes256 b) => new(Vector256.MinNative(a.value, b.value));

    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.MaxNative(a.value, b.value));

    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.MultiplyAddEstimate(a.value, b.value, c.value));

    public static Lanes256 MultiplyAdd(Lanes256 a, float* b, Lanes256 c) => new(Vector256.MultiplyAddEstimate(a.value, Vector256.Load(b), c.value));

    public static Lanes256 ReciprocalSqrtEstimate(Lanes256 a)
        => new(Avx.IsSupported ? Avx.ReciprocalSqrt(a.value) : Vector256<float>.One / Vector256.Sqrt(a.value));

    public static float Sum(Lanes256 a) => Vector256.Sum(a.value);

    public static float Least(Lanes256 a) => Lanes128.Least(new(Vector128.MinNative(a.value.GetLower(), a.value.GetUpper())));

    public static bool AnyGreater(Lanes256 a, Lanes256 b) => Vector256.GreaterThanAny(a.value, b.value);

    public static Lanes256 WhereLess(Lanes256 a, Lanes256 b, Lanes256 then, Lanes256 otherwise)
        => new(Vector256.ConditionalSelect(Vector256.LessThan(a.value, b.value), then.value, otherwise.value));

    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a.value + b.value);

    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a.value - b.value);

    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a.value * b.value);

    public static Lanes256 operator /(Lanes256 a, Lanes256 b) => new(a.value / b.value);

    public static Lanes256 operator +(Lanes256 a, float* b) => new(a.value + Vector256.Load(b));

    public static Lanes256 operator -(Lanes256 a, float* b) => new(a.value - Vector256.Load(b));

    public static Lanes256 operator *(Lanes256 a, float* b) => new(a.value * Vector256.Load(b));

    public static Lanes256 operator -(Lanes256 a) => new(-a.value);

    public void Store(float* target) => value.Store(target);
}

/// <summary>Four lanes (SSE, NEON, or no vector unit at all).</summary>
internal readonly unsafe struct Lanes128(Vector128<float> value) : IFloatLanes<Lanes128>
{
    private readonly Vector128<float> value = value;

    public static int Count => Vector128<float>.Count;

    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    public static Lanes128 All(float value) => new(Vector128.Create(value));

    public static Lanes128 Min(Lanes128 a, Lanes128 b) => new(Vector128.MinNative(a.value, b.value));

    public static Lanes128 Max(Lanes128 a, Lanes128 b) => new(Vector128.MaxNative(a.value, b.value));

    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.MultiplyAddEstimate(a.value, b.value, c.value));

    public static Lanes128 MultiplyAdd(Lanes128 a, float* b, Lanes128 c) => new(Vector128.MultiplyAddEstimate(a.value, Vector128.Load(b), c.value));

    public static Lanes128 ReciprocalSqrtEstimate(Lanes128 a)
        => new(Sse.IsSupported ? Sse.ReciprocalSqrt(a.value) : Vector128<float>.One / Vector128.Sqrt(a.value));

    public static float Sum(Lanes128 a) => Vector128.Sum(a.value);

    public static float Least(Lanes128 a)
    {
        var pairs = Vector128.MinNative(a.value, Vector128.Shuffle(a.value, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MinNative(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    public static bool AnyGreater(Lanes128 a, Lanes128 b) => Vector128.GreaterThanAny(a.value, b.value);

    public static Lanes128 WhereLess(Lanes128 a, Lanes128 b, Lanes128 then, Lanes128 otherwise)
        => new(Vector128.ConditionalSelect(Vector128.LessThan(a.value, b.value), then.value, otherwise.value));

    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a.value + b.value);

    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a.value - b.value);

    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a.value * b.value);

    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => new(a.value / b.value);

    public static Lanes128 operator +(Lanes128 a, float* b) => new(a.value + Vector128.Load(b));

    public static Lanes128 operator -(Lanes128 a, float* b) => new(a.value - Vector128.Load(b));

    public static Lanes128 operator *(Lanes128 a, float* b) => new(a.value * Vector128.Load(b));

    public static Lanes128 operator -(Lanes128 a) => new(-a.value);

    public void Store(float* target) => value.Store(target);
}
