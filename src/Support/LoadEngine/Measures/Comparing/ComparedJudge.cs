using System.Globalization;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Comparing;

/// <summary>From a row and a comparison to a verdict: by the interval of the ratio, never by the ratio alone.</summary>
internal static class ComparedJudge
{
    private const string NotInARehearsal = "comparisons are judged only on a real Spark for the stated time";

    /// <param name="criterion">The row.</param>
    /// <param name="comparison">Its comparison; null where it was not made.</param>
    /// <param name="evidence">What the run is worth.</param>
    public static CriterionResult Judge(Criterion criterion, ComparisonResult? comparison, EvidenceKind evidence)
    {
        var verdict = evidence == EvidenceKind.Rehearsal ? CriterionVerdict.NotJudged
            : comparison is null ? CriterionVerdict.Inconclusive
            : Verdict(criterion.Expectation, comparison);
        var expectation = criterion.Expectation;
        return new CriterionResult
        {
            Key = criterion.Measure.Key,
            Load = criterion.Row.Load,
            Measure = criterion.Row.Measure,
            MustBe = criterion.Row.MustBe,
            Comparison = expectation.Comparison.Name(),
            Threshold = expectation.Threshold,
            Unit = "times",
            Measured = comparison?.Ratio,
            MeasuredText = comparison is null ? "not compared" : Text(comparison),
            Margin = comparison?.Ratio is { } ratio ? expectation.Comparison.Margin(ratio, expectation.Threshold) : null,
            Interval = comparison?.Interval,
            Close = false,
            Verdict = verdict,
            Note = Note(comparison, verdict),
        };
    }

    private static CriterionVerdict Verdict(Expectation expectation, ComparisonResult comparison)
    {
        if (expectation.Comparison is Comparison.AtMost or Comparison.AtLeast)
        {
            return OfFactor(expectation.Comparison, expectation.Threshold, comparison.Interval);
        }

        var outcome = comparison.Outcome;
        var met = expectation.Comparison switch
        {
            Comparison.Within => outcome == ComparisonOutcome.Same,
            Comparison.Above => comparison.Interval?.Low > expectation.Threshold,
            _ => comparison.Interval?.High < expectation.Threshold,
        };
        var asksForBetter = expectation.Threshold == 1;
        // Of two runs without rounds a small difference can have any cause, so only the outcome counts.
        if (met && (!asksForBetter || comparison.Rounds > 0 || outcome == ComparisonOutcome.Faster))
        {
            return CriterionVerdict.Met;
        }

        var broken = outcome switch
        {
            ComparisonOutcome.Slower => true,
            ComparisonOutcome.Same => asksForBetter,
            ComparisonOutcome.Faster => expectation.Comparison == Comparison.Within,
            _ => false,
        };
        return broken ? CriterionVerdict.NotMet : CriterionVerdict.Inconclusive;
    }

    private static CriterionVerdict OfFactor(Comparison comparison, double factor, Interval? interval) =>
        (comparison == Comparison.AtMost ? (interval?.High, interval?.Low) : (interval?.Low, interval?.High)) switch
        {
            ({ } worst, _) when comparison.Holds(worst, factor) => CriterionVerdict.Met,
            (_, { } best) when !comparison.Holds(best, factor) => CriterionVerdict.NotMet,
            _ => CriterionVerdict.Inconclusive,
        };

    private static string Text(ComparisonResult comparison)
    {
        var ratio = comparison.Ratio is { } value ? FigureText.Of(value, Unit.Times) : "not reached";
        return comparison.Interval is { Low: null, High: null } or null ? ratio : $"{ratio} ({Range(comparison.Interval)})";
    }

    private static string Range(Interval interval) => interval switch
    {
        { Low: { } low, High: { } high } => $"{Figures.Number(low)} to {Figures.Number(high)}",
        { Low: { } low } => $"{Figures.Number(low)} or more",
        { High: { } high } => $"up to {Figures.Number(high)}",
        _ => "open",
    };

    private static string? Note(ComparisonResult? comparison, CriterionVerdict verdict)
    {
        if (comparison is null)
        {
            return verdict == CriterionVerdict.NotJudged ? NotInARehearsal : "it was not compared";
        }

        var rests = comparison.Rounds > 0 || comparison.Reference != Sides.Baseline
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{ComparisonNotes.Rounds(comparison.Rounds)}, interval of {comparison.Confidence * 100:0.##}%")
            : string.Create(CultureInfo.InvariantCulture, $"two runs, interval of {comparison.Confidence * 100:0.##}%");
        string?[] notes =
        [
            verdict switch
            {
                CriterionVerdict.NotJudged => NotInARehearsal,
                CriterionVerdict.Inconclusive => "the interval leaves it open",
                CriterionVerdict.NotMet when comparison.Outcome == ComparisonOutcome.Same => "the same within 10%",
                _ => null,
            },
            comparison.Note,
            rests,
        ];
        return string.Join("; ", notes.OfType<string>());
    }
}
