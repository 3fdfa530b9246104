using System.Diagnostics;
using System.Globalization;

namespace MicroExpressions.Tests.Hostile;

/// <summary>The processor time that one thread has used, as Linux counts it; elsewhere the time that has passed.</summary>
internal sealed class ThreadClock
{
    private const double TicksASecond = 100;    // USER_HZ, the same on all of Linux's architectures that .NET runs on

    private readonly long since = Stopwatch.GetTimestamp();
    private string? statistics;
    private TimeSpan last;

    /// <summary>From now on it is the calling thread's.</summary>
    public void Begin() => statistics = OperatingSystem.IsLinux() ? Path.Combine("/proc", File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName["/proc/".Length..], "stat") : null;

    /// <summary>What it has used so far.</summary>
    public TimeSpan Used
    {
        get
        {
            if (statistics is not { } file)
                return Stopwatch.GetElapsedTime(since);
            // behind the name, which may hold blanks: user and system time are the fields 14 and 15 of proc(5)
            string text;
            try
            {
                text = File.ReadAllText(file);
            }
            catch (IOException)
            {
                return last;        // the thread has ended and uses nothing more
            }
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return last = TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksASecond);
        }
    }
}
