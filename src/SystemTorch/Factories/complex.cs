namespace TorchSharp;

public static partial class torch
{
    public static Tensor complex(Tensor real, Tensor imag) => Aten.Call("aten::complex", real, imag);

    /// <summary>abs · e^(i · angle).</summary>
    public static Tensor polar(Tensor abs, Tensor angle) => Aten.Call("aten::polar", abs, angle);
}
