namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients are not recorded until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradientMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    public static bool is_grad_enabled() => Library.st_grad_mode() != 0;

    /// <summary>As <see cref="no_grad"/>; moreover what is made inside can never take part in a graph.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => Library.st_inference_mode() != 0;

    private sealed class GradientMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        internal GradientMode(bool enabled) => Library.st_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Library.st_set_grad_mode(before ? 1 : 0);
    }

    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private IntPtr guard = Library.Check(Library.st_enter_inference_mode(mode ? 1 : 0));

        public void Dispose()
        {
            if (guard != 0) Library.st_leave_inference_mode(guard);
            guard = 0;
        }
    }
}
