using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Tells from rounds, in each of which both sides were measured, how the subject stands to the reference. What disturbs both sides of
/// a round cancels out. The interval is that of Wilcoxon's signed-rank test on the logarithms of the rounds' ratios (Hollander, Wolfe
/// and Chicken, Nonparametric Statistical Methods, 3rd edition, section 3.3), at 99% shared among the measures as Bonferroni does.
/// </summary>
internal static class PairedComparison
{
    /// <summary>Probability of calling two equal sides different, of all measures of a comparison together.</summary>
    public const double Level = 0.01;

    /// <param name="measure">What is compared.</param>
    /// <param name="subject">Name of the side that is judged.</param>
    /// <param name="reference">Name of the side that it is compared with.</param>
    /// <param name="rounds">
    /// The figures of each round. A side that was not reached, or whose queries failed, in any round that is not left out can be slower,
    /// but never faster or the same.
    /// </param>
    /// <param name="measures">Number of measures that are compared, 1 or more; they share <see cref="Level"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure is negative, or there is no measure.</exception>
    public static ComparisonResult Of(
        ComparedMeasure measure,
        string subject,
        string reference,
        IReadOnlyList<(RoundFigure Subject, RoundFigure Reference)> rounds,
        int measures)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(rounds);
        ArgumentOutOfRangeException.ThrowIfLessThan(measures, 1);
        var told = rounds.Where(round => !round.Subject.IsLeftOut && !round.Reference.IsLeftOut).ToArray();
        var costs = new PairedCosts(told, measure.LowerIsBetter);
        var bounds = costs.Interval(Level / measures);
        var interval = bounds.Ratio(measure.LowerIsBetter);
        return new ComparisonResult(
            measure.Key, subject, reference,
            costs.Ratio,
            interval,
            bounds.Outcome,
            told.Length)
        {
            Confidence = 1 - (Level / measures),
            SubjectFigure = Middle(told.Select(round => round.Subject.Value)),
            ReferenceFigure = Middle(told.Select(round => round.Reference.Value)),
            Note = ComparisonNotes.Join(
                ComparisonNotes.Slight(interval),
                ComparisonNotes.NotReached(subject, costs.Subject.NotReached, told.Length)
                    ?? ComparisonNotes.Failed(subject, costs.Subject.Failed, costs.Subject.Queries),
                ComparisonNotes.NotReached(reference, costs.Reference.NotReached, told.Length)
                    ?? ComparisonNotes.Failed(reference, costs.Reference.Failed, costs.Reference.Queries),
                ComparisonNotes.TooFew(told.Length, FewestRounds(measures)),
                ComparisonNotes.LeftOut(rounds, measure.FewestQueries)),
        };
    }

    /// <summary>Fewest rounds whose clearest outcome is rarer than the level that each of so many measures has.</summary>
    public static int FewestRounds(int measures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(measures, 1);
        var rounds = 1;
        while (SignedRank.LowerRank(rounds, Level / measures / 2) == 0)
        {
            rounds++;
        }

        return rounds;
    }

    private static double? Middle(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        if (sorted.Length == 0)
        {
            return null;
        }

        var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsFinite(middle) ? middle : null;
    }
}
