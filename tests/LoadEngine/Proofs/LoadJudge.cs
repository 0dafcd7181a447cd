using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.Results.CriterionVerdict;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Judges rows by one load.</summary>
internal sealed class LoadJudge
{
    private const long Second = TimeSpan.TicksPerSecond;
    private readonly ProofScenario _scenario;
    private readonly Carried _carried;
    private readonly LoadHappened _load;
    private readonly IReadOnlyList<Query> _all;
    private readonly Query[] _counted;
    private readonly long _measured;
    private readonly List<(long From, long To)> _pauses = [];

    /// <summary>When the same client's query before a query was over.</summary>
    private readonly Dictionary<Query, long> _answerBefore;

    public LoadJudge(ProofScenario scenario, Carried carried, LoadHappened load)
    {
        (_scenario, _carried, _load, _all) = (scenario, carried, load, load.Queries);
        _counted = [.. _all.Where(query => !query.First)];
        Abandoned = AbandonedAt(load);
        _measured = Abandoned ?? load.Plan.StatedDuration.Ticks;
        _answerBefore = AnswersBefore();
        FindPauses();
    }

    /// <summary>When the load was given up by its rule, in ticks; null if it was not.</summary>
    public long? Abandoned { get; }

    private bool IsRehearsal => _scenario.Evidence == EvidenceKind.Rehearsal;

    /// <summary>As long as the longest of the loads that ran side by side.</summary>
    private double WatchedSeconds => _carried.Loads.Max(load => AbandonedAt(load) ?? load.Plan.StatedDuration.Ticks) / (double)Second;

    /// <summary>Every start that the plan states by a rate was planned, and none beside; in words what is wrong, else null.</summary>
    public string? Misplanned()
    {
        var plan = _load.Plan;
        if (Abandoned is not null || plan.Shape is BackToBackLoad || plan.Pattern == ArrivalPattern.Poisson)
        {
            return null;
        }

        var duration = plan.StatedDuration.Ticks;
        if (plan.Rate is not { } rate)
        {
            var due = plan.Stages.Sum(stage => (stage.From + stage.To) / 2 * stage.StatedDuration.TotalSeconds);
            return Math.Abs(_all.Count - due) <= 1.01 ? null : $"{_all.Count} starts, and the stages hold {due}";
        }

        decimal At(decimal n) => n * rate.Per.Ticks / rate.Queries;
        var stated = Enumerable.Range(0, plan.Clients)
            .SelectMany(client => Enumerable.Range(0, (int)(duration / At(1)) + 1)
                .Select(n => At(n) + (plan.Phase == ClientPhase.Spread ? At(1) * client / plan.Clients : 0)))
            .Where(start => start < duration).Order().ToArray();
        var planned = _all.Select(query => query.Planned).Order().ToArray();
        return planned.Length == stated.Length && planned.Zip(stated).All(pair => Math.Abs(pair.First - pair.Second) <= 10) ? null
            : $"{planned.Length} starts, and the plan states {stated.Length}, or others";
    }

