using System.Diagnostics;

namespace SparkLoad.Cli.Tests;

/// <summary>The command as its users start it.</summary>
internal static class Sparkload
{
    public static Task<Answer> RunAsync(params string[] arguments) => RunAsync("en-US", arguments);

    /// <summary>Runs it with variables of the environment.</summary>
    public static Task<Answer> RunAsync(IEnumerable<(string Name, string Value)> variables, params string[] arguments) =>
        RunAsync("en-US", arguments, variables);

    /// <summary>Runs it to its end, its standard input closed.</summary>
    /// <param name="culture">That of the machine.</param>
    /// <param name="arguments">Command and arguments.</param>
    /// <param name="variables">Of the environment, beside those of the tests.</param>
    public static async Task<Answer> RunAsync(
        string culture, string[] arguments, IEnumerable<(string Name, string Value)>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LANG"] = start.Environment["LC_ALL"] = culture.Replace('-', '_') + ".UTF-8";
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Answer(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    internal sealed record Answer(int Code, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
