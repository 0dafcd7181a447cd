using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>What the whole run comes to, in words.</summary>
public static class Headline
{
    /// <summary>The outcome, as the page's title.</summary>
    public static string Outcome(Run run)
    {
        var total = run.Scenarios.Count;
        var passed = run.Count(ScenarioVerdict.Passed);
        var failed = run.Count(ScenarioVerdict.Failed);
        return run switch
        {
            { Info.State: RunState.Running } when total == 0 => "The run has begun",
            { Info.State: RunState.Running } when failed > 0 => $"Running: {failed} of {Figures.Plural(total, "scenario")} failed so far",
            { Info.State: RunState.Running } => $"Running: {Figures.Plural(total, "scenario")} done so far",
            { Info.State: RunState.Interrupted } when total == 0 => "The run was interrupted",
            { Info.State: RunState.Interrupted } when failed > 0 =>
                $"The run was interrupted: {failed} of {Figures.Plural(total, "scenario")} failed until then",
            { Info.State: RunState.Interrupted } =>
                $"The run was interrupted: {passed} of {Figures.Plural(total, "scenario")} passed until then",
            _ when total == 0 => "No scenario has a result",
            _ when passed == total =>
                total switch { 1 => "The scenario passed", 2 => "Both scenarios passed", _ => $"All {total} scenarios passed" },
            _ when failed > 0 => total == 1 ? "The scenario failed" : $"{failed} of {total} scenarios failed",
            _ when run.Count(ScenarioVerdict.NotRun) == total => "No scenario was run",
            _ => $"{passed} of {Figures.Plural(total, "scenario")} passed",
        };
    }

    /// <summary>
    /// The outcome, and before it whether that is the acceptance of a Spark, for those who read no further; of a run under way only how
    /// it stands.
    /// </summary>
    public static string Acceptance(Run run)
    {
        var outcome = Outcome(run);
        var after = $"{char.ToLowerInvariant(outcome[0])}{outcome[1..]}";
        return (run.Info.State, RunEvidence.Of(run).Style) switch
        {
            (RunState.Running, _) => outcome,
            (_, "rehearsal") => $"Not accepted, because it is a rehearsal: {after}",
            (_, "mixed") => $"Not accepted, because part of it is a rehearsal: {after}",
            (RunState.Finished, "acceptance") when run.Count(ScenarioVerdict.Passed) == run.Scenarios.Count => $"Accepted: {after}",
            _ => $"Not accepted: {after}",
        };
    }

    /// <summary>What was tested, on which Spark, with which data, when, and for how long.</summary>
    public static string Sentence(Run run)
    {
        var features = run.Scenarios.Select(scenario => scenario.Result.FeatureUri).Distinct().Count();
        var what = run.Scenarios.Count == 0
            ? run.Info.State == RunState.Running ? "No scenario has ended yet" : "No scenario ended"
            : $"{Loaded(run)} of {Figures.Plural(features, "feature")} {Sparks(run)}{Data(run)}{Profiled(run)}";
        return $"{what}. {When(run)}.";
    }

    // A scenario that was not run put no load on anything.
    private static string Loaded(Run run)
    {
        var all = Figures.Plural(run.Scenarios.Count, "scenario");
        var notRun = run.Count(ScenarioVerdict.NotRun);
        return notRun == 0 || notRun == run.Scenarios.Count ? all : $"{run.Scenarios.Count - notRun} of {all}";
    }

    private static string Sparks(Run run)
    {
        if (run.Count(ScenarioVerdict.NotRun) == run.Scenarios.Count)
        {
            return "were planned, and none of them sent load to a Spark";
        }

        var targets = run.Scenarios.Where(scenario => scenario.Result.Verdict != ScenarioVerdict.NotRun)
            .Select(scenario => scenario.Result.Target).OfType<TargetInfo>().ToList();
        var real = Versions(targets.Where(target => !target.IsStandIn));
        var embedded = Versions(targets.Where(target => target.IsStandIn));
        return (real, embedded) switch
        {
            ("", "") => "reached no Spark",
            (_, "") => $"put load on Spark {real}",
            ("", _) => $"put load on the embedded endpoint, which stands in for Spark {embedded}",
            _ => $"put load on Spark {real}, and on the embedded endpoint in place of Spark {embedded}",
        };
    }

    private static string Versions(IEnumerable<TargetInfo> targets) =>
        Enumeration([.. targets.Select(Name).Distinct().Order(StringComparer.Ordinal)]);

    private static string Name(TargetInfo target) =>
        target.StatedVersion is null ? $"“{Plain.Text(target.Name, 40)}”" : Plain.Text(target.Name, 40);

    private static string Data(Run run)
    {
        var data = run.Scenarios.Select(scenario => scenario.Result.Data).OfType<DataInfo>().Select(Words.Of).Distinct().ToList();
        return data.Count == 0 ? "" : $" with {Enumeration(data)}";
    }

    private static string Profiled(Run run)
    {
        var profiled = run.Scenarios.Count(scenario => scenario.Result.Client?.Profiled == true);
        return profiled switch
        {
            0 => "",
            _ when profiled == run.Scenarios.Count => "; the client was profiled, which slows it down",
            _ => $"; in {Figures.Count(profiled)} of them the client was profiled, which slows it down",
        };
    }

    private static string When(Run run)
    {
        var began = Moments.Text(run.Info.StartedAt);
        return run.Info switch
        {
            { State: RunState.Finished, EndedAt: { } ended } =>
                $"It began on {began}, and took {Figures.Time((ended - run.Info.StartedAt).TotalMilliseconds)}",
            { State: RunState.Interrupted, EndedAt: { } ended } => $"It began on {began}, and was interrupted on {Moments.Text(ended)}",
            { State: RunState.Interrupted } => $"It began on {began}, and was interrupted",
            _ => $"It began on {began}",
        };
    }

    private static string Enumeration(List<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}",
    };
}
