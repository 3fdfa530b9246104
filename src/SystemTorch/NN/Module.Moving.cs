using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckMove(device.type, dtype);
                _toEpilog(dtype, device.type == DeviceType.CUDA ? device : new Device(device.type, -1), non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckMove(deviceType, null);
                if (deviceType != DeviceType.CUDA) deviceIndex = -1;
                if (deviceType != _deviceType || deviceIndex != _deviceIndex)
                    _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckMove(null, dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            private static void CheckMove(DeviceType? device, ScalarType? dtype)
            {
                if (dtype is { } type && !IsFloatingOrComplex(type))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={type}");
                if (device == DeviceType.CUDA && !cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);
            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog((ScalarType?)dtype, device, non_blocking);
            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) => _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>Moves the children, then replaces own parameters and buffers, in the registry and in the fields that hold them.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is null && device is null) throw new ArgumentNullException(nameof(dtype), "dtype and device are both null");
                foreach (var (_, child) in named_children())
                {
                    if (device is null) child._to(dtype!.Value, non_blocking);
                    else if (dtype is null) child._to(device.type, device.index, non_blocking);
                    else child._to(device, dtype.Value, non_blocking);
                }

                foreach (var own in _internal_params.keys())
                {
                    if (!ReplaceParameter(dtype, device, _internal_params[own], out var moved)) continue;
                    Own(own, moved);
                    Reassign(own, moved!);
                }
                foreach (var own in _internal_buffers.keys())
                {
                    var (buffer, persistent) = _internal_buffers[own];
                    if (!persistent || !ReplaceBuffer(dtype, device, buffer, out var moved)) continue;
                    ConditionallyRegisterBuffer(own, moved);
                    Reassign(own, moved!);
                }
                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            /// <summary>Puts the moved tensor into the public property of that name or else the field.</summary>
            private void Reassign(string component, Tensor moved)
            {
                var property = GetType().GetProperty(component, BindingFlags.Public | BindingFlags.Instance);
                if (property is { CanWrite: true })
                {
                    if (!ReferenceEquals(property.GetValue(this), moved)) property.SetValue(this, moved);
                    return;
                }
                FieldsOf(GetType()).FirstOrDefault(field => field.ComponentName() == component)?.SetValue(this, moved);
            }

            /// <summary>Makes the moved copy of a buffer and disposes the buffer; integers keep their type.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                var type = IsFloatingOrComplex(buffer.dtype) ? dtype ?? buffer.dtype : buffer.dtype;
                var target = device ?? buffer.device;
                if (type == buffer.dtype && SamePlace(target, buffer)) return false;
                result = buffer.to(type, target).DetachFromDisposeScope();
                buffer.Dispose();
                return true;
            }

            /// <summary>Makes the moved copy of a parameter, a leaf with the gradient moved too; the caller disposes the old one.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                var type = IsFloatingOrComplex(param.dtype) ? dtype ?? param.dtype : param.dtype;
                var target = device ?? param.device;
                if (type == param.dtype && SamePlace(target, param)) return false;
                using var grad = param.grad;
                using var untracked = no_grad();
                p = new Parameter(param.to(type, target), param.requires_grad);
                p.DetachFromDisposeScope();
                if (grad is null) return true;
                using var movedGrad = grad.to(type, target);
                p.grad = movedGrad;
                return true;
            }

            private static bool SamePlace(Device device, Tensor tensor) =>
                device.type == tensor.device_type && (device.index == tensor.device_index || device.index < 0);

            private static bool IsFloatingOrComplex(ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16
                or ScalarType.Float32 or ScalarType.Float64 or ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());
        }
    }
}
