using System.Globalization;
using System.Text;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>A scenario: what it states, and what its service, machine and generator do. The same one always goes the same way.</summary>
internal sealed record ProofScenario(long Seed, EvidenceKind Evidence, IReadOnlyList<ProofLoad> Loads, IReadOnlyList<Row> Rows)
{
    public Machine Client { get; init; } = new();

    /// <summary>Null where it cannot be seen.</summary>
    public Machine? Server { get; init; } = new();

    /// <summary>When the generator's process is paused, since the load began, and for how long.</summary>
    public IReadOnlyList<(TimeSpan At, TimeSpan For)> Freezes { get; init; } = [];

    /// <summary>Share of the generator's waits that are too long, and by how much.</summary>
    public (double Share, TimeSpan By) Late { get; init; }

    /// <summary>When the run is ended from outside, since its first load began; null where it is not.</summary>
    public TimeSpan? Cancelled { get; init; }

    /// <summary>Time between two looks at the client and the server.</summary>
    public TimeSpan Sampling { get; init; } = TimeSpan.FromMilliseconds(250);

    public bool IsSearch => Loads[0].Plan.Capacity is not null;

    /// <summary>From 0 up to 1; the same for the same places.</summary>
    public double Draw(params ReadOnlySpan<long> places)
    {
        var mixed = (ulong)Seed;
        foreach (var place in places)
        {
            mixed = (mixed ^ (ulong)place) * 0x9E3779B97F4A7C15;
            mixed ^= mixed >> 29;
        }

        return ((mixed * 0xBF58476D1CE4E5B9) >> 11) / (double)(1UL << 53);
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"seed {Seed}, {Evidence}\n");
        foreach (var (plan, service) in Loads)
        {
            var words = string.Join("; ", plan.Words().Select(word => $"{word.Key}: {word.Value}"));
            text.Append(
                CultureInfo.InvariantCulture, $"  load \"{plan.Name}\": {words}; scale: {plan.Scale.Factor}; abandoned: {plan.Abandon}; ")
                .Append(CultureInfo.InvariantCulture, $"steps: {plan.Capacity}; query time: {plan.QueryTimeout}\n    {service}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  client {Client}; server {Server}; sampled every {Sampling.TotalMilliseconds} ms\n");
        text.Append(CultureInfo.InvariantCulture, $"  frozen: {string.Join(", ", Freezes)}; late: {Late}; cancelled: {Cancelled}\n");
        foreach (var row in Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"  | {row.Load} | {row.Measure} | {row.MustBe} |\n");
        }

        return text.ToString();
    }
}

internal sealed record ProofLoad(LoadPlan Plan, Behaviour Service);

/// <summary>How a service answers. Shares are of queries, from 0 to 1; times count since the load began.</summary>
internal sealed record Behaviour
{
    public TimeSpan Usual { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Latencies are the usual one times e to the power of so many normal deviations.</summary>
    public double Spread { get; init; }

    public double Slow { get; init; }

    public double Slower { get; init; } = 10;

    /// <summary>One query at a time, so that queries queue.</summary>
    public bool InOrder { get; init; }

    public double Fails { get; init; }

    public double Hangs { get; init; }

    /// <summary>Of sessions, whose first query fails.</summary>
    public double FirstFails { get; init; }

    public double FirstSlower { get; init; } = 1;

    /// <summary>Nothing is answered in this time, and all after it.</summary>
    public (TimeSpan From, TimeSpan To) Stalls { get; init; }

    /// <summary>Everything fails that is asked in this time.</summary>
    public (TimeSpan From, TimeSpan To) Broken { get; init; }

    public double Short { get; init; }

    public double Long { get; init; }

    public double UnknownRows { get; init; }

    public double Wrong { get; init; }

    public double NoChecksum { get; init; }

    public double Retried { get; init; }

    public double Reattached { get; init; }

    public Answer Answer(ProofScenario scenario, int load, int client, long n, int? row, TimeSpan at)
    {
        var right = 42 + (ulong)(row ?? 0);
        double Unit(int what) => scenario.Draw(load, client, n, what);
        var normal = Math.Sqrt(-2 * Math.Log(1 - Unit(1))) * Math.Cos(2 * Math.PI * Unit(2));
        var latency = Usual * Math.Exp(Spread * normal) * (Unit(3) < Slow ? Slower : 1) * (n == 0 ? FirstSlower : 1);
        return new Answer(Unit(4) < Hangs ? TimeSpan.FromHours(20) : latency + TimeSpan.FromTicks(3 + (long)(Unit(5) * 5000)))
        {
            Error = Unit(6) < Fails || (n == 0 && Unit(15) < FirstFails) || (at >= Broken.From && at < Broken.To) ? "BROKEN" : null,
            Rows = Unit(7) < Short ? 9 : Unit(8) < Long ? 11 : 10,
            ExpectedRows = Unit(9) < UnknownRows ? null : 10,
            Checksum = Unit(10) < NoChecksum ? null : Unit(11) < Wrong ? right + 1 : right,
            Attempts = new(Unit(12) < Retried ? 1 + (int)(Unit(13) * 2) : 0, Unit(14) < Reattached ? 1 : 0, 0),
        };
    }
}

/// <summary>A process: bytes when the load begins, growth in an hour, how far samples lie above at most, and once far above.</summary>
internal sealed record Machine(
    double Bytes = 4e8, double GrowthPerHour = 0, double Noise = 1e6, double Peak = 0, TimeSpan PeakAt = default,
    double CpuMsPerSecond = 50)
{
    /// <summary>Bytes that it takes in the first four minutes and no more after.</summary>
    public double Settles { get; init; }
}

internal enum What
{
    Failed, Throughput, OnTime, Latency, Windows, First, Recovery, Rows, Answers, Capacity, Retries, Reattaches, Cpu,
    ClientMemory, ServerMemory, ClientGrowth, ServerGrowth,
}

internal enum Must
{
    BeUnder, BeAtMost, BeAbove, BeAtLeast, BeExactly, BeNone, BeWhole,
}

/// <summary>A row of the criteria table: as a feature writes it, and what that means.</summary>
/// <param name="Threshold">In milliseconds, bytes, queries per second, queries, or a share.</param>
internal sealed record Row(What What, Must Must, decimal Threshold, string Measure, string MustBe, string? Load)
{
    /// <summary>The threshold is a share of the queries.</summary>
    public bool IsShare { get; init; }

    public bool Service { get; init; }

    /// <summary>Of a latency: a percentile from 0 to 1, 1 for the maximum, null for the mean.</summary>
    public decimal? Rank { get; init; }

    public TimeSpan Window { get; init; }

    /// <summary>Share of the windows that must keep to it.</summary>
    public decimal OfWindows { get; init; } = 1;

    public bool IsOfTheMachine => What is What.ClientMemory or What.ServerMemory or What.ClientGrowth or What.ServerGrowth or What.Cpu;
}
