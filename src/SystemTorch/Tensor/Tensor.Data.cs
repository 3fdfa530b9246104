namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements, in the tensor's own memory and order; of a tensor elsewhere than on the CPU, of a copy.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the .NET type of the dtype.</exception>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireElementType(typeof(T));
            return new Utils.TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        /// <summary>The one element.</summary>
        /// <exception cref="ArgumentException">More or fewer than one, or the type does not match the dtype exactly.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            RequireElementType(typeof(T));
            if (!is_cpu())
            {
                using Tensor host = cpu();
                return host.item<T>();
            }
            return Alive(*(T*)Pointer);
        }

        /// <summary>The raw little-endian memory of a contiguous tensor. It is not kept alive: hold on to the tensor.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                long size = NumberOfElements * ElementSize;
                RequireContiguousOnCpu();
                if (size > int.MaxValue) throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                return new Span<byte>((void*)Pointer, (int)size);
            }

            set
            {
                RequireContiguousOnCpu();
                if (NumberOfElements * ElementSize != value.Length) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(bytes);
            }
        }

        /// <summary>Writes the raw memory, however much it is.</summary>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            RequireContiguousOnCpu();
            byte* from = (byte*)Pointer;
            for (long left = NumberOfElements * ElementSize; left > 0;)
            {
                int n = (int)Math.Min(left, Part);
                stream.Write(new ReadOnlySpan<byte>(from, n));
                from += n;
                left -= n;
            }
            GC.KeepAlive(this);
        }

        /// <summary>Fills the raw memory.</summary>
        /// <exception cref="EndOfStreamException">The stream ends before.</exception>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            RequireContiguousOnCpu();
            byte* to = (byte*)Pointer;
            for (long left = NumberOfElements * ElementSize; left > 0;)
            {
                int n = (int)Math.Min(left, Part);
                stream.ReadExactly(new Span<byte>(to, n));
                to += n;
                left -= n;
            }
            GC.KeepAlive(this);
        }

        private const int Part = 1 << 24; // bytes at a time; no buffer of ours is between

        /// <summary>Where the elements begin; zero for an empty tensor.</summary>
        internal IntPtr Pointer
        {
            get
            {
                IntPtr data = Alive(Library.st_data(Handle));
                return data != 0 || NumberOfElements == 0 ? data : throw Library.Error();
            }
        }

        internal void RequireContiguousOnCpu()
        {
            if (!is_contiguous()) throw new InvalidOperationException("The bytes of a non-contiguous tensor are not in one piece.");
            if (!is_cpu())
                throw new InvalidOperationException("The bytes of a tensor can be reached on the CPU only: move it there first.");
        }

        private void RequireElementType(Type type)
        {
            if (ElementTypes.Of(dtype) != type) throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }
    }
}
