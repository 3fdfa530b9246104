#pragma warning disable CA1822, CS0649, IDE0051, IDE0060, IDE0290, CA1852

namespace SystemTorch.Tests.Conformance;

/// <summary>Small libraries: one that keeps to the list in <see cref="ComparisonTests"/>, and others with one deviation each.</summary>
public static class Fakes
{
    public static class Faithful
    {
        public enum Mode { Slow, Fast = 3 }

        public sealed class Tensor;

        public class Pair : IDisposable
        {
            public static readonly Mode float32 = Mode.Fast;

            public Pair(long size = 4) => this.size = size;

            private readonly long size;

            public Tensor? grad { get; internal set; }

            public Tensor this[long i1, long i2] { get => new(); set => grad = value; }

            public static Pair operator +(Pair left, long right) => new(left.size + right);

            public static implicit operator Pair(long value) => new(value);

            public static Tensor mix(Tensor left, Tensor? right = null, float alpha = 0.1f, double eps = 1e-5, Mode mode = Mode.Slow) => left;

            public virtual (Tensor values, Tensor indexes) split(params long[] sizes) => (new(), new());

            public long? reach(long? dim = null, (long, long)? span = null, bool keepdim = false) => dim;

            public T item<T>() where T : unmanaged => default;

            public override string ToString() => "an override says nothing new";

            protected bool Ready() => true;

            internal void hidden()
            {
            }

            public void Dispose() => GC.SuppressFinalize(this);
        }
    }

    public class Shared
    {
        public sealed class Tensor;

        public enum Mode { Slow, Fast = 3 }
    }

    public static class ExtraMember
    {
        public class Pair(long size = 4) { public void extra() => _ = size; }
    }

    public static class ExtraOverload
    {
        public class Pair(long size = 4) { public long? reach(long dim) => size + dim; }
    }

    public static class ExtraType
    {
        public class Other;
    }

    public static class RenamedParameter
    {
        public class Pair(long size = 4) { public long? reach(long? axis = null, (long, long)? span = null, bool keepdim = false) => size; }
    }

    public static class ChangedDefault
    {
        public class Pair(long size = 4) { public long? reach(long? dim = null, (long, long)? span = null, bool keepdim = true) => size; }
    }

    public static class ChangedNumber
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public static Shared.Tensor mix(
                Shared.Tensor left, Shared.Tensor? right = null, float alpha = 0.1f, double eps = 1e-6, Shared.Mode mode = Shared.Mode.Slow) => left;
        }
    }

    public static class ChangedEnumDefault
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public static Shared.Tensor mix(
                Shared.Tensor left, Shared.Tensor? right = null, float alpha = 0.1f, double eps = 1e-5, Shared.Mode mode = Shared.Mode.Fast) => left;
        }
    }

    public static class MissingDefault
    {
        public class Pair(long size = 4) { public long? reach(long? dim, (long, long)? span, bool keepdim) => size; }
    }

    public static class WrongTupleName
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public virtual (Shared.Tensor values, Shared.Tensor indices) split(params long[] sizes) => (new(), new());
        }
    }

    public static class NoTupleNames
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public virtual (Shared.Tensor, Shared.Tensor) split(params long[] sizes) => (new(), new());
        }
    }

    public static class WrongReturn
    {
        public class Pair(long size = 4) { public long reach(long? dim = null, (long, long)? span = null, bool keepdim = false) => size; }
    }

    public static class NotNullable
    {
        public class Pair(long size = 4) { public long? reach(long dim, (long, long)? span = null, bool keepdim = false) => size; }
    }

    public static class NotParams
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public virtual (Shared.Tensor values, Shared.Tensor indexes) split(long[] sizes) => (new(), new());
        }
    }

    public static class NotVirtual
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public (Shared.Tensor values, Shared.Tensor indexes) split(params long[] sizes) => (new(), new());
        }
    }

    public static class NotStatic
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public Shared.Tensor mix(
                Shared.Tensor left, Shared.Tensor? right = null, float alpha = 0.1f, double eps = 1e-5, Shared.Mode mode = Shared.Mode.Slow) => left;
        }
    }

    public static class PublicInsteadOfProtected
    {
        public class Pair(long size = 4) { public bool Ready() => size > 0; }
    }

    public static class ExtraSetter
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public Shared.Tensor? grad { get; set; }
        }
    }

    public static class ConstantField
    {
        public class Pair(long size = 4)
        {
            public const Shared.Mode float32 = Shared.Mode.Fast;
            private readonly long size = size;
        }
    }

    public static class SealedType
    {
        public sealed class Pair(long size = 4) { private readonly long size = size; }
    }

    public static class ExtraInterface
    {
        public class Pair(long size = 4) : ICloneable
        {
            private readonly long size = size;

            object ICloneable.Clone() => new Pair(size);
        }
    }

    public static class WrongEnumValue
    {
        public enum Mode { Slow, Fast = 2 }
    }

    public static class ExtraConstructor
    {
        public class Pair;
    }

    public static class WrongOperator
    {
        public class Pair(long size = 4)
        {
            private readonly long size = size;

            public static Pair operator -(Pair left, long right) => new(left.size - right);
        }
    }
}
