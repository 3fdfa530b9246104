using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A tensor that a module learns; takes over <paramref name="data"/>, which is invalid afterwards.</summary>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns.</summary>
    public class Parameter : Tensor
    {
        /// <summary>
        /// Takes over <paramref name="data"/>'s handle and place in its dispose scope: the tensor passed in is invalid afterwards.
        /// </summary>
        public Parameter(Tensor data, bool requires_grad = true)
            : base(data.with_requires_grad(requires_grad).MoveHandle(), manager: null) => DisposeScope.Replace(data, this);

        internal Parameter(IntPtr handle) : base(handle)
        {
        }
    }
}
