using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Collects the disposables made on its thread and disposes them at its end. See <see cref="NewDisposeScope"/>.</summary>
public sealed class DisposeScope : IDisposable
{
    private DisposeScopeManager? manager; // none once the scope has ended

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.Innermost;
    }

    private LifetimeStatistics Statistics =>
        (manager ?? throw new ObjectDisposedException(nameof(DisposeScope))).counts.TensorStatistics;

    internal DisposeScope? OuterScope { get; set; }

    internal HashSet<IDisposable> Disposables { get; private set; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>A copy: it does not follow what happens in the scope.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. Disposables];

    public int DisposablesCount => Disposables.Count;

    public bool Contains(IDisposable disposable) => Disposables.Contains(disposable);

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        MoveToOther(OuterScope, first, second);

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        MoveToOther(OuterScope, first, second, third);

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Move(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Move(scope, first);
        Move(scope, second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Move(scope, first);
        Move(scope, second);
        Move(scope, third);
        return (first, second, third);
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <summary>Moves those that are in this scope; without another scope they are detached.</summary>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables) Move(scope, disposable);
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Free(disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        Free(first);
        Free(second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        Free(first);
        Free(second);
        Free(third);
        return (first, second, third);
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes them out of all scopes.</summary>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables) Free(disposable);
    }

    public void Attach(IDisposable disposable)
    {
        LifetimeStatistics statistics = Statistics;
        Tensor tensor = Managed(disposable);
        if (tensor.OwningDisposeScope == this) return;
        Put(tensor);
        statistics.AttachedToScopeCount++;
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes them in, from wherever they are.</summary>
    /// <exception cref="InvalidOperationException">One of them is not a tensor.</exception>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] list = [.. disposables];
        foreach (IDisposable disposable in list) Attach(disposable);
        return list;
    }

    /// <summary>Lets go of a member that somebody else disposes.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        _ = Statistics;
        Disposables.Remove(disposable);
        if (disposable is Tensor tensor) tensor.OwningDisposeScope = null;
    }

    public void DisposeEverything() => DisposeEverythingBut((IEnumerable<IDisposable>)[]);

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    /// <summary>Disposes all others now; the kept ones stay in the scope.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        _ = Statistics;
        HashSet<IDisposable> members = Disposables;
        Disposables = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in members)
        {
            if (!Disposables.Contains(disposable)) disposable.Dispose();
        }
    }

    /// <summary>Disposes all members and ends the scope.</summary>
    public void Dispose()
    {
        if (manager is null) return;
        DisposeEverything();
        manager.Remove(this);
        manager = null;
    }

    private void Move(DisposeScope? scope, IDisposable disposable)
    {
        if (scope is null)
        {
            Free(disposable);
            return;
        }
        _ = Statistics;
        if (Disposables.Remove(disposable)) scope.Put(Managed(disposable));
    }

    private void Free(IDisposable disposable)
    {
        LifetimeStatistics statistics = Statistics;
        if (!Disposables.Remove(disposable)) return;
        statistics.DetachedFromScopeCount++;
        Managed(disposable).OwningDisposeScope = null;
    }

    private void Put(Tensor tensor)
    {
        tensor.OwningDisposeScope?.Disposables.Remove(tensor);
        Disposables.Add(tensor);
        tensor.OwningDisposeScope = this;
    }

    /// <summary>Puts a tensor in the place of another whose handle it took over.</summary>
    internal static void Replace(Tensor original, Tensor replacement)
    {
        DisposeScope? scope = original.OwningDisposeScope;
        if (scope is null || !scope.Disposables.Remove(original)) return;
        original.OwningDisposeScope = null;
        scope.Put(replacement);
    }

    private static Tensor Managed(IDisposable disposable) =>
        disposable as Tensor ?? throw new InvalidOperationException("A DisposeScope manages tensors only");
}
