using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost first, and what happened to the tensors made on it.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? ofThread;

    internal static DisposeScopeManager Current => ofThread ??= new DisposeScopeManager();

    internal DisposeScope? Innermost { get; private set; }

    internal readonly ThreadDisposeScopeStatistics counts = new();

    /// <summary>The calling thread's.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.counts;

    internal static DisposeScope NewDisposeScope()
    {
        DisposeScopeManager manager = Current;
        return manager.Innermost = new DisposeScope(manager);
    }

    /// <summary>Counts a new tensor and puts it into the innermost scope, if there is one.</summary>
    internal DisposeScope? Register(Tensor tensor)
    {
        LifetimeStatistics statistics = counts.TensorStatistics;
        if (Innermost is null)
        {
            statistics.CreatedOutsideScopeCount++;
            return null;
        }
        statistics.CreatedInScopeCount++;
        Innermost.Disposables.Add(tensor);
        return Innermost;
    }

    internal void CountDisposal(Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null) counts.TensorStatistics.DisposedOutsideScopeCount++;
        else counts.TensorStatistics.DisposedInScopeCount++;
    }

    /// <summary>Ends a scope. One that is not the innermost leaves those inside it in place.</summary>
    internal void Remove(DisposeScope scope)
    {
        if (Innermost == scope)
        {
            Innermost = scope.OuterScope;
            return;
        }
        for (DisposeScope? inner = Innermost; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope == scope) inner.OuterScope = scope.OuterScope;
        }
    }
}

public static partial class torch
{
    /// <summary>Starts a scope: all tensors made on this thread until it is disposed go with it, unless moved out of it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewDisposeScope();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current.Innermost;

    /// <summary>Runs <paramref name="expr"/> in a scope of its own that only its result survives.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
