using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>The program as its users start it.</summary>
internal static partial class RenderingProcess
{
    /// <summary>Renders under a machine culture; the moment of rendering is taken out of the page.</summary>
    public static async Task<string> RenderAsync(string folder, string culture)
    {
        var (code, _, error) = await RunAsync(culture, "render", folder);
        error.ShouldBeEmpty();
        code.ShouldBe(0);
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
        return Moment().Replace(page, "");
    }

    public static async Task<(int Code, string Output, string Error)> RunAsync(string culture, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment["LANG"] = start.Environment["LC_ALL"] = culture.Replace('-', '_') + ".UTF-8";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex("data-rendered=\"[^\"]*\"|Page written [^<]*")]
    private static partial Regex Moment();
}
