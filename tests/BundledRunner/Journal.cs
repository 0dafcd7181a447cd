using System.Globalization;
using System.Text;
using System.Text.Json;
using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Execution;
using SparkLoad.BundledRunner.Features;

namespace SparkLoad.BundledRunner.Tests;

/// <summary>Runs feature text with binding classes and keeps what they and the runner say.</summary>
internal sealed class Journal : ITestOutput
{
    public static List<string> Lines { get; } = [];

    public List<string> Output { get; } = [];

    public List<string> Files { get; } = [];

    /// <summary>What each scenario threw, by name; null where it passed.</summary>
    public Dictionary<string, Exception?> Results { get; } = [];

    /// <summary>What the hooks after each scenario threw, by name.</summary>
    public Dictionary<string, Exception?> EndResults { get; } = [];

    public List<ScenarioContext> Contexts { get; } = [];

    /// <summary>The Cucumber Messages of the run, each with the name of its kind.</summary>
    public List<(string Kind, JsonElement Body)> Messages { get; private set; } = [];

    public static Feature Read(string gherkin, string language = "en") =>
        new FeatureReader(language).Read("features/test.feature", gherkin, "../../features")!;

    public static Task<Journal> RunAsync(string gherkin, params Type[] bindings) => RunAsync(gherkin, "en-US", bindings);

    public static async Task<Journal> RunAsync(string gherkin, string? culture, Type[] bindings, Func<bool>? isStopping = null)
    {
        Lines.Clear();
        var journal = new Journal();
        var settings = new RunnerSettings("en", culture is null ? null : CultureInfo.GetCultureInfo(culture));
        var messages = new MemoryStream();
        using var run = new TestRun(new BindingRegistry(bindings), settings, journal)
        {
            IsStopping = isStopping ?? (() => false),
            OpenMessages = () => messages,
        };
        await run.StartAsync();
        var feature = Read(gherkin);
        foreach (var scenario in feature.Scenarios)
        {
            await journal.RunAsync(run, feature, scenario);
        }

        await run.EndAsync();
        journal.Messages = [.. Encoding.UTF8.GetString(messages.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line).EnumerateObject().Single())
            .Select(message => (message.Name, message.Value))];
        return journal;
    }

    public void WriteLine(string line) => Output.Add(line);

    public void Attach(string file) => Files.Add(file);

    private static async Task<Exception?> ErrorOf(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private async Task RunAsync(TestRun run, Feature feature, Scenario scenario)
    {
        Results[scenario.Name] = await ErrorOf(run.EnterAsync(feature));
        if (Results[scenario.Name] is null)
        {
            using var started = (await run.EnterAsync(feature)).Begin(scenario);
            Contexts.Add(started.Context);
            Results[scenario.Name] = await ErrorOf(started.RunAsync());
            EndResults[scenario.Name] = await ErrorOf(started.EndAsync());
        }
    }
}
