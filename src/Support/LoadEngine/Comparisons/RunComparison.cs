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
        var ofRun = measure.OfRun ?? throw new ArgumentException($"A single run does not tell the {measure}.", nameof(measure));
        var (ours, theirs) = (ofRun(subject, level), ofRun(reference, level));
        var apart = Bounds.Difference(ours, theirs);
        // What failed might have taken any time, so a run with failures is neither faster nor the same (docs/decisions/0030).
        var difference = new CostInterval(
            reference.Counts.Unsuccessful > 0 && double.IsFinite(theirs.Value) ? double.NegativeInfinity : apart.Low,
            subject.Counts.Unsuccessful > 0 && double.IsFinite(ours.Value) ? double.PositiveInfinity : apart.High);
        var interval = difference.Ratio(measure.LowerIsBetter);
        return new ComparisonResult(
            measure.Key, Sides.ThisRun, Sides.Baseline,
            CostInterval.FromCost(ours.Value - theirs.Value, measure.LowerIsBetter), interval, difference.OutcomeOfTwoRuns, Rounds: 0)
        {
            Confidence = 1 - level,
            SubjectFigure = CostInterval.FromCost(ours.Value, measure.LowerIsBetter),
            ReferenceFigure = CostInterval.FromCost(theirs.Value, measure.LowerIsBetter),
            Note = ComparisonNotes.Join(
                ComparisonNotes.Slight(interval),
                Failures(Sides.ThisRun, ours, subject.Counts),
                Failures(Sides.Baseline, theirs, reference.Counts)),
        };
    }

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

    private static string? Failures(string side, Bounds bounds, LoadCounts counts) => double.IsPositiveInfinity(bounds.Value)
        ? $"{side} was not reached, for queries failed"
        : ComparisonNotes.Failed(side, counts.Unsuccessful, counts.Planned);
}
