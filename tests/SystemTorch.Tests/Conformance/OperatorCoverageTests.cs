using System.Reflection;
using System.Text.RegularExpressions;
using SystemTorch.Tests.Provider;
using TorchSharp;

namespace SystemTorch.Tests.Conformance;

/// <summary>No operator without a test: each overload declared in src/SystemTorch/Operators is referred to by this assembly's code.</summary>
public class OperatorCoverageTests
{
    private const int MemberReferences = 0x0A000000;

    [Fact]
    public void Every_overload_of_every_operator_is_called_by_a_test()
    {
        HashSet<string> operators = [.. Repository.Files("src/SystemTorch/Operators", ".cs")
            .SelectMany(file => Regex.Matches(file.Text, @"^ *public (?:static )?.*?\b(\w+)\(", RegexOptions.Multiline))
            .Select(declaration => declaration.Groups[1].Value)];
        HashSet<MethodBase> called = [.. Called(typeof(OperatorCoverageTests).Module)];

        string[] missing = [..
            from type in new[] { typeof(torch), typeof(torch.Tensor), typeof(torch.linalg), typeof(torch.special) }
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where operators.Contains(method.Name) || method.Name.StartsWith("op_", StringComparison.Ordinal)
            where method.Name is not ("op_Implicit" or "op_Explicit") // conversions are no operators of tensors
            where method.GetBaseDefinition() == method && !called.Contains(method)
            select $"{type.Name}.{method}"];

        Assert.True(missing.Length == 0, $"{missing.Length} operators that no test calls:\n{string.Join("\n", missing.Order())}");
    }

    // what the compiler noted in the metadata as used from other assemblies
    private static IEnumerable<MethodBase> Called(Module module)
    {
        Type[] any = [.. Enumerable.Repeat(typeof(object), 20)]; // stands for whatever type parameters are in scope there
        for (int token = MemberReferences + 1; ; token++)
        {
            MemberInfo? member;
            try
            {
                member = module.ResolveMember(token, any, any);
            }
            catch (ArgumentOutOfRangeException)
            {
                yield break; // past the last one
            }
            if (member is MethodBase method) yield return method;
        }
    }
}
