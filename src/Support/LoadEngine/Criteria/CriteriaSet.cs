using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Measures.Queries;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A scenario's criteria table, read before any load is sent and judged after.</summary>
public sealed class CriteriaSet
{
    private CriteriaSet(IReadOnlyList<Criterion> criteria) => Criteria = criteria;

    /// <summary>The rows as written.</summary>
    public IReadOnlyList<CriterionRow> Rows => [.. Criteria.Select(criterion => criterion.Row)];

    /// <summary>The rows as results hold them while nothing is judged yet.</summary>
    public IReadOnlyList<CriterionResult> Stated => [.. Criteria.Select(CriterionJudge.Stated)];

    /// <summary>Whether a row compares answers with a reference, so that plans need one and clients have to compute checksums.</summary>
    public bool ComparesAnswers => Criteria.Any(criterion => criterion.Measure.Needs.HasFlag(Needs.Checksums));

    /// <summary>Whether a row compares those of this load.</summary>
    public bool ComparesAnswersOf(string load) => Criteria.Any(criterion => criterion.Measure.Needs.HasFlag(Needs.Checksums)
        && (criterion.Row.Load is null || criterion.Row.Load.Equals(load, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a row compares the answers of two Sparks, which are then asked outside of the rounds.</summary>
    public bool ComparesAnswersOfBothSides => Criteria.Any(criterion => criterion.Measure.Needs.HasFlag(Needs.AnswersOfBothSides));

    /// <summary>Whether a row needs the rows of a table counted, before the load and after it.</summary>
    public bool ReadsTables => Criteria.Any(criterion => criterion.Measure.Needs.HasFlag(Needs.RowsOfTheTable));

    internal IReadOnlyList<Criterion> Criteria { get; }

    internal IReadOnlyList<WindowFigure> Windows =>
        [.. Criteria.Select(criterion => criterion.Measure.Window).OfType<WindowFigure>().Distinct()];

    /// <exception cref="CriterionFormatException">A row cannot be read, or there is none.</exception>
    /// <param name="rows">As written.</param>
    /// <param name="language">Of the feature, as its file names it: in some of them a comma is surely not a thousands separator.</param>
    public static CriteriaSet Parse(IEnumerable<CriterionRow> rows, string language = "en")
    {
        var criteria = new List<Criterion>();
        var mistakes = new List<string>();
        foreach (var (row, number) in rows.Select((row, i) => (row, i + 1)))
        {
            try
            {
                criteria.Add(Criterion.Parse(row, number, language));
            }
            catch (CriterionFormatException e)
            {
                mistakes.Add(e.Message);
            }
        }

        return mistakes.Count > 0 ? throw new CriterionFormatException(string.Join(' ', mistakes))
            : criteria.Count > 0 ? new CriteriaSet([.. criteria])
            : throw new CriterionFormatException("The criteria table has no rows; a load without criteria proves nothing.");
    }

    /// <inheritdoc cref="Parse(IEnumerable{CriterionRow}, string)"/>
    public static CriteriaSet Parse(IEnumerable<(string Measure, string MustBe)> rows) =>
        Parse(rows.Select(row => new CriterionRow(row.Measure, row.MustBe)));

    /// <summary>Whether a row compares with this side.</summary>
    public bool Compares(string side) =>
        Criteria.Any(criterion => side.Equals(criterion.Measure.ComparedWith, StringComparison.OrdinalIgnoreCase));

    /// <summary>Judges every row, also when the first is not met.</summary>
    /// <param name="loads">The measured loads.</param>
    /// <param name="evidence">What the run is worth: some rows may stay open in a rehearsal.</param>
    /// <param name="comparisons">What rows with <c>compared with</c> are judged by.</param>
    /// <exception cref="CriterionFormatException">A row names no load or an unknown one.</exception>
    public IReadOnlyList<CriterionResult> Judge(
        IReadOnlyList<LoadMeasurement> loads, EvidenceKind evidence, params IReadOnlyList<ComparisonResult> comparisons) =>
        Judge(new MeasuredScenario(Criteria, loads, evidence) { Comparisons = comparisons });

    /// <summary>Judges every row by one load.</summary>
    public IReadOnlyList<CriterionResult> Judge(LoadMeasurement load, EvidenceKind evidence) => Judge([load], evidence);

    /// <summary>
    /// Judges the steps of a search for the capacity: the capacity by all of them, every other row by the highest step that held,
    /// or by the first where none did.
    /// </summary>
    public IReadOnlyList<CriterionResult> Judge(IReadOnlyList<CapacityStep> steps, EvidenceKind evidence) =>
        Judge(new MeasuredScenario(Criteria, [Shown(steps).Load], evidence) { Steps = steps, HasOtherName = true });

    /// <summary>
    /// Judges rounds: rows with <c>compared with</c> by the comparison, those of a load that ran alongside by that load, any other by the
    /// side that is worse at it.
    /// </summary>
    /// <param name="rounds">What both sides measured.</param>
    /// <param name="evidence">What the run is worth.</param>
    /// <param name="comparisons">Of the rounds.</param>
    /// <param name="answers">Of both sides; null where no row compares them.</param>
    public IReadOnlyList<CriterionResult> Judge(
        MeasuredRounds rounds, EvidenceKind evidence, IReadOnlyList<ComparisonResult> comparisons, ComparedAnswers? answers = null)
    {
        return [.. Criteria.Select(row => Alongside(row) is { } load
            ? row.Measure.Judge(row, Side(load))
            : RoundsJudge.Worse(Of(row, rounds.Subject), Of(row, rounds.Reference)))];

        LoadMeasurement? Alongside(Criterion row) => rounds.Alongside.FirstOrDefault(
            load => load.Plan.Name.Equals(row.Row.Load, StringComparison.OrdinalIgnoreCase));

        (CriterionResult Row, string Side) Of(Criterion row, LoadMeasurement load) => (row.Measure.Judge(row, Side(load)), load.Plan.Side!);

        // With others alongside, rows name the load as the scenario does, and each side gives it a name of its own.
        MeasuredScenario Side(LoadMeasurement load) => new(Criteria, [load], evidence)
        {
            Comparisons = comparisons, Answers = answers, HasOtherName = rounds.Alongside.Count > 0,
        };
    }

    /// <summary>What a search is judged by: the highest step that held, or the first. What broke above it was searched for.</summary>
    public static CapacityStep Shown(IReadOnlyList<CapacityStep> steps) => steps.LastOrDefault(step => step.Holds) ?? steps[0];

    /// <summary>Judges every row by one step of a search, whose load has the name of its rate and not that of the rows' column.</summary>
    internal IReadOnlyList<CriterionResult> JudgeStep(LoadMeasurement step, EvidenceKind evidence) =>
        Judge(new MeasuredScenario(Criteria, [step], evidence) { HasOtherName = true });

    /// <summary>The rows that say whether a step of the rate holds.</summary>
    internal CriteriaSet OfEachStep() => new([.. Criteria.Where(criterion => !criterion.Measure.Needs.HasFlag(Needs.RateSteps))]);

    /// <summary>The rows without the load that they name, where there is one load that goes by several names.</summary>
    internal CriteriaSet OfTheOnlyLoad() =>
        new([.. Criteria.Select(criterion => criterion with { Row = criterion.Row with { Load = null } })]);

    private IReadOnlyList<CriterionResult> Judge(MeasuredScenario scenario) =>
        [.. Criteria.Select(row => row.Measure.Judge(row, scenario))];
}
