using System.Reflection;
using System.Runtime.CompilerServices;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests;

/// <summary>No shape that a caller may give reaches libtorch where it does not fit: there it can end the process.</summary>
public class PublicEntryTests
{
    [Fact]
    public void Every_public_entry_that_takes_tensors_is_listed()
    {
        var found = typeof(InputException).Assembly.GetExportedTypes().SelectMany(Entries).Distinct().Order(StringComparer.Ordinal);
        var listed = PublicEntry.All.Keys.Select(name => name.Split(" of a ")[0]).Concat(PublicEntry.AnyShape.Keys).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(found, listed);
    }

    [Fact]
    public void Wrong_shapes_give_an_InputException_and_never_end_the_process() =>
        OwnProcess.Passes(((Action)WrongShapes).Method);

    [Fact(Explicit = true)]
    public void WrongShapes()
    {
        using var small = new OneThread();
        int mistakes = 0;
        foreach ((string name, PublicEntry entry) in PublicEntry.All)
        {
            using var scope = NewDisposeScope();
            Told($"{name} as it should be called");
            entry.Call(entry.Right());
            foreach ((string what, Tensor[] tensors, bool isMistake) in entry.Changed())
            {
                Told($"{name}, {what}: {string.Join(" ", tensors.Select(t => $"[{string.Join(", ", t.shape)}]"))}");
                Exception? thrown = Record.Exception(() => entry.Call(tensors));
                if (isMistake)
                {
                    var refused = Assert.IsType<InputException>(thrown);
                    Assert.False(refused.Found.Length == 0 || refused.Expected.Length == 0 || refused.Remedy.Length == 0);
                    mistakes++;
                }
                else
                    Assert.Null(thrown);
            }
        }
        Assert.True(mistakes > 400, $"{mistakes} mistakes were made");
    }

    /// <summary>The last one told is the one that fails, also where the process ends.</summary>
    private static void Told(string what) => Console.Error.WriteLine(what);

    private static IEnumerable<string> Entries(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>()
        .Where(m => m.IsConstructor || !m.IsSpecialName)
        .Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute)) && m.Name != nameof(ToString))
        .Where(m => m.GetParameters().Any(p => Holds(p.ParameterType, [])) || !m.IsStatic && !m.IsConstructor && Holds(type, []))
        .Select(m => $"{type.Name}.{m.Name}({string.Join(", ", m.GetParameters().Select(p => p.Name))})");

    /// <summary>Whether tensors come with a value of a type: itself, what it is made of, or what its properties say.</summary>
    private static bool Holds(Type type, HashSet<Type> seen)
    {
        if (type == typeof(Tensor))
            return true;
        if (!seen.Add(type))
            return false;
        if (type.IsGenericType && type.GetGenericArguments().Any(t => Holds(t, seen)) || type.HasElementType && Holds(type.GetElementType()!, seen))
            return true;
        return type.Assembly == typeof(InputException).Assembly && !type.IsInterface && !type.IsSubclassOf(typeof(nn.Module))
            && (type.GetProperties().Any(p => Holds(p.PropertyType, seen)) || type.GetConstructors().Any(c => c.GetParameters().Any(p => Holds(p.ParameterType, seen))));
    }
}
