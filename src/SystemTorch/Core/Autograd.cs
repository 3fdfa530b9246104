namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Adds the gradients of <paramref name="tensors"/> to the leaves they depend on.</summary>
        /// <param name="tensors">What to differentiate; scalars, or each with its gradient.</param>
        /// <param name="grad_tensors">∂/∂tensors; none: 1 for each scalar.</param>
        /// <param name="retain_graph">Keep the graph for another pass; none: as <paramref name="create_graph"/>.</param>
        /// <param name="create_graph">Make the gradients differentiable.</param>
        /// <param name="inputs">Only these leaves; none: all.</param>
        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor> grad_tensors = null!, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null!)
        {
            IntPtr[] of = Handles(tensors), grads = Handles(grad_tensors), into = Handles(inputs);
            fixed (IntPtr* o = of, g = grads, i = into)
            {
                Library.Check(Library.st_backward(
                    o, of.Length, g, grads.Length, Choice(retain_graph), create_graph ? 1 : 0, i, into.Length));
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(
            Tensor tensor, IList<Tensor> grad_tensors = null!, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null!) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null!) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The gradients of <paramref name="outputs"/> for each of <paramref name="inputs"/>, without touching any leaf.</summary>
        /// <remarks>With <paramref name="allow_unused"/> an input that no output depends on gives null.</remarks>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null!, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            IntPtr[] of = Handles(outputs), by = Handles(inputs), grads = Handles(grad_outputs), found = new IntPtr[by.Length];
            fixed (IntPtr* o = of, i = by, g = grads, f = found)
            {
                Library.Check(Library.st_autograd_grad(
                    o, of.Length, i, by.Length, g, grads.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, f));
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(found, handle => handle != 0 ? new Tensor(handle) : null!);
        }

        private static IntPtr[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : [.. tensors.Select(tensor => tensor is null ? 0 : tensor.Handle)];

        private static int Choice(bool? value) => value is { } v ? v ? 1 : 0 : -1;
    }
}
