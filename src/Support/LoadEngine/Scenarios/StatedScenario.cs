using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Scenarios;

/// <summary>
/// A scenario as its feature states it. <see cref="Validated"/> is the one place that says what cannot be run: it asks every load,
/// comparison and measure for its own rules, and holds those that are about several of them.
/// </summary>
public sealed record StatedScenario
{
    /// <summary>Each row of parameters has an answer of its own to compare with, which is asked before the load.</summary>
    private const int MostReferences = 1000;

    private static readonly Needs[] EachNeed = [.. Enum.GetValues<Needs>().Where(need => need != Needs.Nothing)];

    public IReadOnlyList<StatedLoad> Loads { get; init; } = [];

    /// <summary>What holds for all loads.</summary>
    public StatedTerms Terms { get; init; } = new();

    /// <summary>Who runs the load in turn; null (default) where nobody does.</summary>
    public StatedComparison? Comparison { get; init; }

    /// <summary>Null where the scenario has not stated any yet.</summary>
    public CriteriaSet? Criteria { get; init; }

    /// <summary>The client is profiled while it runs the loads; default false.</summary>
    public bool Profiled { get; init; }

    /// <summary>The same scenario with one more load.</summary>
    /// <exception cref="PlanException">The load cannot be run.</exception>
    public StatedScenario With(StatedLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        load.Plan.Validated();
        return this with { Loads = [.. Loads, load] };
    }

    /// <summary>What is to be run, if it can be. Call it before any load is sent.</summary>
    /// <exception cref="PlanException">The scenario cannot be run; the message is one sentence for the person who wrote it.</exception>
    /// <exception cref="CriterionFormatException">A row of the criteria cannot be judged, or a load is judged by none.</exception>
    public RunnableScenario Validated()
    {
        if (Refusal() is { } why)
        {
            throw new PlanException(why);
        }

        LoadPlan[] loads = [.. Loads.Select(load => Terms.ApplyTo(load.Plan))];
        CheckRows(Criteria!.Criteria, loads);
        return Comparison is null
            ? new RunnableScenario(loads, Criteria, null)
            : new RunnableScenario(Comparison.InOrder(loads), loads.Length == 1 ? Criteria.OfTheOnlyLoad() : Criteria, Comparison);
    }

    private string? Refusal() =>
        Loads.Count == 0 ? "the scenario states criteria, but no load"
        : Criteria is null ? "the scenario has a load but no criteria, so it proves nothing"
        : Loads.Count > 1 && Loads.FirstOrDefault(load => load.Plan.Shape.IsSearch) is { } search
            ? $"the search for the capacity of \"{search.Plan.Name}\" has to be the only load of its scenario"
        : Profiled && Loads[0].Plan.Shape.IsSearch
            ? $"the search for the capacity of \"{Loads[0].Plan.Name}\" cannot be profiled; profile one load of a steady rate"
        : Profiled && Comparison is null && Criteria.Compares(Sides.Baseline)
            ? "a profiled client is slower, so it cannot be compared with the baseline; profile another scenario"
        : Terms.Disturbs && Loads[0].Plan.Shape.IsSearch
            ? "a search for the capacity is not disturbed, because its steps could not be told apart; leave the cuts or the restart out"
        : Terms.WarmUp is not null && Loads.FirstOrDefault(load => load.Plan.WarmUp > TimeSpan.Zero) is { } own
            ? $"the scenario states a warm-up twice, in \"{Terms.WarmUpStatedIn}\" and in \"{own.StatedIn}\"; keep one of them"
        : Terms.RandomParameters && !Loads.Any(load => load.Plan.HasParameters)
            ? "no query of the scenario has parameters that could be drawn at random; leave \"parameters are drawn at random\" out"
        : Terms.Reading != AnswerReading.Drained && Loads.All(load => load.Plan.Asking.WithoutRows is not null)
            ? $"the load \"{Loads[0].Plan.Name}\" {Loads[0].Plan.Asking.WithoutRows}; "
                + $"leave \"answers are read as {Terms.ReadingInWords}\" out"
        : Comparison?.Refusal(this);

