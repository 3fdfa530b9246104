namespace TorchSharp;

public static partial class torch
{
    private static ScalarType default_dtype = ScalarType.Float32;
    private static Device? default_device;

    public static ScalarType get_default_dtype() => default_dtype;

    /// <summary>What factories make when no dtype is given, and what integers become in a true division.</summary>
    public static void set_default_dtype(ScalarType dtype)
    {
        Library.Check(Library.st_set_default_dtype((int)dtype));
        default_dtype = dtype;
    }

    public static void set_default_tensor_type(Tensor t) => set_default_dtype(t.dtype);

    public static Device get_default_device() => default_device ?? CPU;

    public static void set_default_device(Device device) => default_device = device;

    public static void set_default_device(string device) => default_device = new Device(device);
}
