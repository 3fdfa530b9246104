namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Aten.Call("aten::clone", this);

        public Tensor contiguous() => Aten.Call("aten::contiguous", this);

        /// <summary>A second tensor object on the same native tensor, to be disposed by itself.</summary>
        public Tensor alias() => new(Alive(Library.Check(Library.st_alias(Handle))));

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Aten.CallVoid("aten::copy_", this, source, nonBlocking);
            return this;
        }

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Cast(type, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Cast(type, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(device, dtype, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(new Device(device), dtype, copy, disposeAfter, non_blocking);

        public Tensor to(
            DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(new Device(deviceType, deviceIndex), dtype, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(device, type, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Moved(other.device, other.dtype, false, false, non_blocking);

        public Tensor cpu() => Moved(CPU, dtype, false, false, false);

        public Tensor cuda(Device? device = null, bool non_blocking = false)
        {
            if (device is not null && device.type != DeviceType.CUDA) throw new ArgumentException("Not a CUDA device.", nameof(device));
            return Moved(device ?? new Device(DeviceType.CUDA), dtype, false, false, non_blocking);
        }

        public Tensor mps(bool non_blocking = false) => Moved(MPS, dtype, false, false, non_blocking);

        public Tensor pin_memory() => Aten.Call("aten::pin_memory", this);

        public bool is_pinned() => Aten.CallBool("aten::is_pinned", this);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor cfloat() => to_type(ScalarType.ComplexFloat32);

        public Tensor cdouble() => to_type(ScalarType.ComplexFloat64);

        private Tensor Cast(ScalarType type, bool copy, bool disposeAfter, bool non_blocking)
        {
            Tensor cast = Aten.Call("aten::to.dtype", this, type, non_blocking, copy);
            if (disposeAfter) Dispose();
            return cast;
        }

        // Always a new object, on the same native tensor where nothing has to change and no copy is asked for.
        private Tensor Moved(Device to, ScalarType type, bool copy, bool disposeAfter, bool non_blocking)
        {
            Tensor moved = Aten.Call("aten::to.device", this, to, type, non_blocking, copy);
            if (disposeAfter) Dispose();
            return moved;
        }
    }

    public static Tensor clone(Tensor input) => input.clone();
}
