using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MicroExpressions.Tests.Hostile;

/// <summary>
/// Gives a reader many spoilt files. Allowed is that it reads one, or refuses it by an <see cref="InputException"/> that names the file, in time
/// and within its bound of memory, and leaves nothing beside it.
/// </summary>
internal static class HostileRun
{
    /// <summary>How many files, or which (<c>17-17</c>), where not the usual ones.</summary>
    public const string Campaign = "MEX_CAMPAIGN";

    private const int Usual = 200, LongestMessage = 8192, MostFindings = 40;

    /// <summary>Of the reading thread's processor time: other work may be in the way.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>As a clock shows it: what waits for something that never comes takes no processor time.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    /// <summary>Fails with all that was found.</summary>
    public static void Holds(HostileReader reader)
    {
        Assert.SkipUnless(reader.Seeds().Any(), "needs real data: set MEX_DATA");
        (int first, int last) = Numbers();
        string folder = Directory.CreateTempSubdirectory("mex-hostile-").FullName, path = Path.Combine(folder, "hostile" + reader.Extension);
        IReadOnlyList<SeedPart> parts = reader.Parts();
        var run = new Run(reader, path);
        foreach ((string name, byte[] file) in reader.Seeds())
            run.Whole(name, file);      // the seeds are read, and what is compiled once is not the spoilt files' doing
        var clock = new ThreadClock();
        var worker = new Thread(() =>
        {
            clock.Begin();
            for (int number = first; number <= last && run.Findings.Count < MostFindings; number++)
                run.Try(SpoiltFile.Of(parts, number), clock);
        })
        { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
            if (run.Current is { } current && (clock.Used - current.Used > 4 * Limit || Stopwatch.GetElapsedTime(current.Since) > Hang))
            {
                run.Findings.TryAdd("hang", $"number {current.File.Number} ({current.File.Change}) takes {(clock.Used - current.Used).TotalSeconds:0} s and goes on");
                break;
            }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{reader.Name}: {run.Read} read, {run.Refused} refused of {last - first + 1}; slowest {run.Slowest.TotalMilliseconds:0} ms, most allocated {run.Most >> 10} KiB; seeds of {parts.Count} parts"));
        Assert.True(run.Findings.IsEmpty, $"{reader.Name}: {run.Findings.Count} kinds of finding. Again: {Campaign}=NUMBER-NUMBER\n{string.Join("\n\n", run.Findings.Values)}");
        Directory.Delete(folder, recursive: true);
    }

    private static (int First, int Last) Numbers()
    {
        if (Environment.GetEnvironmentVariable(Campaign) is not { Length: > 0 } said)
            return (1, Usual);
        int[] ends = [.. said.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
        return ends is [int first, int last] ? (first, last) : (1, ends[0]);
    }

    /// <summary>A read that goes on.</summary>
    private sealed record Attempt(SpoiltFile File, long Since, TimeSpan Used);

    private sealed class Run(HostileReader reader, string path)
    {
        private volatile Attempt? current;

        /// <summary>One finding of each kind.</summary>
        public System.Collections.Concurrent.ConcurrentDictionary<string, string> Findings { get; } = new();

        public int Read { get; private set; }

        public int Refused { get; private set; }

        public TimeSpan Slowest { get; private set; }

        public long Most { get; private set; }

        public Attempt? Current => current;

        /// <summary>A seed must be readable, or refused for what it is: a pickle that calls, for one.</summary>
        public void Whole(string name, byte[] file)
        {
            File.WriteAllBytes(path, file);
            if (Record.Exception(() => reader.Read(path)) is { } thrown and not InputException)
                Findings.TryAdd(name, $"the seed {name} itself: {thrown}");
        }

        public void Try(SpoiltFile file, ThreadClock clock)
        {
            File.WriteAllBytes(path, file.Bytes);
            (TimeSpan used, long before) = (clock.Used, GC.GetAllocatedBytesForCurrentThread());
            current = new(file, Stopwatch.GetTimestamp(), used);
            Exception? thrown = Record.Exception(() => reader.Read(path));
            (TimeSpan took, long allocated) = (clock.Used - used, GC.GetAllocatedBytesForCurrentThread() - before);
            current = null;
            (Slowest, Most) = (took > Slowest ? took : Slowest, Math.Max(Most, allocated));
            if (took > Limit)
                Found("time", file, $"took {took.TotalSeconds:0.0} s");
            if (allocated > reader.Bound(file.Bytes.Length))
                Found("memory", file, $"allocated {allocated} bytes for a file of {file.Bytes.Length}; bound {reader.Bound(file.Bytes.Length)}");
            if (Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).Length != 1)
                Found("files", file, "left a file behind");
            switch (thrown)
            {
                case null:
                    Read++;
                    break;
                case InputException refused:
                    Refused++;
                    if (!refused.Place.Contains(Path.GetFileName(path), StringComparison.Ordinal))
                        Found($"name {Where(refused)}", file, $"does not name the file: {refused}");
                    if (refused.Message.Length > LongestMessage || refused.Message.Any(c => char.IsControl(c) && c != '\n'))
                        Found($"message {Where(refused)}", file, $"is a message of {refused.Message.Length} characters: {Printable(refused.Message)}\n{refused.StackTrace}");
                    break;
                default:
                    Found($"{thrown.GetType()} {Where(thrown)}", file, Printable(thrown.ToString()));
                    break;
            }
        }

        private void Found(string kind, SpoiltFile file, string what) => Findings.TryAdd(kind, $"number {file.Number} ({file.Change}) {what}");

        /// <summary>The kit's own line that it came from.</summary>
        private static string Where(Exception thrown) =>
            thrown.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("MicroExpressions.", StringComparison.Ordinal) && !line.Contains(".Tests.", StringComparison.Ordinal)) ?? "";

        private static string Printable(string text)
        {
            var shown = new StringBuilder();
            foreach (char c in text.Length > 3000 ? text[..1000] + " … " + text[^2000..] : text)
                shown.Append(char.IsControl(c) && c != '\n' ? $"\\u{(int)c:x4}" : c);
            return shown.ToString();
        }
    }
}
