using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Compares two results of one scenario by the figures and intervals that both have: what <see cref="RunComparison"/> does with the
/// queries of two runs, without their journals.
/// </summary>
public static class ResultComparison
{
    /// <summary>Whether a result has figures that another one can be compared with.</summary>
    public static bool IsPossible(ScenarioResult scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return RunDifference.Unfit(scenario) is null && scenario.Loads.Any(load => load.Figures.Count > 0);
    }

    /// <summary>In words of the reference as "it", why it must not be compared with the subject; null where it may be.</summary>
    public static string? Obstacle(
        (MachineInfo Machine, ScenarioResult Scenario) subject,
        (MachineInfo Machine, ScenarioResult Scenario) reference) =>
        RunDifference.Unfit(reference.Scenario)
        ?? RunDifference.Of(reference.Machine, subject.Machine)
        ?? (IsEmbedded(reference.Scenario) != IsEmbedded(subject.Scenario) ? "one of the two ran on the embedded endpoint, the other on "
            + "a Spark" : null)
        ?? RunDifference.Of(reference.Scenario, subject.Scenario)
        ?? RunDifference.Of(reference.Scenario.Loads, subject.Scenario.Loads.Select(load => (load.Name, load.Plan)));

    /// <summary>Compares every load in every measure that a single run tells; an error of 1% is shared by the measures of a load.</summary>
    /// <param name="subject">What is judged.</param>
    /// <param name="reference">What it is compared with; <see cref="Obstacle"/> has to be null.</param>
    /// <param name="name">Of the reference, as readers know it.</param>
    public static IReadOnlyList<ComparisonResult> Of(ScenarioResult subject, ScenarioResult reference, string name)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(reference);
        return
        [
            .. from load in subject.Loads
               join earlier in reference.Loads on load.Name equals earlier.Name
               from figure in load.Figures
               from before in earlier.Figures
               where before.Key == figure.Key
               let measure = ComparedMeasure.Find(figure.Key)
               where measure is not null
               select Of(measure, (load, figure), (earlier, before), name) with { Load = subject.Loads.Count > 1 ? load.Name : null },
        ];
    }

    private static ComparisonResult Of(
        ComparedMeasure measure,
        (LoadResult Load, FigureResult Figure) subject,
        (LoadResult Load, FigureResult Figure) reference,
        string name)
    {
        var level = 1 - Math.Min(subject.Figure.Confidence, reference.Figure.Confidence);
        var made = RunComparison.Of(
            measure, RunFigure.Of(measure, subject.Figure, subject.Load), RunFigure.Of(
                measure,
                reference.Figure,
                reference.Load), level, name);
        return RunComparison.OtherLoad(
            subject.Load.StartedOnTimeRatio is not null,
            subject.Load.Planned,
            reference.Load.Planned,
            name) is not { } why ? made : made with
        {
            Outcome = ComparisonOutcome.Undecided,
            Interval = new Interval(null, null),
            Note = ComparisonNotes.Join(why, made.Note),
        };
    }

    private static bool IsEmbedded(ScenarioResult scenario) => scenario.Target?.Kind == TargetKind.Embedded;
}
