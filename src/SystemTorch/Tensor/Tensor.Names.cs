using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The dimensions' names; null where one has none.</summary>
        public string[] names
        {
            get
            {
                var found = new string?[Dimensions];
                for (int d = 0; d < found.Length; d++) found[d] = Marshal.PtrToStringUTF8(Alive(Library.st_name(Handle, d)));
                return found!;
            }
        }

        public bool has_names() => names.Any(name => name is not null);

        /// <summary>Names all dimensions; null takes the names away.</summary>
        public unsafe Tensor rename_(IEnumerable<string?>? names)
        {
            IntPtr[] texts = names is null ? [] : [.. names.Select(name => name is null or "*" ? 0 : Marshal.StringToCoTaskMemUTF8(name))];
            try
            {
                fixed (IntPtr* p = texts) Alive(Library.Check(Library.st_set_names(Handle, p, texts.Length)));
            }
            finally
            {
                foreach (IntPtr text in texts) Marshal.FreeCoTaskMem(text);
            }
            return this;
        }

        /// <summary>The same elements under other names.</summary>
        public Tensor rename(IEnumerable<string?>? names) => Aten.Call("aten::alias", this).rename_(names);

    }
}
