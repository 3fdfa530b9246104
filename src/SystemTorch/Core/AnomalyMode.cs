using static TorchSharp.torch;

namespace TorchSharp
{
    /// <summary>While it lasts, a backward pass that fails names the forward operator at fault.</summary>
    public class AnomalyMode : IDisposable
    {
        private readonly bool enabled = IsEnabled;
        private readonly bool checkNan = ShouldCheckNaN;

        public AnomalyMode(bool enabled, bool check_nan = true) => Library.st_set_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

        public static bool IsEnabled => (Library.st_anomaly_mode() & 1) != 0;

        public static bool ShouldCheckNaN => (Library.st_anomaly_mode() & 2) != 0;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing) => Library.st_set_anomaly_mode(enabled ? 1 : 0, checkNan ? 1 : 0);
    }

    public static partial class torch
    {
        public static partial class autograd
        {
            /// <summary>Until the result is disposed.</summary>
            public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

            public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
        }
    }
}
