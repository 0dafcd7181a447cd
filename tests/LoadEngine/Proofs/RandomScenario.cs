using System.Globalization;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Draws scenarios from the whole grammar of loads, settings and rows. A seed gives one scenario.</summary>
internal sealed class RandomScenario
{
    private static readonly string[] Names = ["fares", "totals", "micro"];
    private readonly Random _random;

    // Of its own, so that scenarios stay what they were before queries had parameters.
    private readonly Random _parameters;
    private readonly long _seed;

    private RandomScenario(long seed)
    {
        (_seed, _random) = (seed, new Random(unchecked((int)(seed * 2_654_435_761 ^ (seed >> 16)))));
        _parameters = new Random(unchecked((int)(seed * 40_503 ^ (seed >> 24))));
    }

    public static ProofScenario Of(long seed)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return new RandomScenario(seed).Scenario();
    }

    private ProofScenario Scenario()
    {
        var isLong = Chance(0.03);
        var isSearch = !isLong && Chance(0.1);
        var count = isSearch || isLong ? 1 : Pick(1, 1, 1, 2, 2, 3);
        var evidence = Pick(EvidenceKind.Acceptance, EvidenceKind.Rehearsal);
        var scale = evidence == EvidenceKind.Rehearsal && !isLong && Chance(0.3) ? Pick(2, 10, 90, 120) : 1;
        var loads = Enumerable.Range(0, count).Select(i => Scaled(Load(Names[i], isSearch, isLong), scale)).ToArray();
        var longest = TimeSpan.FromTicks(loads.Max(load => JudgedLoad.DurationOf(load.Plan)));
        var rows = new List<Row>();
        foreach (var (plan, service) in loads.Where(_ => count == 1 || Chance(0.98)))
        {
            for (var i = _random.Next(1, count == 1 ? 6 : 4); i > 0; i--)
            {
                rows.Add(Row(plan, service, count > 1 || Chance(0.2) ? Cased(plan.Name) : null, isLong));
            }
        }

        if (isSearch)
        {
            var named = rows.Count > 0 ? rows[0].Load : null;
            if (Chance(0.6))
            {
                // It holds for as long as the service does: most others break at the first step, or at none.
                rows = [Time(What.Latency, Nice(UsualMs(loads[0].Service) * Pick(2, 3)), named, "median latency") with { Rank = 0.5m }];
            }

            rows.Add(Capacity(loads[0].Plan, loads[0].Service, named));
        }

        var late = Chance(0.2) ? Late(loads[_random.Next(count)].Plan) : default;
        if (late != default && Chance(0.7)
            && loads.FirstOrDefault(load => load.Plan.Shape is not BackToBackLoad) is { Plan: var startsOnTime })
        {
            rows.Add(OnTime(count > 1 ? startsOnTime.Name : null));
        }

        // Which of two rows on time is the one that counts is nothing that a feature would ask.
        var asked = rows.Where((row, i) => row.What != What.OnTime
            || !rows.Take(i).Any(before => before.What == What.OnTime && Same(before.Load, row.Load)))
            .DefaultIfEmpty(Failed(null)).ToList();
        return new ProofScenario(_seed, evidence, loads, asked)
        {
            Client = Process(longest),
            Server = Chance(0.85) ? Process(longest) : null,
            Sampling = Chance(0.9) ? Ms(250) : Ms(Pick(400, 900)),
            Freezes = Chance(0.25) ? [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Freeze(longest))] : [],
            Late = late,
            Cancelled = Chance(0.1) ? Odd(longest * (_random.NextDouble() * 1.05)) : null,
        };
    }

    /// <summary>Often by a hair more or less than what counts as late.</summary>
    private (double Share, TimeSpan By) Late(LoadPlan plan)
    {
        var limit = StartsJudge.LimitOf(plan) / TimeSpan.TicksPerMillisecond;
        return (Log(0.002, 0.3), Odd(Ms(Chance(0.6) ? limit * Pick(0.5, 0.9, 0.97, 1.03, 1.1, 2) : Log(3, 400))));
    }

    /// <summary>A rehearsal states longer durations, and has about those that were drawn.</summary>
    private ProofLoad Scaled(ProofLoad load, int scale)
    {
        if (scale == 1)
        {
            return load;
        }

        var (plan, factor) = (load.Plan, Chance(0.8) ? scale : 1);
        return load with
        {
            Plan = plan with
            {
                Scale = DurationScale.Of(1.0 / scale),
                Shape = Longer(plan.Shape, factor),
                WarmUp = plan.WarmUp * factor,
            },
        };
    }

    private (TimeSpan At, TimeSpan For) Freeze(TimeSpan longest) => (
        Odd(Chance(0.3) ? Ms(Log(1, 2000)) : longest * (_random.NextDouble() * 1.02)), Odd(Ms(Log(60, Chance(0.7) ? 900 : 3000))));

    private static bool Same(string? left, string? right) =>
        left is null || right is null || left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private ProofLoad Load(string name, bool isSearch, bool isLong)
    {
        var duration = isLong ? TimeSpan.FromMinutes(Pick(9, 10, 11, 14, 20))
            : Seconds(Chance(0.1) ? _random.Next(4, 60) / 2.0 : Pick(2, 4, 5, 8, 10, 12, 15, 20, 30, 60));
        var most = isLong ? 2 : Math.Min(100, 700 / duration.TotalSeconds);
        var kind = isSearch ? 0 : _random.Next(6);
        var plan = kind switch
        {
            0 or 1 =>
                Open((double)Nice(Log(Math.Min(0.5, most), most)), duration, Chance(0.3) ? ArrivalPattern.Poisson : ArrivalPattern.Even),
            2 => Staged(duration, most),
            3 or 4 => ClientsOf(duration, most),
            _ => BackToBack(_random.Next(1, 5), duration, Chance(0.6) ? Odd(Ms(Log(5, 2000))) : TimeSpan.Zero),
        };
        if (isSearch)
        {
            duration = Seconds(Pick(5, 8, 12, 20));
            // Steps per minute are seldom whole numbers per second, and must not drift all the same.
            var search = Chance(0.3)
                ? new CapacityLoad(
                    Rate.PerSecondOf(Pick(2, 5, 10)), Rate.PerSecondOf(Pick(5, 10)), Rate.PerSecondOf(Pick(15, 25, 40)), duration)
                : new(PerMinute(Pick(100, 170, 400)), PerMinute(Pick(100, 170, 350)), PerMinute(Pick(700, 1000, 1190)), duration);
            plan = plan with { Shape = search with { Pattern = plan.Pattern } };
        }

        plan = plan with
        {
            Name = name,
            Mix = isSearch || Chance(0.7) ? [new($"{name} one") { References = [42] }]
                :
                [
                    new($"{name} one", 9) { References = [42] },
                    new($"{name} two", Pick(0.02, 1, 3)) { References = [42] },
                    new($"{name} three") { References = Chance(0.9) ? [42] : [] },
                ],
            WarmUp = Chance(0.25) ? Seconds(Pick(1, 3, 5)) : TimeSpan.Zero,
            QueryTimeout = Chance(0.3) ? Odd(Ms(Log(300, 6000))) : Seconds(60),
            Abandon = Chance(0.25)
                ? new(Pick(0.05, 0.2, 0.5), Seconds(Math.Min(Pick(1, 2, 3, 5, 10), Chance(0.95) ? duration.TotalSeconds : 1000)))
                : null,
            Seed = Chance(0.5) ? _random.Next() : null,
            RandomParameters = _parameters.Next(3) == 0,
        };
        plan = plan with { Mix = [.. plan.Mix.Select(WithParameters)] };
        if (!isSearch && !isLong && Chance(0.01))
        {
            // So many at once that later ones are never started.
            return new(
                Open(200, Seconds(8)) with { Name = name, Mix = plan.Mix, QueryTimeout = plan.QueryTimeout },
                new Behaviour { Stalls = (Ms(600), Odd(Seconds(Log(5, 40)))) });
        }

        return new(plan, Service(plan, most));
    }

    private QueryShare WithParameters(QueryShare share)
    {
        int[] sizes = [0, 0, 1, 2, 3, 7, 50, 1000];
        var rows = _parameters.Next(100) == 0 ? 1001 : sizes[_parameters.Next(sizes.Length)];
        var references = Enumerable.Range(0, Math.Max(1, rows));
        return share with
        {
            ParameterRows = rows,
            References = [.. share.References.SelectMany(first => references.Select(row => first + (ulong)row))],
        };
    }

    private static Rate PerMinute(int queries) => Rate.Of(queries, TimeSpan.FromMinutes(1));

    private LoadPlan Staged(TimeSpan duration, double most)
    {
        double Any() => Math.Round(Log(Math.Min(0.5, most), most), 2);
        var whole = Seconds(Math.Max(4, Math.Floor(duration.TotalSeconds)));
        var before = Seconds(Math.Max(1, Math.Floor(whole.TotalSeconds * (0.2 + (0.2 * _random.NextDouble())))));
        var second = Seconds(Math.Max(1, Math.Floor(whole.TotalSeconds * (0.1 + (0.2 * _random.NextDouble())))));
        var calm = Any();
        Stage[] stages =
        [
            Chance(0.8) ? Stage.Hold(calm, before) : Stage.Ramp(Chance(0.2) ? 0 : Any(), Any(), before),
            Chance(0.75) ? Stage.Spike(most * 2, second) : Stage.Hold(Chance(0.2) ? 0 : Any(), second),
            Chance(0.8) ? Stage.Hold(calm, whole - before - second) : Stage.Ramp(Any(), Chance(0.2) ? 0 : Any(), whole - before - second),
        ];
        return new("q", new StagedLoad(stages) { Pattern = Chance(0.25) ? ArrivalPattern.Poisson : ArrivalPattern.Even });
    }

    private LoadPlan ClientsOf(TimeSpan duration, double most)
    {
        var clients = _random.Next(1, 7);
        var interval = Ms((double)Nice(Log(1000 * clients / most, Math.Max(3000, 1000 * clients / most))));
        return new("q", new ClientLoad(clients, Rate.Every(interval), duration)
        {
            Phase = Chance(0.35) ? ClientPhase.Spread : ClientPhase.Together,
            Pattern = Chance(0.1) ? ArrivalPattern.Poisson : ArrivalPattern.Even,
        });
    }

    private Behaviour Service(LoadPlan plan, double most)
    {
        var usual = Ms(Log(3, 300));
        if (plan.Shape is BackToBackLoad)
        {
            // A client that is answered at once would ask for ever.
            usual += Ms(Math.Max(0, (1000 * plan.Clients / most) - usual.TotalMilliseconds - plan.Pause.TotalMilliseconds));
        }

        if (plan.Capacity is { } steps && Chance(0.6))
        {
            // What holds one step and not the next.
            var holds = Log(plan.Rate!.Value.PerSecond, steps.Limit.PerSecond * 1.3);
            return new Behaviour { Usual = Ms(1000 / holds), InOrder = true, Spread = Pick(0, 0.1), Fails = Chance(0.1) ? 0.01 : 0 };
        }

        if (Chance(0.02))
        {
            return new Behaviour { Usual = usual, Fails = 1 };
        }

        var (from, broken) = (plan.StatedDuration * _random.NextDouble(), plan.StatedDuration * _random.NextDouble());
        var good = Chance(0.3);
        double Sometimes(double chance, double low, double high) => !good && Chance(chance) ? Log(low, high) : 0;
        return new Behaviour
        {
            Usual = usual,
            Spread = Pick(0, 0.1, 0.5, 1),
            Slow = Sometimes(0.4, 0.003, 0.3),
            Slower = Log(3, 40),
            InOrder = Chance(plan.Capacity is null ? 0.15 : 0.6),
            Fails = Sometimes(0.25, 0.001, 0.7),
            Hangs = Sometimes(0.08, 0.001, 0.1),
            FirstFails = Sometimes(0.06, 0.2, 2),
            FirstSlower = Chance(0.5) ? Log(1, 50) : 1,
            Stalls = !good && Chance(0.25) ? (Odd(from), Odd(from + Seconds(Log(0.3, 20)))) : default,
            Broken = !good && Chance(0.2)
                ? (Odd(broken), Odd(Chance(0.3) ? plan.StatedDuration : broken + Seconds(Log(0.5, 30))))
                : default,
            Short = Sometimes(0.1, 0.001, 0.2),
            Long = Sometimes(0.05, 0.001, 0.1),
            UnknownRows = Sometimes(0.1, 0.01, 2),
            Wrong = Sometimes(0.1, 0.001, 0.2),
            NoChecksum = Sometimes(0.1, 0.01, 2),
            Retried = Sometimes(0.2, 0.001, 0.2),
            Reattached = Sometimes(0.2, 0.001, 0.2),
        };
    }

    private Machine Process(TimeSpan longest) => new(
        Log(1e8, 8e9), Chance(0.4) ? Log(1e6, 1e9) : 0, Log(1e4, 3e7), Chance(0.3) ? Log(1e8, 9e9) : 0, longest * _random.NextDouble(),
        Log(1, 1500))
    {
        Settles = Chance(0.5) ? Log(1e6, 1e9) : 0,
    };

    private Row Row(LoadPlan plan, Behaviour service, string? load, bool isLong)
    {
        var usual = UsualMs(service);
        var wrongRow = Chance(0.005);
        if (service.Fails == 1 && Chance(0.8))
        {
            // Rows that a load without any answer can keep to.
            return Pick(Size(What.ClientMemory, "client memory", "", load), new(What.Retries, Must.BeNone, 0, "retries", "none", load));
        }

        switch (isLong && Chance(0.35) ? Pick(What.ClientGrowth, What.ServerGrowth)
            : IsSpiked(plan) && Chance(0.25) ? What.Recovery
            : Chance(0.1) ? What.Windows
            : (What)_random.Next(17))
        {
            case What.Failed:
                return Failed(load);
            case What.Throughput:
                var about = plan.Rate is { } each ? each.PerSecond * plan.Clients
                    : plan.Stages.Count > 0 ? plan.Stages.Average(stage => (stage.From + stage.To) / 2)
                    : plan.Clients / (service.Usual + plan.Pause).TotalSeconds;
                var wanted = Nice(about * Pick(0.3, 0.8, 0.95, 1, 1, 1.2));
                var direction = Pick(Must.BeAbove, Must.BeAtLeast, Must.BeAtLeast, Must.BeUnder);
                return PerTime(What.Throughput, direction, wanted, load, "throughput");
            case What.OnTime when plan.Shape is not BackToBackLoad || wrongRow:
                return OnTime(load);
            case What.Windows:
                return Windows(plan, usual, load, wrongRow);
            case What.First:
                return Time(What.First, Nice(usual * Pick(0.5m, 2, 5, 20, 100)), load, "first query latency");
            case What.Recovery when IsSpiked(plan) || wrongRow:
                return Time(What.Recovery, Pick(500, 1000, 2000, 5000, 10_000m), load, "time to recover");
            case What.Rows:
                var must = Pick(Must.BeWhole, Must.BeWhole, Must.BeAtLeast, Must.BeExactly, Must.BeUnder);
                var rows = must == Must.BeUnder ? Pick(11m, 12m) : Pick(9m, 10m, 10m);
                return must == Must.BeWhole
                    ? new(What.Rows, must, 1, "rows per query", "every row", load)
                    : new(What.Rows, must, rows, "rows per query", $"{Word(must)} {rows}{Pick("", " rows")}", load);
            case What.Answers:
                return new(What.Answers, Must.BeWhole, 1, "answers", Cased("equal to the reference"), load);
            case What.Retries or What.Reattaches or What.Capacity when !wrongRow:
                var what = Pick(What.Retries, What.Reattaches);
                var atMost = _random.Next(6);
                var name = what == What.Retries ? "retries" : "reattaches";
                return Chance(0.5)
                    ? new(what, Must.BeNone, 0, name, "none", load)
                    : new(what, Must.BeAtMost, atMost, name, $"at most {atMost}", load);
            case What.Capacity:
                return PerTime(What.Capacity, Must.BeAtLeast, 10, load, "capacity");
            case What.Cpu:
                return Time(What.Cpu, Nice(Log(0.1, 100)), load, "client CPU per query");
            case var memory and (What.ClientMemory or What.ServerMemory):
                return Size(memory, memory == What.ClientMemory ? "client memory" : "server memory", "", load);
            case var growth and (What.ClientGrowth or What.ServerGrowth):
                return Size(growth, growth == What.ClientGrowth ? "client memory growth" : "server memory growth", " per hour", load);
            default:
                return Latency(usual, load);
        }
    }

    private static LoadShape Longer(LoadShape shape, int factor) => shape switch
    {
        StagedLoad staged => new StagedLoad(
            [.. staged.Stages.Select(stage => stage with { StatedDuration = stage.StatedDuration * factor })])
        {
            Pattern = staged.Pattern,
        },
        OpenLoad open => new OpenLoad(open.Rate, open.Duration * factor) { Pattern = open.Pattern },
        ClientLoad own => new ClientLoad(own.Clients, own.Rate, own.Duration * factor) { Phase = own.Phase, Pattern = own.Pattern },
        BackToBackLoad again => new BackToBackLoad(again.Clients, again.Duration * factor) { Pause = again.Pause },
        CapacityLoad search =>
            new CapacityLoad(search.First, search.Step, search.Limit, search.Duration * factor) { Pattern = search.Pattern },
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private Row OnTime(string? load)
    {
        var share = Pick(50m, 90m, 95m, 98m, 99m, 99m, 99.9m, 100m);
        var must = share == 100 || Chance(0.75) ? Must.BeAtLeast : Must.BeAbove;
        return new(What.OnTime, must, share / 100, Cased("queries started on time"), $"{Word(must)} {share}%", load) { IsShare = true };
    }

    private Row Capacity(LoadPlan plan, Behaviour service, string? load)
    {
        var must = Pick(Must.BeAtLeast, Must.BeAtLeast, Must.BeAbove, Must.BeUnder);
        if (Chance(0.3))
        {
            return PerTime(What.Capacity, must, Pick(5, 7, 10, 12, 15, 20, 25, 30m), load, "capacity");
        }

        // Exactly one of the steps, often the last that the service holds.
        var (first, step) = (plan.Rate!.Value, plan.Capacity!.Step);
        var held = Math.Max(0, (int)(((1000 / service.Usual.TotalMilliseconds) - first.PerSecond) / step.PerSecond));
        var queries = first.Queries + (step.Queries * (Chance(0.6) ? held : _random.Next(0, 4)));
        var unit = first.Per == TimeSpan.FromMinutes(1) ? "minute" : "second";
        return new(
            What.Capacity,
            must,
            queries / (decimal)first.Per.TotalSeconds,
            "capacity",
            $"{Word(must)} {queries:0.######} queries per {unit}",
            load);
    }

    private Row Failed(string? load)
    {
        var percent = Pick(0.5m, 1, 2.9m, 5, 10, 40);
        var count = _random.Next(0, 20);
        return _random.Next(3) switch
        {
            0 => new(What.Failed, Must.BeNone, 0, Cased("failed queries"), Cased("none"), load),
            1 => new(What.Failed, Must.BeAtMost, count, "failed queries", $"at most {count}{Pick("", " queries")}", load),
            _ => new(What.Failed, Must.BeUnder, percent / 100, "failed queries", $"under {percent}{Pick("%", " %", " percent")}", load)
            {
                IsShare = true,
            },
        };
    }

    private Row Latency(decimal usual, string? load)
    {
        var (statistic, rank) = Statistic();
        var service = Chance(0.3);
        var measure = $"{statistic} {(service ? "service " : Chance(0.1) ? "scheduled " : "")}latency";
        var wanted = Nice(usual * Pick(0.5m, 0.9m, 1, 1.1m, 1.5m, 2, 5, 20));
        return Time(What.Latency, wanted, load, measure) with { Service = service, Rank = rank };
    }

    private Row Windows(LoadPlan plan, decimal usual, string? load, bool tooLong)
    {
        var (statistic, rank) = Statistic();
        var service = Chance(0.3);
        var fitting = new[] { 1, 2, 3, 5, 10, 60, 120 }.Where(length => tooLong || length <= plan.StatedDuration.TotalSeconds).ToArray();
        var seconds = fitting[_random.Next(fitting.Length)];
        var unit = seconds % 60 == 0 && Chance(0.8) ? (Count: seconds / 60, Name: "minute") : (Count: seconds, Name: "second");
        var share = Chance(0.5) ? 100m : Pick(50m, 80m, 90m, 95m, 99m, 99.5m);
        var window = share == 100
            ? $"in every {(unit.Count == 1 && Chance(0.5) ? "" : $"{unit.Count}-")}{unit.Name}{Pick("", " window")}"
            : $"in {share}% of the {(unit.Count == 1 ? "" : $"{unit.Count}-")}{unit.Name}{(unit.Count == 1 ? "s" : " windows")}";
        var measure = $"{statistic} {(service ? "service " : "")}latency {window}";
        return Time(What.Windows, Nice(usual * Pick(0.9m, 1.1m, 1.5m, 3, 10, 50)), load, measure) with
        {
            Service = service, Rank = rank, Window = Seconds(seconds), OfWindows = share / 100,
        };
    }

    private (string Text, decimal? Rank) Statistic()
    {
        var percent = Pick(10m, 75m, 90m, 95m, 95m, 99m, 99.9m);
        return _random.Next(6) switch
        {
            0 => ("median", 0.5m),
            1 => ("mean", null),
            2 or 3 => (Cased("maximum"), 1),
            _ => ($"{percent}th percentile", percent / 100),
        };
    }

    private Row Time(What what, decimal ms, string? load, string measure)
    {
        var must = Pick(Must.BeUnder, Must.BeUnder, Must.BeAtMost);
        var text = ms >= 1000 && Chance(0.7) ? $"{ms / 1000:0.######} {Pick("seconds", "s")}"
            : ms >= 60_000 && Chance(0.5) ? $"{ms / 60_000:0.##########} minutes"
            : $"{ms.ToString(Chance(0.3) ? "#,##0.######" : "0.######", CultureInfo.InvariantCulture)} {Pick("ms", "milliseconds", "MS")}";
        return new(what, must, ms, Cased(measure), $"{Word(must)} {text}", load);
    }

    private Row PerTime(What what, Must must, decimal perSecond, string? load, string measure)
    {
        var (per, unit) = Pick((1, "second"), (1, "second"), (60, "minute"), (3600, "hour"));
        return new(what, must, perSecond, measure, $"{Word(must)} {perSecond * per:0.######} {Pick("queries", "query")} per {unit}", load);
    }

    private Row Size(What what, string measure, string per, string? load)
    {
        var bytes = Nice(per.Length > 0 ? Log(1e5, 3e9) : Log(1e8, 2e10));
        var (unit, size) = Pick(("MB", 1_000_000m), ("GB", 1_000_000_000m), ("KB", 1000m));
        var must = Pick(Must.BeUnder, Must.BeAtMost);
        return new(what, must, bytes, measure, $"{Word(must)} {bytes / size:0.##########} {unit}{per}", Chance(0.5) ? load : null);
    }

    private string Word(Must must) => Cased(must switch
    {
        Must.BeUnder => Pick("under", "below", "less than"),
        Must.BeAtMost => "at most",
        Must.BeAbove => Pick("above", "over", "more than"),
        Must.BeAtLeast => "at least",
        _ => "exactly",
    });

    private static decimal UsualMs(Behaviour service) => (decimal)service.Usual.TotalMilliseconds;

    private static bool IsSpiked(LoadPlan plan) => plan.Stages.Any(stage => stage.IsSpike);

    private string Cased(string text) => Chance(0.05) ? text.ToUpperInvariant() : text;

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private double Log(double low, double high) => low * Math.Pow(high / low, _random.NextDouble());

    private T Pick<T>(params ReadOnlySpan<T> from) => from[_random.Next(from.Length)];

    private static decimal Nice(double value) => Nice((decimal)value);

    // Two digits: as a feature writes figures, and such as are hit exactly.
    private static decimal Nice(decimal value)
    {
        var step = 1m;
        for (; value / step >= 100; step *= 10)
        {
        }

        for (; value / step < 10; step /= 10)
        {
        }

        return Math.Round(value / step) * step;
    }

    // Never at the same moment as anything that comes at full milliseconds.
    private static TimeSpan Odd(TimeSpan time) => TimeSpan.FromTicks((long)(time.TotalMilliseconds * 10) * 1000 + 137);
}
