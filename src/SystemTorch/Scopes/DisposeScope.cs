using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Collects the disposables made on its thread and disposes them at its end. See <see cref="NewDisposeScope"/>.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.Innermost;
    }

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

    /// <summary>Moves those that are in this scope; without another scope nothing will dispose them but their owner.</summary>
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
        if (Disposables.Contains(disposable)) return;
        DisposeScope? owner = (disposable as Tensor)?.OwningDisposeScope;
        if (owner is not null)
        {
            owner.Move(this, disposable);
            return;
        }
        if (disposable is Tensor { IsInvalid: false }) manager.counts.TensorStatistics.AttachedToScopeCount++;
        Put(this, disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] list = [.. disposables];
        foreach (IDisposable disposable in list) Attach(disposable);
        return list;
    }

    /// <summary>Tells the scope that one of its members was disposed by hand.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        Disposables.Remove(disposable);
        if (disposable is not Tensor tensor) return;
        manager.counts.TensorStatistics.DisposedInScopeCount++;
        tensor.OwningDisposeScope = null;
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
        HashSet<IDisposable> members = Disposables;
        Disposables = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in members)
        {
            if (Disposables.Contains(disposable)) continue;
            if (disposable is not Tensor tensor) disposable.Dispose();
            else if (!tensor.IsInvalid) tensor.Dispose(); // which tells MarkAsDisposed
            else tensor.OwningDisposeScope = null;
        }
    }

    /// <summary>Disposes all members and ends the scope.</summary>
    public void Dispose()
    {
        DisposeEverything();
        manager.Remove(this);
    }

    private void Move(DisposeScope? scope, IDisposable disposable)
    {
        if (Disposables.Remove(disposable)) Put(scope, disposable);
    }

    private void Free(IDisposable disposable)
    {
        if (!Disposables.Remove(disposable)) return;
        if (disposable is Tensor) manager.counts.TensorStatistics.DetachedFromScopeCount++;
        Put(null, disposable);
    }

    private static void Put(DisposeScope? scope, IDisposable disposable)
    {
        scope?.Disposables.Add(disposable);
        if (disposable is Tensor tensor) tensor.OwningDisposeScope = scope;
    }
}
