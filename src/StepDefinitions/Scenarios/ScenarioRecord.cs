using NUnit.Framework;
using Reqnroll;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.Specs.Checks;
using SparkLoad.Specs.Suite;

namespace SparkLoad.Specs.Scenarios;

/// <summary>What is known of one scenario, from its first step until the run's folder says how it ended.</summary>
internal sealed class ScenarioRecord(SuiteRun suite, ScenarioContext context, FeatureContext feature, IReqnrollOutputHelper output)
{
    private const string WithoutCriteria = "the scenario has a load but no criteria, so it proves nothing";

    private ScenarioResult? _result;
    private bool _closed;
    private bool _shown;

    private FeatureSource Feature { get; } = FeatureSource.Of(feature.FeatureInfo);

    private ScenarioSource Scenario => Feature.Of(context.ScenarioInfo);

    /// <summary>What its steps have said.</summary>
    public Statements Said => field ??= new(context, Scenario);

    /// <summary>As the feature's file names it.</summary>
    public string Language => feature.FeatureInfo.Language.Name;

    public SuiteRun Suite => suite;

    public ScenarioResult Result
    {
        get => _result ??= ScenarioIdentity.Of(Feature, Scenario) with { StartedAt = SuiteRun.Now };
        set => _result = value;
    }

    /// <summary>No scenario is run, for a reason that all of them share.</summary>
    /// <exception cref="NotPassedException">There is such a reason.</exception>
    public void RequireASuite()
    {
        if (Suite.Obstacle is { } obstacle)
        {
            throw NotRun(obstacle);
        }
    }

    /// <summary>Takes down something that a scenario can say once.</summary>
    /// <exception cref="NotPassedException">It was said before.</exception>
    public void Once(string what)
    {
        if (Said.Once(what) is { } twice)
        {
            throw Broken(twice);
        }
    }

    /// <summary>No load was sent for a reason outside the feature file.</summary>
    public NotPassedException NotRun(string reason) => End(ScenarioVerdict.NotRun, reason);

    /// <summary>
    /// The scenario needs what a rehearsal does not have: ignored there where one of its tags says so, else not run. Comes back only
    /// from a check, which goes on with what is stated.
    /// </summary>
    public void LeaveOut(string reason, params string[] tags)
    {
        if (Suite.Settings.AcceptanceRequired)
        {
            throw NotRun(reason);
        }

        if (!Result.Tags.Intersect(tags).Any())
        {
            throw NotRun($"{reason}; a rehearsal leaves it out where it has the tag {string.Join(" or ", tags.Select(tag => $"@{tag}"))}");
        }

        _ = NotRun(reason);
        if (Suite.Check is { } check)
        {
            check.Ignored(Result.Id, reason);
            return;
        }

        Assert.Ignore(reason);
    }

    /// <summary>The scenario itself cannot be run as written.</summary>
    public NotPassedException Broken(string reason) => End(ScenarioVerdict.Failed, reason);

    /// <summary>The scenario ends with this verdict before its load was judged.</summary>
    public NotPassedException End(ScenarioVerdict verdict, string reason)
    {
        var text = $"{Words.Of(verdict)}: {reason}";
        if (Suite.Check is null)
        {
            Complete(Result with { Verdict = verdict, Reason = reason });
            Suite.Progress.Say($"{Result.Scenario}: {text}");
        }

        return new NotPassedException(text) { Reason = reason };
    }

    public void Complete(ScenarioResult result)
    {
        Result = result with { EndedAt = SuiteRun.Now };
        _closed = true;
        Suite.Tests.Is(Result.Id);
        Suite.Keep(Result);
    }

    /// <summary>Says it where the test's reader and the console's reader see it.</summary>
    public void Say(string text)
    {
        Suite.Progress.Say(text);
        output.WriteLine(text);
    }

    /// <summary>Hands the scenario's own page and its charts to readers of the test's results, once.</summary>
    public async Task ShowAsync()
    {
        if (_shown || Suite.Obstacle is not null || Suite.Ended.IsCancellationRequested)
        {
            return;
        }

        _shown = true;
        foreach (var file in await Suite.Page.DrawAsync(Result.Id))
        {
            if (Path.GetExtension(file) == ".html")
            {
                // For the test's results alone: a reader of the messages shows a page as its source.
                TestContext.AddTestAttachment(file, "The scenario as the page shows it");
            }
            else
            {
                output.AddAttachment(file);
            }
        }

        output.WriteLine($"The page: {Suite.Page.LinkTo(Result.Id)}");
    }

    /// <summary>Ends what a check looks at of the scenario.</summary>
    public void Close(FolderCheck check)
    {
        Suite.Tests.Is(Result.Id);
        if (!Said.HasCriteria && !check.HasMistake(Result.Id))
        {
            check.Mistake(Result, null, WithoutCriteria);
        }

        check.Close(Result);
    }

    /// <summary>Writes down a scenario that ended before its load was judged, and shows it.</summary>
    /// <param name="hasLoad">The scenario has stated a load.</param>
    public async Task CloseAsync(bool hasLoad)
    {
        var missing = _closed ? null : Unfinished(hasLoad);
        await ShowAsync();
        if (missing is not null)
        {
            throw new NotPassedException($"failed: {missing}");
        }
    }

    /// <summary>Writes down why the scenario has no verdict of its own.</summary>
    /// <returns>What it lacks, where no step has failed for it; otherwise null.</returns>
    private string? Unfinished(bool hasLoad)
    {
        var unreadable = context
            .ScenarioExecutionStatus is ScenarioExecutionStatus.UndefinedStep or ScenarioExecutionStatus.StepDefinitionPending
            ? "the scenario has a step that the suite does not know; docs/writing-scenarios.md lists the steps"
            : context.TestError?.Message;
        var reason = unreadable ?? WithoutCriteria;
        var stopped = Suite.Ended.IsCancellationRequested && !hasLoad;
        Complete(Result with { Verdict = stopped ? ScenarioVerdict.NotRun : ScenarioVerdict.Failed, Reason = reason });
        return unreadable is null ? reason : null;
    }
}
