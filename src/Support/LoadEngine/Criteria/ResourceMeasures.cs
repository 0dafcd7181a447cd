using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Something of the client's process or of the server.</summary>
internal abstract record ResourceMeasure(string Key, Unit Unit) : Measure(Key, Unit)
{
    protected static readonly TimeSpan ShortestForGrowth = TimeSpan.FromMinutes(10);

    public override bool IsOfAllLoads => true;

    /// <summary>A peak rests on four samples a second; a tenth may be missing, for the sampler shares the machine with the load.</summary>
    protected static Reading Peak(LoadMeasurement load, long bytes, int samples)
    {
        var needed = Math.Max(1, Math.Floor(4 * load.Watched.TotalSeconds * 0.9));
        return samples >= needed
            ? Reading.Of(bytes)
            : Reading.CannotTell($"only {FigureText.Count(samples)} samples, 4 a second are needed") with { Text = FigureText.Of(bytes, Unit.Memory) };
    }

    protected static Reading Growth(LoadMeasurement load, double? slope, Interval? interval, string? note)
    {
        if (load.Watched < ShortestForGrowth)
        {
            return new Reading { Text = "unknown", TooShort = "growth needs a load of at least 10 minutes" };
        }

        if (slope is not { } perHour || interval?.High is not { } high)
        {
            return Reading.CannotTell(note ?? "its growth was not measured");
        }

        return new Reading
        {
            Value = high,
            Text = $"{FigureText.Of(high, Unit.Growth)} at most ({FigureText.Of(perHour, Unit.Growth)} measured)",
            Interval = interval,
            Note = "judged by the upper end of the 95% interval",
        };
    }
}

/// <summary>Highest resident memory of the client's process within the load.</summary>
internal sealed record ClientMemory() : ResourceMeasure("client.memory.peak", Unit.Memory)
{
    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Resources?.Client is { } client
        ? Peak(load, client.PeakMemoryBytes, client.MemorySamples)
        : Reading.CannotTell("the client's memory was not watched");
}

internal sealed record ClientMemoryGrowth() : ResourceMeasure("client.memory.growth", Unit.Growth)
{
    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var client = load.Resources?.Client;
        return Growth(load, client?.MemoryGrowthBytesPerHour, client?.MemoryGrowthInterval, note: null);
    }
}

internal sealed record ServerMemory() : ResourceMeasure("server.memory.peak", Unit.Memory)
{
    public override Reading Read(LoadMeasurement load, Expectation expectation) => load.Resources?.Server is { PeakMemoryBytes: { } peak } server
        ? Peak(load, peak, server.MemorySamples ?? 0)
        : Reading.CannotTell(load.Resources?.Server?.Note ?? "the server's memory cannot be seen");
}

internal sealed record ServerMemoryGrowth() : ResourceMeasure("server.memory.growth", Unit.Growth)
{
    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var server = load.Resources?.Server;
        return Growth(load, server?.MemoryGrowthBytesPerHour, server?.MemoryGrowthInterval, server?.Note ?? "the server's memory cannot be seen");
    }
}

/// <summary>Processor time of the client's process per answered query.</summary>
internal sealed record ClientCpuPerQuery() : ResourceMeasure("client.cpu.perQuery", Unit.Time)
{
    private const double LowestRate = 10;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Resources?.Client is not { CpuMsPerQuery: { } perQuery } client)
        {
            return Reading.CannotTell("the client's CPU was not watched, or no query was answered");
        }

        // Rounded, for the answers are whole: else exactly ten a second can come out a little below.
        var rate = perQuery > 0 ? Math.Round(client.CpuMs / perQuery) / load.Watched.TotalSeconds : 0;
        var idle = client.IdleCpuMsPerSecond is { } ms ? $"; idle, the client uses {FigureText.Of(ms, Unit.Time)} a second" : "";
        return rate >= LowestRate
            ? Reading.Of(perQuery)
            : Reading.CannotTell($"judged only at 10 queries per second or more, here {FigureText.Of(rate, Unit.Rate)}{idle}") with
            {
                Text = FigureText.Of(perQuery, Unit.Time),
            };
    }
}
