using System.Diagnostics;
using System.Reflection;
using SparkLoad.Specs.Steps;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>The command <c>sparkload</c>, as it was built together with the suite.</summary>
internal static class SparkloadCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs it to its end, without any setting of the machine's.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        var suite = typeof(Conversions).Assembly;
        var place = suite.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "Cli").Value!;
        var start = new ProcessStartInfo(
            "dotnet", [Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SuiteProcess.BuiltAssembly)!, place)), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SPARKLOAD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Concat(texts));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
