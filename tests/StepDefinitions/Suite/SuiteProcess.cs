using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using NUnit.Framework;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Runs the built suite in a test host of its own, as `dotnet test` does, with the variables of the test alone.</summary>
internal sealed class SuiteProcess : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-suite-").FullName;
    private string? _copy;

    public static string BuiltAssembly => typeof(Specs.Conversions).Assembly.Location;

    public string Reports => Path.Combine(_folder, "reports");

    /// <summary>Where the test platform leaves its own results.</summary>
    public string TestResults => Path.Combine(_folder, "results");

    private string SuiteAssembly { get; init; } = BuiltAssembly;

    /// <summary>
    /// The suite with one feature of the test's own, of the category <c>mistake</c>, in place of all others. Only the bundled runner reads features when it runs;
    /// Reqnroll has compiled them, and the test ends ignored.
    /// </summary>
    /// <param name="scenarios">The steps of each scenario, a line each.</param>
    public static SuiteProcess WithScenarios(params IReadOnlyList<string> scenarios)
    {
        var runner = typeof(Specs.Conversions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "BddRunner").Value;
        Assume.That(runner, Is.EqualTo("Bundled"), "Reqnroll compiles features into the suite");
        var built = Path.GetDirectoryName(BuiltAssembly)!;
        // As deep as the original, for the suite finds its other programs from its own folder.
        var project = Path.Combine(built, "..", "..", $"suite-of-a-test-{Guid.NewGuid():N}");
        var copy = Path.Combine(Path.GetFullPath(project), Path.GetFileName(built));
        Directory.CreateDirectory(Path.Combine(copy, "features"));
        foreach (var file in Directory.EnumerateFiles(built).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        File.WriteAllText(
            Path.Combine(copy, "features", "Mistake.feature"),
            $"@mistake\nFeature: A mistake\n{string.Concat(scenarios.Select((steps, n) => $"  Scenario: Number {n + 1}\n{steps}\n"))}");
        return new SuiteProcess { _copy = Path.GetDirectoryName(copy), SuiteAssembly = Path.Combine(copy, Path.GetFileName(BuiltAssembly)) };
    }

    /// <summary>Runs the scenarios that the filter selects and waits for the end.</summary>
    public async Task<SuiteOutcome> RunAsync(string filter, params (string Name, string Value)[] variables)
    {
        using var run = Start(filter, variables);
        await run.WaitForEndAsync();
        return new(run.ExitCode, run.Output, Results());
    }

    /// <summary>Starts the scenarios that the filter selects.</summary>
    public RunningSuite Start(string filter, params (string Name, string Value)[] variables) => new(StartInfo(filter, variables), Reports);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (_copy is not null)
        {
            Directory.Delete(_copy, recursive: true);
        }
    }

    /// <summary>What the newest run has written so far; null where it wrote nothing.</summary>
    public RunResult? Results()
    {
        var newest = Directory.Exists(Reports)
            ? Directory.GetDirectories(Reports).Select(run => Path.Combine(run, "results.json")).Where(File.Exists).Max()
            : null;
        return newest is null ? null : JsonSerializer.Deserialize<RunResult>(File.ReadAllText(newest), ResultsJson.Document);
    }

    private ProcessStartInfo StartInfo(string filter, IEnumerable<(string Name, string Value)> variables)
    {
        var settings = Path.Combine(TestContext.CurrentContext.TestDirectory, "suite.runsettings");
        var start = new ProcessStartInfo(
            "dotnet",
            ["vstest", SuiteAssembly, $"--TestCaseFilter:{filter}", $"--Settings:{settings}", "--logger:trx", $"--ResultsDirectory:{TestResults}"])
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
}

internal sealed record SuiteOutcome(int ExitCode, string Output, RunResult? Results);
