using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Runs the built suite in a test host of its own, as `dotnet test` does, with the variables of the test alone.</summary>
internal sealed class SuiteProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-suite-").FullName;

    public string Reports => Path.Combine(_folder, "reports");

    public static string SuiteAssembly => typeof(Specs.Conversions).Assembly.Location;

    /// <summary>Runs the scenarios that the filter selects and waits for the end.</summary>
    public async Task<SuiteOutcome> RunAsync(string filter, params (string Name, string Value)[] variables)
    {
        using var process = Process.Start(StartInfo(filter, variables))!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The suite took longer than {Limit}. It printed:\n{output}");
        }

        return new(process.ExitCode, output.ToString(), Results());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RunResult? Results()
    {
        var newest = Directory.Exists(Reports)
            ? Directory.GetFiles(Reports, "results.json", SearchOption.AllDirectories).Max()
            : null;
        return newest is null ? null : JsonSerializer.Deserialize<RunResult>(File.ReadAllText(newest), ResultsJson.Document);
    }

    private ProcessStartInfo StartInfo(string filter, IEnumerable<(string Name, string Value)> variables)
    {
        var settings = Path.Combine(TestContext.CurrentContext.TestDirectory, "suite.runsettings");
        var start = new ProcessStartInfo("dotnet", ["vstest", SuiteAssembly, $"--TestCaseFilter:{filter}", $"--Settings:{settings}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SPARKLOAD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["SPARKLOAD_REPORTS"] = Reports;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}

internal sealed record SuiteOutcome(int ExitCode, string Output, RunResult? Results);
