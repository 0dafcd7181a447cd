using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Page;

/// <summary>What a reader needs to repeat a scenario or to doubt it: Spark, data, client, machine.</summary>
internal static class EnvironmentFacts
{
    private const int MostSettings = 60;

    public static IEnumerable<(string Name, string Value)> Of(ScenarioResult scenario, RunInfo run) =>
    [
        .. Target(scenario.Target), .. Data(scenario.Data), .. Session(scenario.Session), .. Client(scenario),
        .. Resources(scenario), .. Machine(run),
    ];

    public static IEnumerable<(string Name, string Value)> Settings(
        TargetInfo? target) => (target?.Conf ?? new Dictionary<string, string>())
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Take(MostSettings)
        .Select(pair => (Plain.Name(pair.Key), Plain.Name(pair.Value)));

    private static IEnumerable<(string, string)> Target(TargetInfo? target)
    {
        if (target is null)
        {
            yield return ("Spark", "none was reached");
            yield break;
        }

        var reported = target.ReportedVersion switch
        {
            null => "no server answered",
            var version when string.IsNullOrWhiteSpace(version) => "no version reported by the server",
            var version => $"{Plain.Name(version)} reported by the server",
        };
        var name = target.StatedVersion is null ? $"“{Plain.Name(target.Name)}”" : Plain.Name(target.Name);
        yield return ("Spark", $"{name} in the feature, {reported}");
        yield return ("Server", $"{Words.Of(target.Kind)}, {Plain.Name(target.Address)}");
    }

    private static IEnumerable<(string, string)> Data(DataInfo? data)
    {
        if (data is not null)
        {
            yield return ("Data", Words.Of(data) + (data.Checksum is null ? "" : $", checksum {Plain.Text(data.Checksum, 80)}"));
        }
    }

    private static IEnumerable<(string, string)> Session(SessionInfo? session)
    {
        if (session?.Data is { } data)
        {
            yield return ($"Data of “{Plain.Name(data.Name)}”", $"{Plain.Name(data.File)}, "
                + $"{Figures.Plural(data.Statements, "statement")} in every session, checksum {Plain.Text(data.Checksum, 80)}");
        }

        if (session?.Settings is { Count: > 0 } settings)
        {
            yield return ("Set in every session", string.Join(
                "; ", settings.Take(MostSettings).Select(pair => $"{Plain.Name(pair.Key)} = {Plain.Name(pair.Value)}")));
        }
    }

    private static IEnumerable<(string, string)> Client(ScenarioResult scenario)
    {
        if (scenario.Client is { } client)
        {
            yield return ("Client", $"{Plain.Name(client.Topology)}; retries {Plain.Name(client.RetryPolicy)}"
                + (client.Seed is { } seed ? $"; seed {Figures.Count(seed)}" : "")
                + (client.Profiled ? "; profiled, which slows it down" : ""));
        }

        if (scenario.Cuts is { } cuts)
        {
            yield return ("Connections", $"cut {Figures.Plural(cuts.Count, "time")}, "
                + $"{Figures.Count(cuts.InAnswers)} of them in the midst of an answer");
        }

        foreach (var load in scenario.Loads)
        {
            yield return (scenario.Loads.Count == 1 ? "Load" : $"Load {Plain.Name(load.Name)}", Describe(load));
        }
    }

    private static string Describe(LoadResult load) =>
        $"“{Plain.Name(load.Query)}”, {Words.OfModel(load)}, {Figures.Plural(load.Clients, "client")}"
        + Stated(load, "asked for") + Stated(load, "parameters")
        + (load.StartedOnTimeRatio is { } ratio ? $"; {Figures.Percent(ratio)} started on time" : "")
        + (load.Warmup is { } warmup ? $"; warm-up of {Figures.Time(warmup.DurationMs)} with "
            + $"{Figures.Plural(warmup.Queries, "query", "queries")}" : "")
        + FirstQueries(load)
        + $"; {Figures.Plural(load.Retries, "retry", "retries")}, {Figures.Plural(load.Reattaches, "reattach", "reattaches")}"
        + (load.NewSessions > 0 ? $"; {Figures.Plural(load.NewSessions, "new session")}" : "")
        + (load.Outage is { } outage
            ? $"; the server was killed after {Figures.Time(outage.BeginsAtMs)}"
                + (outage.LengthMs is { } length ? $" and answered again {Figures.Time(length)} later" : " and did not answer again")
            : "")
        + (load.Interrupted is { } interrupted
            ? $", after which {Figures.Plural(interrupted.Queries, "query", "queries")} waited {Figures.Time(interrupted.TotalMs)} in "
                + $"all and {Figures.Time(interrupted.LongestMs)} at most for the next message"
            : "");

    private static string Stated(LoadResult load, string what) =>
        load.Plan.TryGetValue(what, out var said) ? $"; {what} {Plain.Name(said)}" : "";

    private static string FirstQueries(LoadResult load) => load.FirstQueryMs.OfType<double>().ToList() switch
    {
        [] => "",
        [var only] => $"; first query of the session {Figures.Time(only)}",
        var several => $"; first queries of the sessions {Figures.Time(several.Min())} to {Figures.Time(several.Max())}",
    };

    private static IEnumerable<(string, string)> Resources(ScenarioResult scenario)
    {
        var resources = scenario.Resources;
        if (resources?.Client is { } client)
        {
            yield return ("Client memory", $"{Figures.Bytes(client.PeakMemoryBytes)} at its peak, "
                + $"{Figures.Bytes(client.StartMemoryBytes)} before the load"
                + (client.MemoryGrowthBytesPerHour is { } growth ? $"; growth {Figures.Bytes(growth)} per hour" : ""));
            yield return ("Client CPU", (client.CpuMsPerQuery is { } perQuery ? $"{Figures.Time(perQuery)} per query" : "no query ended")
                + (LoadsTogether.Of(scenario) ? " of all loads together" : "")
                + (client.IdleCpuMsPerSecond is { } idle ? $"; idle it takes {Figures.Time(idle)} per second" : "")
                + $"; garbage collection paused it for {Figures.Time(client.GcPauseMs)}");
        }

        if (resources?.Server is { } server)
        {
            yield return ("Server memory", server.PeakMemoryBytes is { } peak ? $"{Figures.Bytes(peak)} at its "
                + "peak" : Plain.Name(server.Note ?? "not known"));
        }
    }

    private static IEnumerable<(string, string)> Machine(RunInfo run)
    {
        var machine = run.Machine;
        yield return ("Load sent from", $"{Plain.Name(machine.Cpu)}, {Figures.Plural(machine.Cores, "core")}, "
            + $"{Figures.Bytes(machine.MemoryBytes)}, {Plain.Name(machine.Os)}, .NET {Plain.Name(machine.Dotnet)}");
    }
}
