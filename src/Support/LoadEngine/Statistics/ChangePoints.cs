using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Statistics;

/// <summary>
/// From which run on a figure surely differs from the runs before it (docs/decisions/0070). The runs are looked at one after the other,
/// as a page that is drawn after each of them does: what was called a change once stays one.
/// </summary>
public static class ChangePoints
{
    /// <summary>Runs that each side of a change needs.</summary>
    public const int FewestRuns = 4;

    /// <summary>Error of one look at one point; a history has thousands of them, most of which say the same.</summary>
    private const double Level = 2e-5;

    private const double IntervalLevel = 0.05;

    /// <summary>Two runs are no change, but may fit better than four of which two are older: then more runs are waited for.</summary>
    private const int FewestLookedAt = 2;

    private const int MostLookedAt = 24;

    private static readonly Lazy<double[]> Limits = new(() =>
        [.. Enumerable.Range(1, 256).Select(degrees => StudentT.TwoSided(Level, degrees))]);

    /// <param name="figures">Of comparable runs, the oldest first; finite.</param>
    /// <returns>The oldest first.</returns>
    public static IReadOnlyList<ChangePoint> Find(IReadOnlyList<double> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        // A ratio says more than a difference, where there can be one.
        var areRatios = figures.All(figure => figure > 0);
        double[] values = [.. areRatios ? figures.Select(figure => Math.Log(figure)) : figures];
        var found = Starts(values);
        return [.. found.Select((start, n) => Described(
            values,
            (n == 0 ? 0 : found[n - 1].First, start.First, n + 1 < found.Count ? found[n + 1].First : values.Length),
            start.Seen,
            areRatios))];
    }

    /// <summary>The first runs of new levels, each with the run after which it was sure.</summary>
    private static List<(int First, int Seen)> Starts(double[] values)
    {
        var found = new List<(int First, int Seen)>();
        var (start, scatter, finest) = (0, new Scatter(0, 0), double.PositiveInfinity);
        for (var seen = 0; seen < values.Length; seen++)
        {
            finest = Math.Min(finest, NearestOther(values, seen));
            if (Clearest(values.AsSpan(start..(seen + 1)), scatter, finest) is { } change)
            {
                start += change.Length;
                scatter = new(scatter.Squares + change.Levels.SquaresBefore, scatter.Degrees + change.Length - 1);
                found.Add((start, seen));
            }
        }

        return found;
    }

    /// <summary>The point that sets two levels apart most clearly; null where that is not sure, or has too few runs after it yet.</summary>
    private static (int Length, TwoLevels Levels)? Clearest(ReadOnlySpan<double> level, Scatter earlier, double finest)
    {
        (int Length, TwoLevels Levels, double T)? clearest = null;
        for (var length = level.Length - FewestLookedAt; length >= Math.Max(FewestRuns, level.Length - MostLookedAt); length--)
        {
            if (TwoLevels.Of(level[..length], level[length..]) is { } levels)
            {
                var t = Math.Abs(levels.After - levels.Before)
                    / Error(earlier.With(levels, level.Length), finest, length, level.Length - length);
                clearest = t > (clearest?.T ?? 0) ? (length, levels, t) : clearest;
            }
        }

        return clearest is var (at, apart, sureness) && level.Length - at >= FewestRuns
            && sureness > Limit(earlier.With(apart, level.Length).Degrees)
                ? (at, apart)
                : null;
    }

    private static ChangePoint Described(double[] values, (int Start, int First, int End) runs, int seen, bool areRatios)
    {
        var (before, after) = (values[runs.Start..runs.First], values[runs.First..runs.End]);
        // What came later may have blurred what was sure by then.
        var levels = TwoLevels.Of(before, after) ?? TwoLevels.Of(before, values.AsSpan(runs.First..(seen + 1)))!.Value;
        var degrees = before.Length + after.Length - 2;
        var difference = levels.After - levels.Before;
        var reach = StudentT.TwoSided(IntervalLevel, degrees)
            * Error(new Scatter(0, 0).With(levels, before.Length + after.Length), 0, before.Length, after.Length);
        return areRatios
            ? new(runs.First, seen, Math.Exp(levels.Before), Math.Exp(levels.After), Math.Exp(difference), new Interval(
                Math.Exp(difference - reach),
                Math.Exp(difference + reach)))
            : new(runs.First, seen, levels.Before, levels.After, null, new Interval(difference - reach, difference + reach));
    }

    /// <summary>Figures that are counted or rounded are told no more finely than half the smallest step between two of them.</summary>
    private static double Error(Scatter scatter, double finest, int before, int after) =>
        Math.Max(double.IsFinite(finest) ? finest / 2 : 0, Math.Sqrt(scatter.Squares / scatter.Degrees))
            * Math.Sqrt((1.0 / before) + (1.0 / after));

    private static double NearestOther(double[] values, int index)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < index; i++)
        {
            var distance = Math.Abs(values[i] - values[index]);
            nearest = distance > 0 && distance < nearest ? distance : nearest;
        }

        return nearest;
    }

    private static double Limit(int degrees) => Limits.Value[Math.Min(degrees, Limits.Value.Length) - 1];

    /// <summary>What levels that are over scattered, which is what the next one is expected to.</summary>
    private readonly record struct Scatter(double Squares, int Degrees)
    {
        public Scatter With(TwoLevels levels, int count) =>
            new(Squares + levels.SquaresBefore + levels.SquaresAfter, Degrees + count - 2);
    }
}

/// <summary>Where a figure changed.</summary>
/// <param name="First">The first run of the new level, from 0.</param>
/// <param name="Seen">The run after which the change was sure.</param>
/// <param name="Before">The level until then.</param>
/// <param name="After">The level from then on, until the next change.</param>
/// <param name="Ratio">Of the two; null where a figure is zero or negative.</param>
/// <param name="Interval">Of the ratio, or of the difference where there is none; 95%.</param>
public sealed record ChangePoint(int First, int Seen, double Before, double After, double? Ratio, Interval Interval);
