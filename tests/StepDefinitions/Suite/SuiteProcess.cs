using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.Results;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>Runs the built suite in a test host of its own, as `dotnet test` does, with the variables of the test alone.</summary>
internal sealed class SuiteProcess : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-suite-").FullName;

    /// <summary>In its own folder, as users run it: of what the copy beside these tests needs, ASP.NET Core brings a part.</summary>
    public static string BuiltAssembly { get; } = Path.GetFullPath(Path.Combine(
        TestContext.CurrentContext.TestDirectory, "..", "..", "SparkLoad.Specs", Path.GetFileName(TestContext.CurrentContext.TestDirectory),
        "SparkLoad.Specs.dll"));

    public string Reports => Path.Combine(ReportsInHome ? Home! : _folder, "reports");

    /// <summary>Where the test platform leaves its own results.</summary>
    public string TestResults => Path.Combine(_folder, "results");

    /// <summary>The home folder of the user that the suite runs for; empty before it.</summary>
    public string UserHome => Path.Combine(_folder, "home");

    /// <summary>What starts the command in its place, such as <c>unshare</c> with its arguments.</summary>
    public IReadOnlyList<string> StartedBy { get; init; } = [];

    /// <summary>Features of the test's own, with the repository's queries; null for the repository.</summary>
    public string? Home { get; private init; }

    /// <summary>No setting says where the reports go, so they go with the features.</summary>
    public bool ReportsInHome { get; set; }

    /// <summary>
    /// The suite with one feature of the test's own, of the category <c>mistake</c>, in place of all others. Only FeatureTests reads
    /// features when it runs; Reqnroll.NUnit has compiled them, and the test ends ignored.
    /// </summary>
    /// <param name="scenarios">The steps of each scenario, a line each.</param>
    public static SuiteProcess WithScenarios(params IReadOnlyList<string> scenarios) => WithFeatures((
        "Mistake.feature", "@mistake\nFeature: A "
            + $"mistake\n{string.Concat(scenarios.Select((steps, n) => $"  Scenario: Number {n + 1}\n{steps}\n"))}"));

    /// <inheritdoc cref="WithScenarios"/>
    /// <param name="features">Path below the folder of features, and text, of each file.</param>
    public static SuiteProcess WithFeatures(params IReadOnlyList<(string Path, string Text)> features)
    {
        RequireFeatureTests();
        var suite = new SuiteProcess { Home = Directory.CreateTempSubdirectory("sparkload-home-").FullName };
        foreach (var (path, text) in features)
        {
            var file = Path.Combine(suite.Home, "features", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        var queries = Directory.CreateDirectory(Path.Combine(suite.Home, QueryCatalog.Folder)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(SuiteSettings.Load().Home, QueryCatalog.Folder)))
        {
            File.Copy(file, Path.Combine(queries, Path.GetFileName(file)));
        }

        return suite;
    }

    /// <summary>The suite with a folder that a team keeps, where its reports go too; removed with this.</summary>
    public static SuiteProcess At(string home)
    {
        RequireFeatureTests();
        return new() { Home = home, ReportsInHome = true };
    }

    /// <summary>Runs the scenarios that the filter selects and waits for the end, once no other checkout's suite has the machine.</summary>
    public async Task<SuiteOutcome> RunAsync(string filter, params (string Name, string Value)[] variables)
    {
        using var run = await StartAsync(filter, variables);
        return await EndAsync(run);
    }

    /// <summary>As <see cref="RunAsync"/>, whatever else has the machine.</summary>
    public async Task<SuiteOutcome> RunBesideAsync(string filter, params (string Name, string Value)[] variables)
    {
        using var run = new RunningSuite(StartInfo(filter, variables), Reports);
        return await EndAsync(run);
    }

    /// <summary>Starts the scenarios that the filter selects, once no other checkout's suite has the machine.</summary>
    public async Task<RunningSuite> StartAsync(string filter, params (string Name, string Value)[] variables)
    {
        using (await MachineLock.TakeAsync(
            MachineLock.DefaultPaths(),
            TimeSpan.FromMinutes(5),
            TimeProvider.System,
            CancellationToken.None))
        {
        }

        return new RunningSuite(StartInfo(filter, variables), Reports);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (Home is not null)
        {
            Directory.Delete(Home, recursive: true);
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

    private static void RequireFeatureTests()
    {
        var runner = typeof(Specs.Steps.Conversions).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(entry => entry.Key == "BddRunner")
            .Value;
        Assume.That(runner, Is.EqualTo("FeatureTests"), "Reqnroll.NUnit compiles features into the suite");
    }

    private async Task<SuiteOutcome> EndAsync(RunningSuite run)
    {
        await run.WaitForEndAsync();
        return new(run.ExitCode, run.Output, Results(), Tests());
    }

    /// <summary>The tests of the newest run, as the test platform reports them; none where it reported nothing.</summary>
    private List<TestedScenario> Tests()
    {
        var newest = Directory.Exists(TestResults) ? Directory.GetFiles(TestResults, "*.trx").MaxBy(File.GetLastWriteTimeUtc) : null;
        return newest is null ? [] :
        [
            .. XDocument.Load(newest).Descendants().Where(element => element.Name.LocalName == "UnitTestResult")
                .Select(test => new TestedScenario(test.Attribute("testName")!.Value, test.Attribute("outcome")!.Value, test.Value)),
        ];
    }

    private ProcessStartInfo StartInfo(string filter, IEnumerable<(string Name, string Value)> variables)
    {
        var settings = Path.Combine(TestContext.CurrentContext.TestDirectory, "suite.runsettings");
        string[] command =
        [
            .. StartedBy, "dotnet", "vstest", BuiltAssembly, $"--TestCaseFilter:{filter}", $"--Settings:{settings}", "--logger:trx",
            $"--ResultsDirectory:{TestResults}",
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SPARKLOAD_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // As in the home of a user: without this folder .NET names none for settings, and what writes one there writes it nowhere.
        Directory.CreateDirectory(Path.Combine(UserHome, ".config"));
        start.Environment["HOME"] = UserHome;
        start.Environment.Remove("XDG_CONFIG_HOME");
        start.Environment.Remove("XDG_STATE_HOME");
        start.Environment.Remove(JobSummary.Variable);
        start.Environment["SPARKLOAD_REPORTS"] = ReportsInHome ? null : Reports;
        start.Environment["SPARKLOAD_HOME"] = Home;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}

internal sealed record SuiteOutcome(int ExitCode, string Output, RunResult? Results, IReadOnlyList<TestedScenario> Tests);

/// <param name="Name">The scenario's.</param>
/// <param name="Outcome">Passed, Failed or NotExecuted.</param>
/// <param name="Said">What it printed, and why it failed.</param>
internal sealed record TestedScenario(string Name, string Outcome, string Said);
