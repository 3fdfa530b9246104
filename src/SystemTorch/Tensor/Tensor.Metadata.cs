using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A name for the reader's convenience.</summary>
        public string? name { get; set; }

        public long Dimensions => Alive(Library.Check(Library.st_dim(Handle)));

        public long dim() => Dimensions;

        public long ndim => Dimensions;

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* p = sizes) Library.Check(Library.st_sizes(Handle, p, sizes.Length));
                return Alive(sizes);
            }
        }

        public long[] size() => shape;

        /// <param name="dim">Negative: from the end.</param>
        public long size(int dim) => shape[FromEnd(dim)];

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* p = strides) Library.Check(Library.st_strides(Handle, p, strides.Length));
            return Alive(strides);
        }

        public long stride(int dim) => stride()[FromEnd(dim)];

        public long storage_offset() => Alive(Library.Check(Library.st_storage_offset(Handle)));

        public long NumberOfElements => Alive(Library.Check(Library.st_numel(Handle)));

        public long numel() => NumberOfElements;

        /// <summary>Bytes.</summary>
        public long ElementSize => Alive(Library.st_element_size(Handle));

        public long element_size() => ElementSize;

        public ScalarType dtype => Alive((ScalarType)Library.st_dtype(Handle));

        public Device device => Alive(new Device(Library.Check(Library.st_device(Handle))));

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Alive(Library.Check(Library.st_is_sparse(Handle)) != 0);

        public bool is_contiguous() => Alive(Library.Check(Library.st_is_contiguous(Handle)) != 0);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        private int FromEnd(int dim)
        {
            long rank = Dimensions;
            if (dim < -rank || dim >= rank)
                throw new ExternalException($"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})");
            return (int)(dim < 0 ? dim + rank : dim);
        }

        // Keeps this object, and with it the handle just read, until the native call has returned.
        private T Alive<T>(T result)
        {
            GC.KeepAlive(this);
            return result;
        }
    }

    public static long numel(Tensor input) => input.numel();

    public static bool is_tensor(object obj) => obj is Tensor;
}
