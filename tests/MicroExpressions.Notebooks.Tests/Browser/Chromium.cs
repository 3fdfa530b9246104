using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests.Browser;

/// <summary>One page of headless Chromium, driven through its DevTools protocol. It keeps what the page asked for and complained about.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Far more than a page takes on a quiet machine: what is tested is what it shows, on however busy a one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly ConcurrentQueue<string> _requests = new(), _complaints = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private string _session = "";
    private int _sent;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>The browser's file, or null where there is none.</summary>
    internal static string? Path { get; } = InstalledProgram.Chromium;

    /// <summary>Every address that the page asked for.</summary>
    internal IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Console errors, uncaught exceptions and failed loads.</summary>
    internal IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Starts the browser with an empty profile, and a page of this size.</summary>
    internal static async Task<Chromium> StartAsync(int width = 1180, int height = 900, bool dark = false)
    {
        string profile = Directory.CreateTempSubdirectory("mex-chromium").FullName;
        string[] arguments =
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
             "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"];
        var start = new ProcessStartInfo(Path!, arguments) { RedirectStandardError = true };
        Process process = Process.Start(start)!;
        string? address = null;
        while (address is null && await process.StandardError.ReadLineAsync() is string line)
            address = line.StartsWith("DevTools listening on ", StringComparison.Ordinal) ? line["DevTools listening on ".Length..].Trim() : null;
        _ = process.StandardError.ReadToEndAsync(); // a full pipe would stop the browser
        var browser = new Chromium(process, profile);
        await browser._socket.ConnectAsync(new Uri(address ?? throw new InvalidOperationException("Chromium ended before it listened")), default);
        _ = browser.ReadAsync();
        string target = (string)(await browser.SendAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }))["targetId"]!;
        browser._session = (string)(await browser.SendAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        foreach (string domain in new[] { "Page", "Runtime", "Network", "Log" })
            await browser.SendAsync(domain + ".enable", []);
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await browser.SendAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }) });
        return browser;
    }

    /// <summary>Opens an address and waits until it has loaded.</summary>
    internal async Task OpenAsync(string address)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address });
        string here = System.Text.Json.JsonSerializer.Serialize(address.Split('#')[0].Split('?')[0]);
        await WaitAsync($"document.readyState === 'complete' && location.href.startsWith({here})");
    }

    /// <summary>The value of a JavaScript expression, awaited if it is a promise.</summary>
    internal async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is JsonNode wrong ? throw new InvalidOperationException($"{expression}: {wrong["exception"]?["description"]}") : answer["result"]!["value"]?.DeepClone();
    }

    /// <summary>Waits until a JavaScript expression is true.</summary>
    internal async Task WaitAsync(string condition)
    {
        var watch = Stopwatch.StartNew();
        while ((bool?)await EvaluateAsync($"!!({condition})") != true)
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"after {Patience.TotalSeconds:0} s still not: {condition}; the page complains: {string.Join("; ", _complaints)}"));
            await Task.Delay(100);
        }
    }

    /// <summary>Moves the mouse there, in pixels of the window.</summary>
    internal Task MoveMouseAsync(double x, double y) => SendAsync("Input.dispatchMouseEvent", new JsonObject { ["type"] = "mouseMoved", ["x"] = x, ["y"] = y });

    /// <summary>Keeps what the window shows as a PNG or JPEG file.</summary>
    internal async Task PictureAsync(string file)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        JsonNode shot = await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = file.EndsWith(".png", StringComparison.Ordinal) ? "png" : "jpeg" });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String((string)shot["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        for (int attempt = 0; Directory.Exists(_profile); attempt++)
            try
            {
                Directory.Delete(_profile, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(100); // a dying child of the browser still writes
            }
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject parameters)
    {
        int id = Interlocked.Increment(ref _sent);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session.Length > 0)
            message["sessionId"] = _session;
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, default);
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[1 << 20];
        using var message = new MemoryStream();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, default);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                if (message.Length > 0)
                    Take(JsonNode.Parse(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (TaskCompletionSource<JsonNode> waiting in _waiting.Values)
                waiting.TrySetException(new InvalidOperationException("Chromium ended", ended));
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is int id && _waiting.TryRemove(id, out TaskCompletionSource<JsonNode>? waiting))
        {
            if (message["error"] is JsonNode wrong)
                waiting.SetException(new InvalidOperationException((string?)wrong["message"]));
            else
                waiting.SetResult(message["result"]!);
            return;
        }
        JsonNode? told = message["params"];
        switch ((string?)message["method"])
        {
            case "Network.requestWillBeSent":
                _requests.Enqueue((string)told!["request"]!["url"]!);
                break;
            case "Network.loadingFailed" when (bool?)told!["canceled"] != true:
                _complaints.Enqueue("not loaded: " + told["errorText"]);
                break;
            case "Runtime.exceptionThrown":
                _complaints.Enqueue((string?)told!["exceptionDetails"]!["exception"]?["description"] ?? told["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)told!["type"] is "error" or "assert":
                _complaints.Enqueue(told["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)told!["entry"]!["level"] == "error":
                _complaints.Enqueue($"{told["entry"]!["text"]} {told["entry"]!["url"]}");
                break;
        }
    }
}
