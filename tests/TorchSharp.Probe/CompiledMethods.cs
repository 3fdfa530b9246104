using System.Reflection;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Probe;

/// <summary>Has the run-time compiler translate methods of TorchSharp.dll: what it cannot read shows itself only then.</summary>
internal static class CompiledMethods
{
    private static readonly Type[] Arguments = [typeof(float), typeof(Tensor), typeof(Same)];

    /// <summary>Says how many were compiled; ends with 1 after naming those that could not be.</summary>
    internal static int Check(IEnumerable<int> tokens)
    {
        int compiled = 0;
        List<string> refused = [];
        foreach (MethodBase method in tokens.Select(token => typeof(Tensor).Module.ResolveMethod(token)!))
        {
            if (Refusal(method) is string refusal)
                refused.Add($"{method.DeclaringType}.{method.Name}: {refusal}");
            else
                compiled++;
        }
        refused.ForEach(Console.Error.WriteLine);
        Console.WriteLine($"{compiled} methods compiled");
        return refused.Count == 0 ? 0 : 1;
    }

    /// <summary>Null when compiled; a generic method is tried with each of the arguments, as its constraints allow.</summary>
    private static string? Refusal(MethodBase method)
    {
        int parameters = method.DeclaringType!.GetGenericArguments().Length + (method.IsGenericMethod ? method.GetGenericArguments().Length : 0);
        string? refusal = null;
        foreach (Type argument in Arguments)
        {
            try
            {
                if (parameters == 0)
                    RuntimeHelpers.PrepareMethod(method.MethodHandle);
                else
                    RuntimeHelpers.PrepareMethod(method.MethodHandle, [.. Enumerable.Repeat(argument.TypeHandle, parameters)]);
                return null;
            }
            catch (InvalidProgramException e)
            {
                return e.Message;
            }
            catch (Exception e)
            {
                refusal = $"{argument.Name}: {e.GetType().Name}: {e.Message}";
            }
        }
        return refusal;
    }

    /// <summary>What autograd's nodes can be of.</summary>
    private sealed class Same : autograd.SingleTensorFunction<Same>
    {
        public override string Name => nameof(Same);

        public override Tensor forward(autograd.AutogradContext context, params object[] inputs) => ((Tensor)inputs[0]).alias();

        public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient) => [gradient];
    }
}
