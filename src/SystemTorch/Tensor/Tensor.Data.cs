namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements, in the tensor's own memory and order.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the .NET type of the dtype.</exception>
        /// <exception cref="InvalidOperationException">Not on the CPU.</exception>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireOnCpu();
            RequireElementType(typeof(T));
            return new Utils.TensorAccessor<T>(this);
        }

        /// <summary>The one element.</summary>
        /// <exception cref="ArgumentException">More or fewer than one, or the type does not match the dtype exactly.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            RequireElementType(typeof(T));
            RequireOnCpu();
            return Alive(*(T*)Pointer);
        }

        /// <summary>The raw little-endian memory of a contiguous tensor. It is not kept alive: hold on to the tensor.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new NotImplementedException("Bytes() called on non-contiguous tensor.");
                RequireOnCpu();
                long size = NumberOfElements * ElementSize;
                if (size > int.MaxValue) throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                return new Span<byte>((void*)Pointer, (int)size);
            }

            set
            {
                if (!is_contiguous()) throw new NotImplementedException("SetBytes() called on non-contiguous tensor.");
                if (NumberOfElements * ElementSize != value.Length) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(bytes);
            }
        }

        /// <summary>Where the elements begin; zero for an empty tensor.</summary>
        internal IntPtr Pointer
        {
            get
            {
                IntPtr data = Alive(Library.st_data(Handle));
                return data != 0 || NumberOfElements == 0 ? data : throw Library.Error();
            }
        }

        private void RequireOnCpu()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }

        private void RequireElementType(Type type)
        {
            if (ElementTypes.Of(dtype) != type) throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }
    }
}
