namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Writes PyTorch's own archive, which Python's <c>torch.jit.load</c> and <see cref="load(string)"/> read.</summary>
        public void save(string location)
        {
            Library.Check(Library.st_save(Handle, location));
            GC.KeepAlive(this);
        }

        public static Tensor load(string location) => new(Library.Check(Library.st_load(location)));

        /// <summary>Reads what the extension method <see cref="TensorExtensionMethods.Save(Tensor, string)"/> wrote.</summary>
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location) => Load(File.OpenRead(location));
    }

    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);
}
