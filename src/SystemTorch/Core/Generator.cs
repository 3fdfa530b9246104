namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers of its own.</summary>
    public class Generator : IDisposable
    {
        public IntPtr Handle { get; private set; }

        public Device device { get; private set; }

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            Handle = Library.Check(Library.st_generator(seed, this.device.Code));
        }

        private Generator(IntPtr handle, Device device)
        {
            Handle = handle;
            this.device = device;
        }

        /// <summary>The CPU's default generator.</summary>
        public static Generator Default => new(Library.Check(Library.st_default_generator(CPU.Code)), CPU);

        public Generator manual_seed(long seed)
        {
            Library.Check(Library.st_generator_set_seed(Handle, seed));
            return this;
        }

        /// <summary>Draws a seed from the system, uses it and returns it.</summary>
        public long seed() => Library.st_generator_seed(Handle);

        public long initial_seed() => Library.st_generator_initial_seed(Handle);

        public Tensor get_state() => new(Library.Check(Library.st_generator_state(Handle)));

        public void set_state(Tensor value)
        {
            Library.Check(Library.st_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        ~Generator() => Dispose(false);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0) return;
            Library.st_free_generator(Handle);
            Handle = 0;
        }
    }
}