    public Said Judge(Row row) => row.What switch
    {
        What.Failed => Failed(row),
        What.Throughput => OfTheGenerator(row, Throughput),
        What.OnTime => OnTime(row),
        What.Latency => OfTheGenerator(row, Latency),
        What.Windows => OfTheGenerator(row, Windows),
        What.First => OfTheGenerator(row, First),
        What.Recovery => OfTheGenerator(row, Recovery),
        What.Rows => Rows(row),
        What.Answers => Answers(),
        What.Retries => ByValue(row, _all.Sum(query => query.Answer?.Attempts.Retries ?? 0)),
        What.Reattaches => ByValue(row, _all.Sum(query => query.Answer?.Attempts.Reattaches ?? 0)),
        What.Cpu => Cpu(row),
        What.ClientMemory => Peak(row, _carried.Client),
        What.ServerMemory => Peak(row, _carried.Server),
        What.ClientGrowth => Growth(row, _carried.Client),
        What.ServerGrowth => Growth(row, _carried.Server),
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    public static bool Holds(Row row, double value)
    {
        var threshold = (double)row.Threshold;
        return row.Must switch
        {
            Must.BeUnder => value < threshold,
            Must.BeAtMost or Must.BeNone => value <= threshold,
            Must.BeAbove => value > threshold,
            Must.BeAtLeast => value >= threshold,
            _ => value == threshold,
        };
    }

    // --- Failures, throughput, starts

    private Said Failed(Row row)
    {
        var failed = _all.Count(query => !query.Answered);
        return _all.Count == 0 ? Said.Of(Inconclusive, "nothing was planned")
            : Exactly(row, row.IsShare ? row.Threshold * _all.Count : row.Threshold, failed, $"{failed} of {_all.Count} failed");
    }

    private Said Throughput(Row row)
    {
        var inTime = _all.Count(query => query.Answered && query.Ended <= _measured);
        var paused = _pauses.Sum(pause => Math.Max(0, Math.Min(_measured, pause.To) - pause.From));
        double Per(long ticks) => inTime / (ticks / (double)Second);
        return ByValue(row, Per(_measured), 1e-12, paused > 0 && paused < _measured ? Per(_measured - paused) : null);
    }

    private Said OnTime(Row row)
    {
        var late = _all.Where(query => Lateness(query) != Whose.Nobodys).ToArray();
        var (n, own) = (_all.Count, late.Count(query => Lateness(query) == Whose.Generators));
        if (n == 0)
        {
            return Said.Of(Inconclusive, "nothing was planned");
        }

        var why = $"{late.Length} of {n} late, {own} by the generator";
        if (Exactly(row, row.Threshold * n, n - late.Length, why) is { Verdicts: [Met] } met)
        {
            return met;
        }

        if (GeneratorFailed() is { } fault)
        {
            return Said.Of(Inconclusive, fault);
        }

        if (IsRehearsal && late.Length == 1 && n * (1 - row.Threshold) < 1)
        {
            return Said.Of(NotJudged, "a single late start breaks the share");
        }

        // Without the queries that were under way while the generator stood still.
        var rest = _all.Where(query => !IsDisturbed(query)).ToArray();
        var onTime = rest.Count(query => Lateness(query) == Whose.Nobodys);
        var without = rest.Length == 0 || Exactly(row, row.Threshold * rest.Length, onTime, "") is { Verdicts: [Met] };
        return Said.Of(rest.Length < n && without ? Inconclusive : NotMet, $"{why}; without pauses {rest.Length}");
    }

    private enum Whose
    {
        Nobodys, Generators, Servers,
    }

    // Within a tenth of the interval (of stages: at their busiest), at least 5 ms, at most 100 ms.
    private Whose Lateness(Query query)
    {
        var plan = _load.Plan;
        var interval = plan.Rate is { } rate ? rate.Per.Ticks / (double)rate.Queries
            : plan.Stages.Count > 0 ? Second / plan.Stages.Max(stage => Math.Max(stage.From, stage.To)) : Second;
        var limit = Math.Clamp(interval / 10, 50_000, 1_000_000);
        if (query.Started is not { } started)
        {
            return Whose.Servers;
        }

        var answered = plan.Shape is ClientLoad ? _answerBefore.GetValueOrDefault(query) : 0;
        return started - query.Planned <= limit ? Whose.Nobodys
            : started - Math.Max(query.Planned, answered) > limit ? Whose.Generators
            : Whose.Servers;
    }

    private Dictionary<Query, long> AnswersBefore()
    {
        var before = new Dictionary<Query, long>(ReferenceEqualityComparer.Instance);
        foreach (var own in _all.Where(query => query.Started is not null).GroupBy(query => query.Client))
        {
            var inOrder = own.OrderBy(query => query.Started).ThenBy(query => query.Ended).ToArray();
            for (var i = 1; i < inOrder.Length; i++)
            {
                before.Add(inOrder[i], inOrder[i - 1].Over);
            }
        }

        return before;
    }

    /// <summary>The generator was late beyond the row's limit, or stood still for too long; null if neither.</summary>
    private string? GeneratorFailed()
    {
        var name = _scenario.IsSearch ? _scenario.Loads[0].Plan.Name : _load.Plan.Name;
        var limit = _scenario.Rows
            .FirstOrDefault(row => row.What == What.OnTime && (row.Load ?? name).Equals(name, StringComparison.OrdinalIgnoreCase))
            ?.Threshold ?? 0.99m;
        var late = _all.Count(query => Lateness(query) == Whose.Generators);
        if (late > (1 - limit) * _all.Count && !(IsRehearsal && late == 1 && _all.Count * (1 - limit) < 1))
        {
            return $"the generator started {late} of {_all.Count} late";
        }

        // Looks at itself once a second: what lies beyond two seconds between them it stood still, but for the one.
        long stood = 0, at = 0;
        foreach (var look in _carried.Looks.Where(look => look > 0))
        {
            if (look - at >= Second / 2)
            {
                stood += look - at > 2 * Second ? look - at - Second : 0;
                at = look;
            }
        }

        return stood > at * 0.01 ? $"the generator stood still for {stood / (double)Second:0.0} s" : null;
    }

    private Said OfTheGenerator(Row row, Func<Row, Said> judge) => CannotTell(row) is { } why ? Said.Of(Inconclusive, why)
        : GeneratorFailed() is { } fault ? Said.Of(Inconclusive, fault)
        : judge(row);

    // What no load tells, however well the generator did.
    private string? CannotTell(Row row) => row.What switch
    {
        What.Latency when _counted.Length == 0 && (row.Rank is > 0 and < 1 || _all.All(query => query.Answered)) =>
            "no query beside the first of each session",
        What.Recovery when BeforeTheSpike() is null => "most queries before the spike were not answered",
        _ => null,
    };

    // --- Latency

    private Said Latency(Row row)
    {
        if (row.Rank is { } rank and < 1 && _counted.Length < Needed(rank) && !IsRehearsal)
        {
            return Said.Of(Inconclusive, $"only {_counted.Length} queries");
        }

        var rest = _counted.Where(query => !IsDisturbed(query)).ToArray();
        var anyDisturbed = _all.Any(IsDisturbed);
        var brokenWithout = row.Rank is null or 1 && _all.Any(query => !query.Answered && !IsDisturbed(query));
        var value = row.Rank is null or 1 && _all.Any(query => !query.Answered) ? double.PositiveInfinity : Figure(row, _counted);
        double? without = !anyDisturbed ? null : brokenWithout ? double.PositiveInfinity : rest.Length == 0 ? 0 : Figure(row, rest);
        return ByValue(row, value, 0.001, without, 0.002);
    }

    private static double Figure(Row row, IEnumerable<Query> queries)
    {
        var values = queries.Select(query => query.Latency(row.Service)).Order().ToArray();
        return row.Rank is { } rank ? AtRank(values, rank) : values.Average();
    }

    // The value at rank ⌈p·n⌉.
    private static double AtRank(double[] ascending, decimal p) => ascending[Math.Max(1, (int)Math.Ceiling(p * ascending.Length)) - 1];

    /// <summary>The fewest values of which an interval of 95% around the percentile has both ends: each tail at most 2.5%.</summary>
    private static int Needed(decimal p)
    {
        var n = 1;
        for (var (low, high) = ((double)p, 1 - (double)p); Math.Pow(low, n) > 0.025 || Math.Pow(high, n) > 0.025;)
        {
            n++;
        }

        return n;
    }

    private Said First(Row row)
    {
        var firsts = _all.Where(query => query.First)
            .ToDictionary(query => query.Client, query => (Ms: query.Latency(service: false), Disturbed: IsDisturbed(query)));
        foreach (var (client, ms) in _load.FirstInWarmUp)
        {
            firsts.Add(client, (ms, false));
        }

        if (firsts.Values.All(first => double.IsFinite(first.Ms)) && firsts.Count < _load.Plan.Clients)
        {
            return Said.Of(Inconclusive, "a session was never asked");
        }

        var rest = firsts.Values.Where(first => !first.Disturbed).Select(first => first.Ms).ToArray();
        double? without = rest.Length == firsts.Count ? null : rest.DefaultIfEmpty(0).Max();
        return ByValue(row, firsts.Values.Max(first => first.Ms), 0, without, 0.002);
    }

    // --- Windows and recovery

    private sealed record Window(double Ms, bool Touched, int Planned);

    /// <summary>
    /// A figure of each complete window: of the queries that were planned in it, where there were none of those still under way in it, and
    /// else nothing at all. First queries of sessions count in none, so where there are no others the window is left out (null).
    /// </summary>
    private Window?[] FiguresOf(long length, Row row)
    {
        var planned = _all.ToLookup(query => query.Planned / length);
        var windows = new Window?[_measured / length];
        for (long i = 0; i < windows.Length; i++)
        {
            var (from, to) = (i * length, (i + 1) * length);
            var own = planned[i].ToArray();
            var all = own.Length > 0 ? own
                : _all.Where(query => query.Started is not null && query.Planned < from && query.Over > from).ToArray();
            var counted = all.Where(query => !query.First).ToArray();
            if (counted.Length > 0 || all.Length == 0)
            {
                var last = counted.Select(query => query.Over).Append(to).Max();
                var touched = _pauses.Any(pause => pause.From < last && pause.To > from);
                windows[i] = new Window(counted.Length == 0 ? 0 : Figure(row, counted), touched, own.Length > 0 ? counted.Length : -1);
            }
        }

        return windows;
    }

    private Said Windows(Row row)
    {
        var windows = FiguresOf(row.Window.Ticks, row).OfType<Window>().ToArray();
        if (windows.Length < 3)
        {
            return TooShort($"only {windows.Length} complete windows");
        }

        var needed = row.Rank is not { } rank || rank == 1 ? 1 : rank == 0.5m ? 20 : Needed(rank);
        if (!IsRehearsal && windows.Any(window => window.Planned >= 0 && window.Planned < needed))
        {
            return Said.Of(Inconclusive, "too few queries in a window");
        }

        var rest = windows.Where(window => !window.Touched).Select(window => window.Ms).Order().ToArray();
        return ByValue(
            row, AtRank([.. windows.Select(window => window.Ms).Order()], row.OfWindows), 0.001,
            rest.Length == windows.Length ? null : rest.Length == 0 ? 0 : AtRank(rest, row.OfWindows), 0.002);
    }

    private double? BeforeTheSpike()
    {
        var before = _counted.Where(query => query.Planned < IndependentJudge.Spikes(_load.Plan).Begins)
            .Select(query => query.Latency(service: false)).Order().ToArray();
        return before.Length > 0 && AtRank(before, 0.5m) is var median && double.IsFinite(median) ? median : null;
    }

    private Said Recovery(Row row)
    {
        var ends = IndependentJudge.Spikes(_load.Plan).Ends;
        var first = (ends + Second - 1) / Second;
        var seconds = FiguresOf(Second, new Row(What.Windows, row.Must, row.Threshold, "", "", null) { Rank = 0.5m });
        if (seconds.Length - first < 5)
        {
            return TooShort($"only {seconds.Length - first} seconds after the spike");
        }

        // Where a second is calm by a hair, either counts.
        double[] limits = [.. new[] { 0.998, 1.002 }.Select(near => near * ((2 * BeforeTheSpike()!.Value) + 10))];
        var verdicts = limits.SelectMany(limit =>
        {
            double? without = _all.Any(IsDisturbed) ? Recovered(seconds, first, ends, limit, undisturbed: true) : null;
            return ByValue(row, Recovered(seconds, first, ends, limit, undisturbed: false), 0, without).Verdicts;
        }).Distinct().ToArray();
        return new Said(verdicts, $"recovered after {Recovered(seconds, first, ends, limits[0], undisturbed: false)} ms");
    }

    private static double Recovered(Window?[] seconds, long first, long ends, double limit, bool undisturbed)
    {
        var calm = 0;
        for (var i = first; i < seconds.Length; i++)
        {
            // A second without queries goes on with what the one before it was, and begins no calm.
            var nothing = seconds[i] is not { } second || (second.Planned < 0 && second.Ms == 0) || (undisturbed && second.Touched);
            calm = nothing ? (calm > 0 ? calm + 1 : 0) : seconds[i]!.Ms <= limit ? calm + 1 : 0;
            if (calm == 5)
            {
                return Math.Max(0, ((i - 4) * Second) - ends) / 10_000.0;
            }
        }

        return double.PositiveInfinity;
    }

    // --- Answers and processes

    private Said Rows(Row row)
    {
        var answers = _all.Where(query => query.Answered).Select(query => query.Answer!).ToArray();
        if (answers.Length == 0)
        {
            return Said.Of(Inconclusive, "nothing was answered");
        }

        return row.Must == Must.BeWhole
            ? answers.Any(answer => answer.ExpectedRows is { } expected && expected != answer.Rows) ? Said.Of(NotMet, "another number")
                : Said.Of(answers.Any(answer => answer.ExpectedRows is null) ? Inconclusive : Met, "every row, as far as is known")
            : Said.Of(answers.All(answer => Holds(row, answer.Rows)) ? Met : NotMet, "rows of every answer");
    }

    private Said Answers()
    {
        var answers = _all.Where(query => query.Answered).ToArray();
        bool IsCompared(Query query) => query.Reference is not null && query.Answer!.Checksum is not null;
        return answers.Any(query => IsCompared(query) && query.Reference != query.Answer!.Checksum) ? Said.Of(NotMet, "a wrong answer")
            : answers.Length == 0 || !answers.All(IsCompared) ? Said.Of(Inconclusive, "an answer that was not compared")
            : Said.Of(Met, "all equal");
    }

    private Said Cpu(Row row)
    {
        var answered = _carried.Loads.Sum(load =>
        {
            var ends = AbandonedAt(load) ?? load.Plan.StatedDuration.Ticks;
            return load.Queries.Count(query => query.Answered && query.Ended <= ends);
        });
        return answered == 0 || answered < 10 * WatchedSeconds
            ? Said.Of(Inconclusive, $"{answered} answers in {WatchedSeconds} s")
            : ByValue(row, _carried.CpuMs / answered, 1e-9);
    }

    private Said Peak(Row row, IReadOnlyList<(long At, long Bytes)>? samples)
    {
        if (samples is null)
        {
            return Said.Of(Inconclusive, "cannot be seen");
        }

        // Four samples a second; that a tenth of them may be missing is the engine's own tolerance.
        return samples.Count < Math.Max(1, Math.Floor(4 * WatchedSeconds * 0.9)) ? Said.Of(Inconclusive, $"only {samples.Count} samples")
            : ByValue(row, samples.Max(sample => sample.Bytes));
    }

    private Said Growth(Row row, IReadOnlyList<(long At, long Bytes)>? samples)
    {
        if (WatchedSeconds < 600)
        {
            return TooShort("less than ten minutes");
        }

        const long Minute = 60 * Second;
        var minutes = (samples ?? []).GroupBy(sample => sample.At / Minute)
            .Where(minute => minute.Key >= 5 && minute.Key < samples![^1].At / Minute)
            .Select(minute => (Hour: minute.Key / 60.0, Bytes: (double)minute.Min(sample => sample.Bytes))).ToArray();
        var slopes = (from left in minutes
                      from right in minutes
                      where right.Hour > left.Hour
                      select (right.Bytes - left.Bytes) / (right.Hour - left.Hour)).Order().ToArray();
        var beyond = Outside(minutes.Length);
        return beyond == 0 ? Said.Of(Inconclusive, $"{minutes.Length} minutes have no interval") : ByValue(row, slopes[^beyond], 0.01);
    }

    /// <summary>
    /// How many of all pairs' slopes may lie beyond one end of the interval (Sen 1968): as many inversions as at most 2.5% of all orders of
    /// so many points have.
    /// </summary>
    private static int Outside(int points)
    {
        double[] orders = [1];
        for (var n = 2; n <= points; n++)
        {
            orders = [.. Enumerable.Range(0, orders.Length + n - 1).Select(inversions => Enumerable.Range(0, n).Sum(added =>
                inversions - added >= 0 && inversions - added < orders.Length ? orders[inversions - added] : 0) / n)];
        }

        var (outside, sum) = (0, 0.0);
        while (outside < orders.Length && (sum += orders[outside]) <= 0.025)
        {
            outside++;
        }

        return outside;
    }

    // --- The rules that all rows share

    private Said TooShort(string why) => Said.Of(IsRehearsal ? NotJudged : Inconclusive, why);

    private bool IsDisturbed(Query query) => _pauses.Any(pause => query.Planned < pause.To && query.Over > pause.From);

    private static Said Exactly(Row row, decimal threshold, decimal value, string why) => Said.Of(
        row.Must switch
        {
            Must.BeUnder => value < threshold,
            Must.BeAtMost or Must.BeNone => value <= threshold,
            Must.BeAbove => value > threshold,
            _ => value >= threshold,
        }
            ? Met : NotMet,
        why);

    /// <param name="value">The figure, +∞ where it was not reached.</param>
    /// <param name="near">Share of the figure by which the engine's may differ: latencies have three digits.</param>
    /// <param name="undisturbed">The figure without what the generator's pauses had a part in; null where they had none.</param>
    /// <param name="floor">How much it may differ at least: latencies are kept in whole microseconds.</param>
    private static Said ByValue(Row row, double value, double near = 0, double? undisturbed = null, double floor = 0)
    {
        bool[] Either(double figure)
        {
            var by = double.IsFinite(figure) ? Math.Max(floor, Math.Abs(figure) * near) : 0;
            return [.. new[] { Holds(row, figure - by), Holds(row, figure + by) }.Distinct()];
        }

        var verdicts = Either(value).SelectMany(holds => holds ? [Met]
            : undisturbed is { } rest ? Either(rest).Select(would => would ? Inconclusive : NotMet)
            : [NotMet]);
        return new Said([.. verdicts.Distinct()], $"{value} (without pauses {undisturbed})");
    }

    // A look that is due every 50 ms and comes more than 50 ms late is a pause, from the last look that came in time.
    private void FindPauses()
    {
        if (_carried.Freezes.Count == 0)
        {
            return;
        }

        var looks = new List<long>(_carried.Looks);
        for (var at = 500_000L; at <= _carried.Looks[^1]; at += 500_000)
        {
            foreach (var (from, to) in _carried.Freezes)
            {
                at = at > from && at < to ? to : at;
            }

            looks.Add(at);
        }

        long previous = 0;
        foreach (var look in looks.Order())
        {
            if (look - previous > 1_000_000)
            {
                _pauses.Add((previous, look));
            }

            previous = look;
        }
    }

    // More than a share of the queries that end in a second fail, for so long without a better second between; one in which none ends does
    // not count.
    private static long? AbandonedAt(LoadHappened load)
    {
        if (load.Plan.Abandon is not { } rule)
        {
            return null;
        }

        var (seen, from, duration) = (0, 0L, load.Plan.StatedDuration.Ticks);
        long? since = null;
        foreach (var (over, at) in load.Seconds)
        {
            var ended = load.Queries.Skip(seen).Take(over - seen).Where(query => query.Told <= duration).ToArray();
            if (from < duration && ended.Length > 0)
            {
                since = ended.Count(query => !query.Answered) > rule.FailedShare * ended.Length ? since ?? from : null;
                if (since is { } failing && Math.Min(at, duration) - failing >= rule.For.Ticks)
                {
                    return Math.Min(at, duration);
                }
            }

            (seen, from) = (over, at);
        }

        return null;
    }
}
