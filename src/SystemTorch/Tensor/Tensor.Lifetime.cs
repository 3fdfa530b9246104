using System.ComponentModel;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A libtorch tensor, freed by Dispose, by its dispose scope or, at the latest, by the garbage collector.</summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        private IntPtr handle;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Owns a handle that libtorch gave away, and joins the current dispose scope.</summary>
        internal Tensor(IntPtr handle) : this(handle, DisposeScopeManager.Current)
        {
        }

        /// <summary>Owns a handle; joins a scope only of the manager given.</summary>
        internal Tensor(IntPtr handle, DisposeScopeManager? manager)
        {
            this.handle = handle;
            long count = Interlocked.Increment(ref totalCount);
            if (count > peakCount) peakCount = count;
            OwningDisposeScope = manager?.Register(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>The native handle.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed or moved into a parameter.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => handle == 0;

        /// <summary>How many tensors are alive in this process.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        public static long PeakCount => Interlocked.Read(ref peakCount);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0) return;
            DisposeScopeManager.Current.CountDisposal(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            Library.st_free(MoveHandle());
        }

        /// <summary>Gives the handle to another owner; this object is invalid afterwards.</summary>
        internal IntPtr MoveHandle()
        {
            IntPtr moved = Handle;
            handle = 0;
            Interlocked.Decrement(ref totalCount);
            return moved;
        }

        /// <summary>Gives the handle away for good: nothing frees it any more.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            return MoveHandle();
        }

        /// <summary>Owns a handle that <see cref="DecoupleFromNativeHandle"/> gave away.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Without an outer scope: into none.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        [Obsolete("Use DetachFromDisposeScope instead.", false)]
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();
    }
}
