using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A scenario's criteria table, read before any load is sent and judged after.</summary>
public sealed class CriteriaSet
{
    private CriteriaSet(IReadOnlyList<Criterion> criteria) => Criteria = criteria;

    /// <summary>The rows as written.</summary>
    public IReadOnlyList<CriterionRow> Rows => [.. Criteria.Select(criterion => criterion.Row)];

    /// <summary>Whether a row compares answers with a reference, so that plans need one and clients have to compute checksums.</summary>
    public bool ComparesAnswers => Criteria.Any(criterion => criterion.Measure is Answers);

    /// <summary>The other sides that rows compare with, as they write them: <c>Python</c>, <c>Spark 3.5.8</c>, <c>the baseline</c>.</summary>
    public IReadOnlyList<string> ComparedWith =>
        [.. Compared.Select(row => row.Figure.Side).Distinct(StringComparer.OrdinalIgnoreCase)];

    internal IReadOnlyList<Criterion> Criteria { get; }

    internal IReadOnlyList<WindowFigure> Windows =>
        [.. Criteria.Select(criterion => criterion.Measure.Window).OfType<WindowFigure>().Distinct()];

    /// <exception cref="CriterionFormatException">A row cannot be read, or there is none.</exception>
    /// <param name="rows">As written.</param>
    /// <param name="language">Of the feature, as its file names it: in some of them a comma is no thousands separator for sure.</param>
    public static CriteriaSet Parse(IEnumerable<CriterionRow> rows, string language = "en")
    {
        var criteria = rows.Select((row, i) => Criterion.Parse(row, i + 1, language)).ToArray();
        return criteria.Length > 0
            ? new CriteriaSet(criteria)
            : throw new CriterionFormatException("The criteria table has no rows; a load without criteria proves nothing.");
    }

    /// <inheritdoc cref="Parse(IEnumerable{CriterionRow}, string)"/>
    public static CriteriaSet Parse(IEnumerable<(string Measure, string MustBe)> rows) =>
        Parse(rows.Select(row => new CriterionRow(row.Measure, row.MustBe)));

    /// <summary>Whether a row compares with this side.</summary>
    public bool Compares(string side) => Compared.Any(row => row.Figure.IsSide(side));

    /// <summary>Refuses rows that make no sense for these loads. Call it before any load is sent.</summary>
    /// <param name="plans">The loads.</param>
    /// <param name="sides">Names of the sides that the loads will be compared with; none where the scenario compares nothing.</param>
    /// <exception cref="CriterionFormatException">
    /// A row names no load or an unknown one, a load is named by none, a row's measure does not fit its load, or it compares with a side that the scenario does not have.
    /// </exception>
    public CriteriaSet CheckAgainst(IReadOnlyList<LoadPlan> plans, params IReadOnlyList<string> sides)
    {
        foreach (var (criterion, figure) in Compared)
        {
            if (!sides.Any(figure.IsSide))
            {
                var measured = sides.Where(side => side != Sides.Baseline).ToArray();
                var known = measured.Length == 0 ? "compares with no other side" : $"compares with {string.Join(", ", measured)} only";
                throw new CriterionFormatException(
                    $"The row {criterion.Row} of the criteria table compares with \"{figure.Side}\", but the scenario {known}; leave the row out, or state that comparison.");
            }
        }

        if (plans.Any(plan => plan.Shape is CapacityLoad) && Criteria.All(criterion => criterion.Measure is Capacity))
        {
            throw new CriterionFormatException("A capacity needs a further row that says what holding a rate means, for example | failed queries | none |.");
        }

        foreach (var criterion in Criteria)
        {
            var plan = Judged(criterion, plans, candidate => candidate.Name);
            if (criterion.Measure.Unfit(plan) is { } why)
            {
                throw new CriterionFormatException($"The row {criterion.Row} of the criteria table cannot be judged: {why}.");
            }
        }

        if (plans.Count > 1 && plans.FirstOrDefault(plan => !Criteria.Any(criterion => IsOf(criterion, plan))) is { } unjudged)
        {
            throw new CriterionFormatException(
                $"No row of the criteria table judges the load \"{unjudged.Name}\"; add one, for example | {unjudged.Name} | failed queries | none |, or leave the load out.");
        }

        return this;
    }

