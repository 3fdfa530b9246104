namespace TorchSharp;

public static partial class torch
{
    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => is_available() && Library.st_cudnn_available() != 0;

        public static int device_count() => Library.st_cuda_device_count();

        public static void manual_seed(long seed)
        {
            if (is_available()) torch.manual_seed(seed);
        }

        public static void manual_seed_all(long seed) => manual_seed(seed);

        /// <summary>Waits for the device's work.</summary>
        public static void synchronize(Device? device = null) =>
            Library.Check(Library.st_cuda_synchronize((device ?? new Device(DeviceType.CUDA)).Code));
    }
}
