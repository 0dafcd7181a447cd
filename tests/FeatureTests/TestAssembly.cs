using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>A test assembly with feature files of a test's own, run as <c>dotnet test</c> runs it.</summary>
internal sealed class TestAssembly : IDisposable
{
    /// <summary>Where the assembly looks for its folder of features, and where its reports go.</summary>
    private const string HomeVariable = "FEATURE_TESTS_HOME";
    private const string ReportsVariable = "MINI_OUT";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _path;
    private int _runs;

    /// <param name="name">As the project file of the tests names it.</param>
    public TestAssembly(string name) => _path = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory,
        typeof(TestAssembly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == name).Value!));

    /// <summary>A folder that goes with the test.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("feature-tests-").FullName;

    /// <summary>The reports of the last run.</summary>
    public string Reports => Path.Combine(Home, $"reports-{_runs}");

    public string PathOf(string feature) => Path.Combine(Home, "features", feature);

    public TestAssembly With(string feature, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(feature))!);
        File.WriteAllText(PathOf(feature), text);
        return this;
    }

    /// <summary>Runs the scenarios that the filter selects, all without one.</summary>
    public async Task<AssemblyRun> RunAsync(string? filter = null, params (string Name, string Value)[] variables)
    {
        _runs++;
        var settings = Path.Combine(AppContext.BaseDirectory, "assemblies.runsettings");
        string[] filters = filter is null ? [] : [$"--TestCaseFilter:{filter}"];
        var start = new ProcessStartInfo(
            "dotnet", ["vstest", _path, $"--Settings:{settings}", "--logger:trx", $"--ResultsDirectory:{Reports}", .. filters])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment[HomeVariable] = Home;
        start.Environment[ReportsVariable] = Reports;
        start.Environment["REQNROLL_TELEMETRY_ENABLED"] = "0";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return AssemblyRun.Read(Reports, process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}

/// <summary>What a run left behind.</summary>
/// <param name="Tests">In the order of the test platform's report.</param>
/// <param name="Messages">Cucumber Messages; none where Reqnroll was never started.</param>
internal sealed record AssemblyRun(int ExitCode, string Output, IReadOnlyList<TestOutcome> Tests, IReadOnlyList<JsonObject> Messages)
{
    /// <summary>The outcome of the one test of that name: <c>Passed</c>, <c>Failed</c> or <c>NotExecuted</c>.</summary>
    public TestOutcome Test(string name) => Tests.Single(test => test.Name == name);

    public static AssemblyRun Read(string reports, int exitCode, string output)
    {
        var trx = Directory.Exists(reports) ? Directory.GetFiles(reports, "*.trx") : [];
        var messages = Path.Combine(reports, "messages.ndjson");
        return new(
            exitCode,
            output,
            [.. trx.SelectMany(file => XDocument.Load(file).Descendants()).Where(element => element.Name.LocalName == "UnitTestResult")
                .Select(Outcome)],
            File.Exists(messages) ? [.. File.ReadLines(messages).Select(line => JsonNode.Parse(line)!.AsObject())] : []);
    }

    private static TestOutcome Outcome(XElement result) => new(
        result.Attribute("testName")!.Value,
        result.Attribute("outcome")!.Value,
        Text(result, "Message"),
        Text(result, "StdOut"));

    private static string Text(XElement result, string name) =>
        string.Concat(result.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value));
}

internal sealed record TestOutcome(string Name, string Outcome, string Message, string Output);