    /// <summary>Judges every row, also when the first is not met.</summary>
    /// <param name="loads">The measured loads.</param>
    /// <param name="evidence">What the run is worth: some rows may stay open in a rehearsal.</param>
    /// <param name="comparisons">What rows with <c>compared with</c> are judged by.</param>
    /// <exception cref="CriterionFormatException">A row names no load or an unknown one.</exception>
    public IReadOnlyList<CriterionResult> Judge(
        IReadOnlyList<LoadMeasurement> loads, EvidenceKind evidence, params IReadOnlyList<ComparisonResult> comparisons) =>
        [.. Criteria.Select(criterion =>
        {
            if (criterion.Measure is ComparedFigure figure)
            {
                return ComparedJudge.Judge(criterion, figure, comparisons.FirstOrDefault(made => IsOf(made, criterion.Row, figure)), evidence);
            }

            var load = Judged(criterion, loads, candidate => candidate.Plan.Name);
            var health = GeneratorHealth.Of(load, OnTimeThreshold(criterion.Row.Load), evidence);
            return CriterionJudge.Judge(criterion, load, evidence, health);
        })];

    /// <summary>
    /// Judges the steps of a search for the capacity: the capacity by all of them, every other row by the highest step that held,
    /// or by the first where none did.
    /// </summary>
    public IReadOnlyList<CriterionResult> Judge(IReadOnlyList<CapacityStep> steps, EvidenceKind evidence)
    {
        var shown = Shown(steps);
        return
        [
            .. Criteria.Select(criterion => criterion.Measure is Capacity
                ? CriterionJudge.Judge(
                    criterion, Capacity.Read(steps, criterion.Expectation), shown.Load, evidence, new GeneratorHealth(Bottleneck: null))
                : shown.Criteria.First(row => row.Measure == criterion.Row.Measure && row.MustBe == criterion.Row.MustBe)),
        ];
    }

    /// <summary>What a search is judged by: the highest step that held, or the first. What broke above it was searched for.</summary>
    public static CapacityStep Shown(IReadOnlyList<CapacityStep> steps) => steps.LastOrDefault(step => step.Holds) ?? steps[0];

    /// <summary>Judges every row by one step of a search, whose load has the name of its rate and not that of the rows' column.</summary>
    internal IReadOnlyList<CriterionResult> JudgeStep(LoadMeasurement step, EvidenceKind evidence) => [.. Criteria.Select(criterion =>
        CriterionJudge.Judge(criterion, step, evidence, GeneratorHealth.Of(step, OnTimeThreshold(criterion.Row.Load), evidence)))];

    /// <summary>The rows that say whether a step of the rate holds.</summary>
    internal CriteriaSet WithoutCapacity() => new([.. Criteria.Where(criterion => criterion.Measure is not Capacity)]);

    /// <summary>Judges every row by one load.</summary>
    public IReadOnlyList<CriterionResult> Judge(LoadMeasurement load, EvidenceKind evidence) => Judge([load], evidence);

    private IEnumerable<(Criterion Row, ComparedFigure Figure)> Compared => Criteria
        .Where(criterion => criterion.Measure is ComparedFigure)
        .Select(criterion => (criterion, (ComparedFigure)criterion.Measure));

    // What is of the process or the server says nothing about the queries of one load.
    private static bool IsOf(Criterion criterion, LoadPlan plan) =>
        !criterion.Measure.IsOfAllLoads && plan.Name.Equals(criterion.Row.Load, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(ComparisonResult comparison, CriterionRow row, ComparedFigure figure) =>
        comparison.Key == figure.What.Key
        && figure.IsSide(comparison.Right)
        && (row.Load is null || row.Load.Equals(comparison.Load ?? row.Load, StringComparison.OrdinalIgnoreCase));

    private static T Judged<T>(Criterion criterion, IReadOnlyList<T> loads, Func<T, string> name)
    {
        if (criterion.Row.Load is not { } wanted)
        {
            return loads.Count == 1 || criterion.Measure.IsOfAllLoads
                ? loads[0]
                : throw new CriterionFormatException(
                    $"The row {criterion.Row} of the criteria table names no load; add a column \"load\" with one of {Names(loads, name)}.");
        }

        return loads.FirstOrDefault(load => name(load).Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new CriterionFormatException(
                $"The row {criterion.Row} of the criteria table names the load \"{wanted}\", but there is only {Names(loads, name)}.");
    }

    private static string Names<T>(IReadOnlyList<T> loads, Func<T, string> name) => string.Join(", ", loads.Select(load => $"\"{name(load)}\""));

    // The row's own limit decides whose lateness spoils the load; without such a row it is the usual 99%. Where there is only one load, not
    // every row has to name it.
    private double OnTimeThreshold(string? load) => Criteria
        .Where(criterion => criterion.Measure is StartedOnTime
            && (load is null || criterion.Row.Load is not { } named || named.Equals(load, StringComparison.OrdinalIgnoreCase)))
        .Select(criterion => criterion.Expectation.Threshold)
        .DefaultIfEmpty(GeneratorHealth.UsualThreshold)
        .Max();
}
