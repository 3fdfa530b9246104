using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>The kit's OpenCV, as a whole: its version and its threads.</summary>
public static partial class OpenCv
{
    private const string Library = "OpenCvSharpExtern";

    // FFmpeg's level "quiet"; the levels above it write to the terminal what our messages say already
    private const string QuietFFmpeg = "-8";

    private static readonly Lazy<bool> Loaded = new(() =>
    {
        SetEnvironment("OPENCV_FFMPEG_LOGLEVEL", QuietFFmpeg);
        try
        {
            // OpenCvSharp itself looks where the process began, which for a notebook's #r is not where its dll lies
            nint library = PackagedNatives.OpenCv is string file ? NativeLibrary.Load(file)
                : NativeLibrary.Load(Library, typeof(OpenCv).Assembly, DllImportSearchPath.AssemblyDirectory);
            NativeLibrary.SetDllImportResolver(typeof(Cv2).Assembly, (name, _, _) => name == Library ? library : 0);
        }
        catch (DllNotFoundException e)
        {
            throw Unloadable(e);
        }
        Cv2.SetLogLevel(LogLevel.SILENT);
        return true;
    });

    /// <summary>Its version, e.g. <c>4.13.0</c>.</summary>
    /// <exception cref="InputException">the system lacks what OpenCV's library needs: GTK 3</exception>
    public static string Version
    {
        get
        {
            Load();
            return Cv2.GetVersionString()!;
        }
    }

    /// <summary>Threads that one call into OpenCV may use, for the whole process. 1 where the caller itself runs in parallel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">less than one</exception>
    /// <exception cref="InputException">the system lacks what OpenCV's library needs: GTK 3</exception>
    public static int Threads
    {
        get
        {
            Load();
            return Cv2.GetNumThreads();
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Load();
            Cv2.SetNumThreads(value);
        }
    }

    /// <summary>Makes sure of OpenCV's library before anything of it is called.</summary>
    /// <exception cref="InputException">the system lacks what it needs</exception>
    internal static void Load() => _ = Loaded.Value;

    private static InputException Unloadable(DllNotFoundException e)
    {
        // the loader's own words, one line for each place it tried: "libgtk-3.so.0: cannot open shared object file: …"
        string? missing = MissingLibrary().Matches(e.Message).Select(m => m.Groups[1].Value).FirstOrDefault(name => !name.Contains(Library));
        return missing is not null
            ? new InputException(
                $"lib{Library}.so", $"no {missing} on this system", "GTK 3, which OpenCV's library is linked to",
                "Install it: apt-get install -y libgtk-3-0 (since Debian 13 and Ubuntu 24.04 its name is libgtk-3-0t64).", e)
            : new InputException(
                Library, e.Message.ReplaceLineEndings(" "), "OpenCV's library for this system beside MicroExpressions.dll",
                $"Build again; the kit links it on Linux (x64), elsewhere it is the package OpenCvSharp4.runtime for {RuntimeInformation.RuntimeIdentifier}.", e);
    }

    [GeneratedRegex(@"([^\s/:']+): cannot open shared object file")]
    private static partial Regex MissingLibrary();

    // What .NET sets is not what getenv reads, except on Windows.
    private static void SetEnvironment(string name, string value)
    {
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(name, value);
        else if (SetEnv(name, value, overwrite: 0) != 0)
            throw new InvalidOperationException($"setenv {name}: error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
