using System.Diagnostics;
using MicroExpressions.Notebooks.Site;
using MicroExpressions.Notebooks.Tests.Browser;

namespace MicroExpressions.Notebooks.Tests.Jupyter;

/// <summary>A notebook in real Jupyter, in a real browser: opened, run, looked at, saved.</summary>
public sealed class JupyterInBrowserTests : IDisposable
{
    // beside the build, so that the notebook's relative #r finds it, and away from the committed file, which Jupyter would save over
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(KitFolder.Artifacts, "screenshots", "jupyter")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_notebook_opens_runs_draws_its_figures_and_is_saved_without_the_library()
    {
        Assert.SkipWhen(JupyterProcess.Missing is not null, JupyterProcess.Missing ?? "");
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        string file = Path.Combine(_folder, "02-pseudo-labels-for-intensity.ipynb");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(KitFolder.Notebooks, Path.GetFileName(file))).Replace("../artifacts/bin/", "../../bin/"));
        int port = JupyterProcess.FreePort();
        using Process jupyter = JupyterProcess.Start(_folder, "/usr/bin/jupyter", "notebook", "--no-browser", "--allow-root", "-y", "--ip", "127.0.0.1", "--port", $"{port}", "--NotebookApp.token=", "--NotebookApp.password=", "--notebook-dir", _folder);
        Task<string> log = jupyter.StandardError.ReadToEndAsync();
        _ = jupyter.StandardOutput.ReadToEndAsync();
        try
        {
            await using Chromium browser = await Chromium.StartAsync(width: 1200, height: 1000);
            await JupyterProcess.ListeningAsync(port);
            await browser.OpenAsync($"http://127.0.0.1:{port}/notebooks/{Path.GetFileName(file)}");
            await browser.WaitAsync("window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && !Jupyter.notebook.kernel_busy");
            Assert.Equal(".net-csharp", (string?)await browser.EvaluateAsync("Jupyter.notebook.kernel.name"));

            await browser.EvaluateAsync("Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells()");
            await browser.WaitAsync("Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code').every(c => typeof c.input_prompt_number === 'number') && !Jupyter.notebook.kernel_busy");
            Assert.Equal(0, (int)(await browser.EvaluateAsync("document.querySelectorAll('.output_error').length"))!);
            await browser.WaitAsync("document.querySelectorAll('.mex-figure').length > 2");
            if (PlotlyScript.Fetch(Path.Combine(KitFolder.Artifacts, "plotly"), out _) is not null)
                await browser.WaitAsync("[...document.querySelectorAll('.mex-figure')].every(f => f.querySelectorAll('.main-svg .scatterlayer path').length > 0)");
            await browser.EvaluateAsync("document.querySelectorAll('.mex-figure')[1].scrollIntoView({ block: 'center' })");
            await browser.PictureAsync(Path.Combine(KitFolder.Artifacts, "screenshots", "jupyter.png"));

            await browser.EvaluateAsync("Jupyter.notebook.save_notebook()");
            Notebook saved = Notebook.Read(file);
            Assert.Equal(".net-csharp", (string?)saved.Metadata["kernelspec"]!["name"]);
            Assert.Equal("C#", (string?)saved.Metadata["language_info"]!["name"]);
            Assert.True(new FileInfo(file).Length < 500_000, "the saved notebook holds more than its outputs");
            Assert.DoesNotContain(browser.Requests, r => !r.StartsWith($"http://127.0.0.1:{port}/", StringComparison.Ordinal) && !r.StartsWith($"ws://127.0.0.1:{port}/", StringComparison.Ordinal)
                && !r.StartsWith("data:", StringComparison.Ordinal) && !r.StartsWith("blob:", StringComparison.Ordinal));
            Assert.DoesNotContain(browser.Complaints, c => c.Contains("mex", StringComparison.OrdinalIgnoreCase) || c.Contains("plotly", StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            jupyter.Kill(entireProcessTree: true);
            await jupyter.WaitForExitAsync();
            await log;
        }
    }
}
