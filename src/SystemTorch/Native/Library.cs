using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>One index as <c>system_torch.cpp</c> sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Index
{
    internal const long Missing = long.MinValue;

    internal long kind;
    internal long start;
    internal long stop;
    internal long step;
    internal IntPtr tensor;
}

/// <summary>The entries of <c>system_torch.cpp</c>. Handles are zero for an undefined tensor.</summary>
internal static unsafe partial class Library
{
    private const string Name = "systemtorch";

    /// <summary>Debian's libtorch starts with one thread: all processors, unless the user has said otherwise.</summary>
    static Library()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out int threads) || threads < 1)
            threads = Environment.ProcessorCount;
        Check(st_set_num_threads(threads));
    }

    /// <summary>What the last failed entry on this thread had to say, to be thrown.</summary>
    internal static ExternalException Error() => new(Marshal.PtrToStringUTF8(st_error()));

    internal static int Check(int result) => result >= 0 ? result : throw Error();

    internal static long Check(long result) => result >= 0 ? result : throw Error();

    internal static IntPtr Check(IntPtr result) => result != 0 ? result : throw Error();

    [DllImport(Name)] private static extern IntPtr st_error();

    [DllImport(Name)]
    internal static extern IntPtr st_operator(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string overload);

    [DllImport(Name)] internal static extern int st_call(IntPtr op, Value* args, int n, Value* results, int capacity);
    [DllImport(Name)] internal static extern void st_free_list(IntPtr list);

    [DllImport(Name)] internal static extern void st_free(IntPtr tensor);
    [DllImport(Name)] internal static extern IntPtr st_new(void* data, long* sizes, int rank, int dtype, long device);

    [DllImport(Name)]
    internal static extern IntPtr st_from_blob(
      void* data, long* sizes, int rank, int dtype, delegate* unmanaged<IntPtr, void> free, IntPtr context);

    [DllImport(Name)] internal static extern IntPtr st_alias(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_set_names(IntPtr tensor, IntPtr* names, int n);
    [DllImport(Name)] internal static extern IntPtr st_name(IntPtr tensor, int dim);

    [DllImport(Name), SuppressGCTransition] internal static extern int st_dtype(IntPtr tensor);
    [DllImport(Name), SuppressGCTransition] internal static extern int st_element_size(IntPtr tensor);
    [DllImport(Name)] internal static extern long st_dim(IntPtr tensor);
    [DllImport(Name)] internal static extern long st_numel(IntPtr tensor);
    [DllImport(Name)] internal static extern long st_storage_offset(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_is_contiguous(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_is_sparse(IntPtr tensor);
    [DllImport(Name)] internal static extern long st_device(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_sizes(IntPtr tensor, long* sizes, int rank);
    [DllImport(Name)] internal static extern int st_strides(IntPtr tensor, long* strides, int rank);
    [DllImport(Name)] internal static extern IntPtr st_data(IntPtr tensor);

    [DllImport(Name)] internal static extern IntPtr st_index(IntPtr tensor, Index* items, int n);
    [DllImport(Name)] internal static extern int st_index_put(IntPtr tensor, Index* items, int n, IntPtr value);

    [DllImport(Name)]
    internal static extern int st_save(IntPtr tensor, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport(Name)]
    internal static extern IntPtr st_load([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport(Name)] internal static extern int st_requires_grad(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_set_requires_grad(IntPtr tensor, int on);
    [DllImport(Name)] internal static extern int st_is_leaf(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_retain_grad(IntPtr tensor);
    [DllImport(Name)] internal static extern IntPtr st_grad(IntPtr tensor);
    [DllImport(Name)] internal static extern int st_set_grad(IntPtr tensor, IntPtr grad);

    [DllImport(Name)]
    internal static extern int st_backward(
      IntPtr* of, int n, IntPtr* grads, int nGrads, int retainGraph, int createGraph, IntPtr* inputs, int nInputs);

    [DllImport(Name)]
    internal static extern int st_autograd_grad(
      IntPtr* outputs, int n, IntPtr* inputs, int nInputs, IntPtr* grads, int nGrads, int retainGraph, int createGraph, int allowUnused,
      IntPtr* results);

    [DllImport(Name)] internal static extern int st_grad_mode();
    [DllImport(Name)] internal static extern void st_set_grad_mode(int on);
    [DllImport(Name)] internal static extern int st_inference_mode();
    [DllImport(Name)] internal static extern IntPtr st_enter_inference_mode(int on);
    [DllImport(Name)] internal static extern void st_leave_inference_mode(IntPtr guard);
    [DllImport(Name)] internal static extern int st_anomaly_mode();
    [DllImport(Name)] internal static extern void st_set_anomaly_mode(int on, int checkNan);

    [DllImport(Name)] internal static extern IntPtr st_generator(ulong seed, long device);
    [DllImport(Name)] internal static extern IntPtr st_default_generator(long device);
    [DllImport(Name)] internal static extern void st_free_generator(IntPtr generator);
    [DllImport(Name)] internal static extern long st_generator_seed(IntPtr generator);
    [DllImport(Name)] internal static extern long st_generator_initial_seed(IntPtr generator);
    [DllImport(Name)] internal static extern long st_generator_set_seed(IntPtr generator, long seed);
    [DllImport(Name)] internal static extern IntPtr st_generator_state(IntPtr generator);
    [DllImport(Name)] internal static extern long st_generator_set_state(IntPtr generator, IntPtr state);
    [DllImport(Name)] internal static extern int st_manual_seed(long seed);

    [DllImport(Name)] internal static extern int st_set_num_threads(int n);
    [DllImport(Name)] internal static extern int st_get_num_threads();
    [DllImport(Name)] internal static extern int st_set_num_interop_threads(int n);
    [DllImport(Name)] internal static extern int st_get_num_interop_threads();

    [DllImport(Name)] internal static extern IntPtr st_version();
    [DllImport(Name)] internal static extern int st_set_default_dtype(int dtype);
    [DllImport(Name)] internal static extern int st_initialize_device(long device);
    [DllImport(Name)] internal static extern int st_cuda_device_count();
    [DllImport(Name)] internal static extern int st_cudnn_available();
    [DllImport(Name)] internal static extern int st_cuda_synchronize(long device);

    [DllImport(Name)]
    internal static extern int st_adam_step(
        IntPtr* parameters, IntPtr* grads, IntPtr* expAvgs, IntPtr* expAvgSqs, int n, double lr, double beta1, double beta2, double eps,
        double weightDecay, long step, int decoupled, int maximize);

    [DllImport(Name)] internal static extern int st_convolution(IntPtr input, IntPtr weight, IntPtr bias, IntPtr* result);
    [DllImport(Name)] internal static extern int st_max_pool(IntPtr input, long kernelY, long kernelX, long stepY, long stepX, long edgeY, long edgeX, IntPtr* result);
    [DllImport(Name)] internal static extern int st_dropout(IntPtr input, double p, IntPtr* result);
}
