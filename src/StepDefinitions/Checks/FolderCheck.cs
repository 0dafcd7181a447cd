using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.Results;
using SparkLoad.Results.Checks;
using SparkLoad.Results.Text;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Specs.Suite;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;
using SparkLoad.Telemetry;

namespace SparkLoad.Specs.Checks;

/// <summary>
/// Takes the place of a run when <c>sparkload check</c> asks: the steps state what they state, nothing is reached or sent, and every
/// mistake of every file is written down.
/// </summary>
internal sealed class FolderCheck(string file)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _mistaken = [];
    private readonly HashSet<string> _outdated = [];
    private readonly Dictionary<string, string> _ignored = [];
    private readonly List<ScenarioResult> _checked = [];

    /// <summary>The check that is asked for; null where the suite is to run.</summary>
    public static FolderCheck? Asked() =>
        Environment.GetEnvironmentVariable(CheckFile.Variable) is { Length: > 0 } file ? new(file) : null;

    /// <summary>No setting can be read, so nobody knows where a Spark is.</summary>
    public bool WithoutSettings { get; private set; }

    /// <summary>The scenarios that have been looked at.</summary>
    public IReadOnlyList<ScenarioResult> Checked => _checked;

    /// <summary>The settings; without any where they cannot be read.</summary>
    public SuiteSettings Settings(IReadOnlyCollection<SparkName> named)
    {
        try
        {
            var settings = SuiteSettings.Load(named);
            foreach (var note in settings.Notes)
            {
                Write(new() { Note = note });
            }

            foreach (var mistake in settings.MistakesInFiles())
            {
                Mistake((string?)null, null, mistake);
            }

            return settings;
        }
        catch (SettingsException e)
        {
            WithoutSettings = true;
            foreach (var mistake in e.Message.Split('\n'))
            {
                Mistake((string?)null, null, mistake);
            }

            return SuiteSettings.Unset();
        }
    }

    /// <summary>Looks at every file other than the scenarios themselves.</summary>
    public void Files(string home, QueryCatalog queries, IReadOnlyList<FeatureSource> features)
    {
        foreach (var problem in queries.Problems)
        {
            Mistake(problem.File, problem.Line, problem.Text);
        }

        foreach (var name in DataScript.NamesIn(home))
        {
            try
            {
                DataScript.Find(home, name);
            }
            catch (DataScriptException e)
            {
                Mistake((string?)null, null, e.Message);
            }
        }

        if (RunTelemetry.Mistake(RunTelemetry.Variables()) is { } mistake)
        {
            Mistake((string?)null, null, mistake);
        }

        // With Reqnroll.NUnit features are compiled, so the tests may be of another folder, or of an earlier text.
        _outdated.UnionWith(
            features.Where(feature => feature.DiffersFrom(Path.Combine(home, "features", feature.Uri))).Select(feature => feature.Uri));
        if (_outdated.Count > 0)
        {
            var one = Shown(_outdated.Order().First());
            Mistake((string?)null, null, $"the suite was built with other feature files ({one} is not this folder's): "
                + $"build it with {SettingKeys.Home} naming the folder, and check again.");
        }
    }

    /// <summary>Whether something of the scenario is mistaken, so that what follows from it says nothing.</summary>
    public bool HasMistake(string scenarioId)
    {
        lock (_gate)
        {
            return _mistaken.Contains(scenarioId);
        }
    }

    public void Mistake(ScenarioResult scenario, int? line, string text)
    {
        lock (_gate)
        {
            _mistaken.Add(scenario.Id);
        }

        if (_outdated.Contains(scenario.FeatureUri))
        {
            return;
        }

        Mistake(Shown(scenario.FeatureUri), line ?? scenario.Line, text);
    }

    /// <summary>The scenario would be ignored here.</summary>
    public void Ignored(string scenarioId, string reason) => _ignored.TryAdd(scenarioId, reason);

    /// <summary>What the scenario would send.</summary>
    public void Sends(ScenarioResult scenario, IReadOnlyList<LoadPlan> plans, StatedComparison? comparison, SparkTarget target)
    {
        if (_outdated.Contains(scenario.FeatureUri))
        {
            return;
        }

        var to = WithoutSettings ? $"{target.Name.AsWritten}, wherever it is" : $"{target.ServerName} ({scenario.EvidenceNote})";
        Write(new()
        {
            File = Shown(scenario.FeatureUri),
            Line = scenario.Line,
            Scenario = scenario.Example is null ? scenario.Scenario : $"{scenario.Scenario} ({scenario.Example})",
            Sends = [.. plans.Select(plan => $"{plan.Announcement()}{Rounds(plan, comparison, target)} to {to}")],
            Note = _ignored.TryGetValue(scenario.Id, out var reason) ? $"ignored here: {reason}" : null,
        });
    }

    /// <summary>The scenario has been looked at.</summary>
    public void Close(ScenarioResult scenario)
    {
        lock (_gate)
        {
            _checked.Add(scenario with { Verdict = ScenarioVerdict.NotRun });
        }
    }

    /// <summary>Everything has been looked at.</summary>
    /// <param name="unread">Tests that no scenario came of.</param>
    public void Finish(IReadOnlyList<ScenarioResult> unread)
    {
        foreach (var test in unread)
        {
            if (test.Verdict == ScenarioVerdict.NotRun)
            {
                Write(new()
                {
                    File = Shown(test.FeatureUri), Line = test.Line, Scenario = test.Scenario, Note = $"left out: {test.Reason}",
                });
            }
            else
            {
                // A file that is no feature says so itself.
                Mistake(test.Line is null ? null : Shown(test.FeatureUri), test.Line, test.Reason ?? "a feature file cannot be read.");
            }
        }

        Write(new() { Done = true });
    }

    private static string Rounds(LoadPlan plan, StatedComparison? comparison, SparkTarget target) => comparison is null ? ""
        : $" a round, {Figures.Plural(comparison.RoundsToRun(target.Scale), "round")} "
            + (comparison.IsCompared(plan) ? $"in turn with {comparison.Reference}," : "alongside,");

    private static string Shown(string featureUri) => $"features/{featureUri}";

    private void Mistake(string? inFile, int? line, string text) => Write(new() { File = inFile, Line = line, Mistake = text });

    private void Write(CheckLine line)
    {
        lock (_gate)
        {
            CheckFile.Append(file, line);
        }
    }
}
