using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Tells from the queries of two single runs, which have no rounds, how one stands to the other. Each run's figure has an interval that
/// takes into account that slow queries come in clusters; the interval of the ratio follows from both (docs/decisions/0031).
/// </summary>
internal static class RunComparison
{
    /// <param name="measure">One of <see cref="ComparedMeasure.OfLoads"/>.</param>
    /// <param name="subject">The run that is judged.</param>
    /// <param name="reference">The run that it is compared with.</param>
    /// <param name="measures">Number of comparisons that share <see cref="PairedComparison.Level"/>.</param>
    public static ComparisonResult Of(ComparedMeasure measure, LoadRecorder subject, LoadRecorder reference, int measures)
    {
        var level = PairedComparison.Level / measures;
        return Of(measure, RunFigure.Of(measure, subject, level), RunFigure.Of(measure, reference, level), level, Sides.Baseline);
    }

    /// <param name="measure">One of <see cref="ComparedMeasure.OfLoads"/>.</param>
    /// <param name="subject">Of the run that is judged.</param>
    /// <param name="reference">Of the run that it is compared with.</param>
    /// <param name="level">Probability that an interval misses, of the figures and so of their ratio.</param>
    /// <param name="name">Of the reference, as readers know it.</param>
    public static ComparisonResult Of(ComparedMeasure measure, RunFigure subject, RunFigure reference, double level, string name)
    {
        var apart = Bounds.Difference(subject.Cost, reference.Cost);
        // What failed might have taken any time, so a run with failures is neither faster nor the same (docs/decisions/0030).
        var difference = new CostInterval(
            reference.Failed > 0 && double.IsFinite(reference.Cost.Value) ? double.NegativeInfinity : apart.Low,
            subject.Failed > 0 && double.IsFinite(subject.Cost.Value) ? double.PositiveInfinity : apart.High);
        var interval = difference.Ratio(measure.LowerIsBetter);
        return new ComparisonResult(
            measure.Key, Sides.ThisRun, name,
            CostInterval.FromCost(subject.Cost.Value - reference.Cost.Value, measure.LowerIsBetter), interval, difference
                .OutcomeOfTwoRuns, Rounds: 0)
        {
            Confidence = 1 - level,
            SubjectFigure = CostInterval.FromCost(subject.Cost.Value, measure.LowerIsBetter),
            ReferenceFigure = CostInterval.FromCost(reference.Cost.Value, measure.LowerIsBetter),
            Note = ComparisonNotes.Join(
                ComparisonNotes.Slight(interval),
                subject.Failures(Sides.ThisRun),
                reference.Failures(name)),
        };
    }

    /// <summary>Why two loads of equal plans are not the same load after all; null where they are.</summary>
    /// <param name="hasSchedule">Whether the number of queries is stated; back to back it is what is measured.</param>
    /// <param name="subject">Queries that the load planned which is judged.</param>
    /// <param name="reference">Queries that the other one planned.</param>
    /// <param name="name">Of the reference.</param>
    public static string? OtherLoad(bool hasSchedule, long subject, long reference, string name) =>
        hasSchedule && Math.Abs(subject - reference) > 0.01 * reference
            ? $"another load: {subject} queries planned, {reference} in {name}"
            : null;

    internal static Bounds OfPercentile(LoadRecorder load, decimal percentile, double level)
    {
        var (counts, series) = (load.Latency.Scheduled, load.Latency.ScheduledSeries);
        if (counts.Count == 0)
        {
            return Bounds.Unknown;
        }

        var value = counts.Percentile(percentile);
        // The sample size rests on 30 batches itself, so it is cut by as much as t is wider than the normal distribution.
        var cut = StudentT.TwoSidedNormal(level) / StudentT.TwoSided(level, BatchMeans.Batches - 1);
        var effective = EffectiveSampleSize.Of(series, value) * cut * cut;
        var ranks = OrderStatisticInterval.Of(percentile, counts.Count, effective, level / 2);
        return new Bounds(
            Log(value),
            ranks.Low is { } low ? Log(counts.AtRank(low)) : double.NegativeInfinity,
            ranks.High is { } high ? Log(counts.AtRank(high)) : double.PositiveInfinity);
    }

    internal static Bounds OfMean(LoadRecorder load, double level)
    {
        if (load.Counts.Unsuccessful > 0)
        {
            return Bounds.NotReached;
        }

        var series = load.Latency.ScheduledSeries;
        var (sums, weights) = (new double[series.Blocks], new double[series.Blocks]);
        for (var block = 0; block < series.Blocks; block++)
        {
            var histogram = series.Block(block);
            for (var bucket = 0; bucket < histogram.Length - 1; bucket++)
            {
                weights[block] += histogram[bucket];
                sums[block] += histogram[bucket] * BlockSeries.MiddleOf(bucket);
            }
        }

        return AroundMean(load.Latency.Scheduled.Mean, BatchMeans.Of(sums, weights, level), cost: 1);
    }

    internal static Bounds OfThroughput(LoadRecorder load, double level)
    {
        var stretches = load.Successes.Complete(load.Duration.Ticks);
        var (sums, weights) = (new double[stretches.Length], new double[stretches.Length]);
        for (var i = 0; i < stretches.Length; i++)
        {
            (sums[i], weights[i]) = (stretches[i], 1);
        }

        return AroundMean(load.Counts.SucceededInTime / load.Duration.TotalSeconds, BatchMeans.Of(sums, weights, level), cost: -1);
    }

    // The means of batches give only how far off the mean can be: their own unit is coarser than the mean's.
    private static Bounds AroundMean(double mean, BatchMeans? batches, int cost)
    {
        if (batches is not { Mean: > 0 } known || mean <= 0)
        {
            return mean <= 0 && cost < 0 ? Bounds.NotReached : Bounds.Unknown;
        }

        var share = known.HalfWidth / known.Mean;
        var (low, high) = (share < 1 ? Math.Log(mean * (1 - share)) : double.NegativeInfinity, Math.Log(mean * (1 + share)));
        return cost > 0 ? new Bounds(Math.Log(mean), low, high) : new Bounds(-Math.Log(mean), -high, -low);
    }

    private static double Log(long? micros) => micros is { } value ? Math.Log(Math.Max(1, value) / 1000.0) : double.PositiveInfinity;
}
