namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Alive(Library.Check(Library.st_requires_grad(Handle)) != 0);
            set => Alive(Library.Check(Library.st_set_requires_grad(Handle, value ? 1 : 0)));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public bool is_leaf => Alive(Library.Check(Library.st_is_leaf(Handle)) != 0);

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => Alive(Library.Check(Library.st_retain_grad(Handle)));

        /// <summary>The accumulated gradient, or null. Each reading makes a new tensor object on it.</summary>
        public Tensor? grad
        {
            get => Alive(Library.st_grad(Handle)) is var found and not 0 ? new Tensor(found) : null;
            set
            {
                Alive(Library.Check(Library.st_set_grad(Handle, value is null ? 0 : value.Handle)));
                GC.KeepAlive(value);
            }
        }

        public void backward() => autograd.backward(this);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors!, retain_graph, create_graph, inputs!);

        public Tensor detach() => Aten.Call("aten::detach", this);

        public Tensor detach_()
        {
            Aten.CallVoid("aten::detach_", this);
            return this;
        }
    }
}