    private void CheckRows(IReadOnlyList<Criterion> rows, LoadPlan[] loads)
    {
        var side = Comparison?.Reference ?? Sides.Baseline;
        foreach (var row in rows)
        {
            if (row.Measure.ComparedWith is { } other && !other.Equals(side, StringComparison.OrdinalIgnoreCase))
            {
                var known = Comparison is null ? "compares with no other side" : $"compares with {side} only";
                throw new CriterionFormatException(
                    $"The row {row.Row} of the criteria table compares with \"{other}\", but the scenario {known}; "
                    + "leave the row out, or state that comparison.");
            }
        }

        if (rows.All(row => row.Measure.Needs.HasFlag(Needs.RateSteps)) && loads.Any(load => load.Shape.IsSearch))
        {
            throw new CriterionFormatException(
                "A capacity needs a further row that says what holding a rate means, for example | failed queries | none |.");
        }

        foreach (var row in rows)
        {
            var load = row.LoadIn(loads, candidate => candidate.Name);
            var alone = row.Measure.ComparedWith is not null && Comparison?.IsCompared(load) == false
                ? $"the load \"{load.Name}\" is never run alone, only \"{Comparison.Alone}\" is"
                : row.Measure is { ComparedWith: not null, IsOfAllLoads: true } && Comparison?.Alone is not null
                ? "what the client needs for the loads alongside cannot be told from what it needs for this one"
                : null;
            if ((alone ?? row.Measure.Unfit(load) ?? Missing(row.Measure, load)) is { } why)
            {
                throw new CriterionFormatException($"The row {row.Row} of the criteria table cannot be judged: {why}.");
            }
        }

        if (rows.Any(row => row.Measure.Needs.HasFlag(Needs.RowsOfTheTable))
            && loads.Where(load => load.Mix is [{ TellsItsRows: true }]).GroupBy(load => load.Query).FirstOrDefault(
                same => same.Count() > 1) is { } twice)
        {
            throw new CriterionFormatException(
                $"Two loads ask \"{twice.Key}\", whose rows in the table could not be told apart; leave one of them out.");
        }

        if (loads.Length > 1 && loads.FirstOrDefault(load => !rows.Any(row => IsOf(row, load))) is { } unjudged)
        {
            throw new CriterionFormatException(
                $"No row of the criteria table judges the load \"{unjudged.Name}\"; "
                + $"add one, for example | {unjudged.Name} | failed queries | none |, or leave the load out.");
        }
    }

    /// <summary>Why the first thing that the measure needs is not there; null where it has all of them.</summary>
    private string? Missing(Measure measure, LoadPlan load) =>
        EachNeed.Where(need => measure.Needs.HasFlag(need)).Select(need => Missing(need, load)).OfType<string>().FirstOrDefault();

    private string? Missing(Needs need, LoadPlan load) => need switch
    {
        Needs.RateSteps when !load.Shape.IsSearch => "the load has no steps of the rate",
        Needs.Outage when Terms.KilledAfter is null =>
            "the scenario kills no server; leave the row out, or state \"the server is killed after 1 minute and started again\"",
        Needs.ServerInSight when Terms.KilledAfter is not null =>
            "the server that is looked into is killed; leave the row or the restart out",
        Needs.NewSessions when !Terms.RenewsSessions =>
            "clients keep to their sessions; leave the row out, or state \"clients open a new session when theirs is gone\"",
        Needs.Checksums when Comparison is null && Terms.Reading != AnswerReading.Drained =>
            $"answers that are read as {Terms.ReadingInWords} have no checksum; "
            + $"leave the row out, or \"answers are read as {Terms.ReadingInWords}\"",
        Needs.Checksums or Needs.AnswersOfBothSides or Needs.Rows when load.Asking.WithoutRows is { } why =>
            $"the load \"{load.Name}\" {why}",
        Needs.AnswersOfBothSides when Comparison is null => "the baseline keeps no answers; state a comparison with another Spark",
        Needs.AnswersOfBothSides when Comparison.ExternalClient is { } external =>
            $"{external} asks the same Spark as this client; state a comparison with another Spark",
        Needs.AnswersOfBothSides when Comparison.Alone is not null =>
            "the same Spark is asked with and without the other loads; state a comparison with another Spark",
        Needs.Checksums when Comparison is null => Uncomparable(load),
        Needs.AnswersOfBothSides => Uncomparable(load),
        _ => Comparison?.Missing(need),
    };

    /// <summary>Why the answers to a load's queries cannot be held against others; null where they can.</summary>
    private static string? Uncomparable(LoadPlan load) =>
        load.Mix.FirstOrDefault(share => share.ParameterRows > MostReferences) is { } share
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"\"{share.Query}\" has {share.ParameterRows:#,0} rows of parameters, and answers are compared for at most ")
                + string.Create(CultureInfo.InvariantCulture, $"{MostReferences:#,0}; give it fewer rows, or leave the row out")
        : null;

    // What is of the process or the server says nothing about the queries of one load.
    private static bool IsOf(Criterion row, LoadPlan load) =>
        !row.Measure.IsOfAllLoads && load.Name.Equals(row.Row.Load, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A load that a scenario states.</summary>
/// <param name="Plan">What to send.</param>
/// <param name="StatedIn">The step that states it, as the feature writes it; for messages.</param>
public sealed record StatedLoad(LoadPlan Plan, string StatedIn = "");

/// <summary>A scenario that can be run.</summary>
/// <param name="Loads">With the terms of the scenario; of a comparison first the load that is compared.</param>
/// <param name="Criteria">Of a comparison of its only load without the load that rows name, because each side gives it a name of its
/// own.</param>
/// <param name="Comparison">Who runs the load in turn; null where nobody does.</param>
public sealed record RunnableScenario(IReadOnlyList<LoadPlan> Loads, CriteriaSet Criteria, StatedComparison? Comparison);
