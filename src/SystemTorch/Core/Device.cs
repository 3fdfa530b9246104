namespace TorchSharp;

public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    public class Device
    {
        public DeviceType type { get; private set; }

        /// <summary>-1: the current one.</summary>
        public int index { get; private set; } = -1;

        /// <param name="description">"cpu", "cuda", "cuda:1", …</param>
        public Device(string description)
        {
            string[] parts = description.Split(':');
            if (parts.Length > 2) throw new ArgumentException($"Invalid device string: {description}");
            type = TypeOf(parts[0]);
            if (parts.Length == 2) index = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            InitializeDevice(this);
        }

        public Device(string deviceType, int index = -1) : this(TypeOf(deviceType), index) { }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
            InitializeDevice(this);
        }

        /// <summary>A CUDA device.</summary>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        // As libtorch reports it: nothing has to be made ready.
        internal Device(long code)
        {
            type = (DeviceType)(code >> 32);
            index = (int)code;
        }

        internal long Code => ((long)type << 32) | (uint)index;

        private static DeviceType TypeOf(string name) => Enum.Parse<DeviceType>(name, ignoreCase: true);

        public override string ToString()
        {
            string name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : $"{name}:{index}";
        }

        public static implicit operator Device(string description) => new(description);
    }

    public static readonly Device CPU = InitializeDevice(new Device(DeviceType.CPU, -1));
    public static readonly Device META = InitializeDevice(new Device(DeviceType.META, -1));

    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA, -1));

    public static Device MPS => InitializeDevice(new Device(DeviceType.MPS, -1));

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    public static bool TryInitializeDeviceType(DeviceType deviceType) =>
        deviceType == DeviceType.CPU || Library.st_initialize_device(((long)deviceType << 32) | uint.MaxValue) >= 0;

    /// <exception cref="InvalidOperationException">This libtorch or this machine has no such device.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise here.", Library.Error());
    }

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }
}
