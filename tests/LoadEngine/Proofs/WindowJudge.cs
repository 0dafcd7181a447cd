using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Latencies of windows of a load, and how long after a spike its seconds are calm again.</summary>
internal sealed class WindowJudge(JudgedLoad load)
{
    private const long Second = JudgedLoad.Second;
    private static readonly Row Median = new(What.Windows, Must.BeUnder, 0, "", "", null) { Rank = 0.5m };

    /// <param name="Planned">How many queries were planned in it and count; null where none was planned.</param>
    private sealed record Window(double Ms, bool Touched, int? Planned);

    public Said Windows(Row row)
    {
        var windows = FiguresOf(row.Window.Ticks, row).OfType<Window>().ToArray();
        if (windows.Length < 3)
        {
            return TooShort($"only {windows.Length} complete windows");
        }

        var needed = row.Rank is not { } rank || rank == 1 ? 1 : rank == 0.5m ? 20 : LatencyJudge.Needed(rank);
        if (!load.IsRehearsal && windows.Any(window => window.Planned < needed))
        {
            return Said.Of(Inconclusive, "too few queries in a window");
        }

        double Kept(IEnumerable<Window> among) =>
            LatencyJudge.AtRank([.. among.Select(window => window.Ms).DefaultIfEmpty(0).Order()], row.OfWindows);
        double? without = windows.Any(window => window.Touched) ? Kept(windows.Where(window => !window.Touched)) : null;
        return Said.ByValue(row, Kept(windows), 0.001, without, 0.002);
    }

    public Said Recovery(Row row)
    {
        var (_, ends) = Spikes(load.Plan);
        var first = (ends + Second - 1) / Second;
        var seconds = FiguresOf(Second, Median);
        if (seconds.Length - first < 5)
        {
            return TooShort($"only {seconds.Length - first} seconds after the spike");
        }

        // Where a second is calm by a hair, either counts.
        var disturbed = load.All.Any(load.IsDisturbed);
        Said[] either = [.. new[] { 0.998, 1.002 }.Select(near => near * ((2 * BeforeTheSpike()!.Value) + 10)).Select(limit => Said.ByValue(
            row, Recovered(seconds, first, ends, limit, undisturbed: false), 0,
            disturbed ? Recovered(seconds, first, ends, limit, undisturbed: true) : null))];
        return either[0] with { Verdicts = [.. either.SelectMany(said => said.Verdicts).Distinct()] };
    }

    /// <summary>The median before the first spike; null where most queries were not answered.</summary>
    public double? BeforeTheSpike()
    {
        var (begins, _) = Spikes(load.Plan);
        var before = load.Counted.Where(query => query.Planned < begins).ToArray();
        return before.Length > 0 && LatencyJudge.Figure(Median, before) is var median && double.IsFinite(median) ? median : null;
    }

    /// <summary>When the first spike begins and the last one ends, in ticks.</summary>
    public static (long? Begins, long Ends) Spikes(LoadPlan plan)
    {
        var factor = TimeSpan.FromTicks(JudgedLoad.DurationOf(plan)) / plan.StatedDuration;
        long? begins = null;
        long at = 0, ends = 0;
        foreach (var stage in plan.Stages)
        {
            var length = (stage.StatedDuration * factor).Ticks;
            if (stage.IsSpike)
            {
                begins ??= at;
                ends = at + length;
            }

            at += length;
        }

        return (begins, ends);
    }

    /// <summary>
    /// A figure of each complete window: of the queries that were planned in it, where there were none of those still under way in it, and
    /// else nothing at all. First queries of sessions count in none, so where there are no others the window is left out (null).
    /// </summary>
    private Window?[] FiguresOf(long length, Row row)
    {
        var planned = load.All.ToLookup(query => query.Planned / length);
        var windows = new Window?[load.Measured / length];
        for (long i = 0; i < windows.Length; i++)
        {
            var (from, to) = (i * length, (i + 1) * length);
            var own = planned[i].ToArray();
            var all = own.Length > 0 ? own
                : load.All.Where(query => query.Started is not null && query.Planned < from && query.Over > from).ToArray();
            var counted = all.Where(query => !query.First).ToArray();
            if (counted.Length > 0 || all.Length == 0)
            {
                var last = counted.Select(query => query.Over).Append(to).Max();
                windows[i] = new Window(
                    LatencyJudge.Figure(row, counted), load.IsDisturbed(from, last), own.Length > 0 ? counted.Length : null);
            }
        }

        return windows;
    }

    private static double Recovered(Window?[] seconds, long first, long ends, double limit, bool undisturbed)
    {
        var calm = 0;
        for (var i = first; i < seconds.Length; i++)
        {
            // A second without queries goes on with what the one before it was, and begins no calm.
            var nothing = seconds[i] is not { } second || (second.Planned is null && second.Ms == 0) || (undisturbed && second.Touched);
            calm = nothing ? (calm > 0 ? calm + 1 : 0) : seconds[i]!.Ms <= limit ? calm + 1 : 0;
            if (calm == 5)
            {
                return Math.Max(0, ((i - 4) * Second) - ends) / 10_000.0;
            }
        }

        return double.PositiveInfinity;
    }

    private Said TooShort(string why) => Said.Of(load.IsRehearsal ? NotJudged : Inconclusive, why);
}
