using SparkLoad.LoadEngine.Criteria;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>
/// Whether the figures of two runs of a scenario say anything about each other. Answers are the first thing that stands against it, in
/// words.
/// </summary>
internal static class RunDifference
{
    /// <summary>Why a result's figures are not to be compared with any other's; null where they are.</summary>
    public static string? Unfit(ScenarioResult scenario) => scenario switch
    {
        { Verdict: ScenarioVerdict.NotRun } or { Loads.Count: 0 } => "it sent no load",
        { Comparisons: var made } when made.Any(comparison => comparison.Rounds > 0) => "it compares two sides in rounds already",
        { Loads: var loads } when loads.FirstOrDefault(load => load.BrokeOffBecause is not null) is { } load =>
            $"its load ended early: {load.BrokeOffBecause}",
        { Loads: var loads } when loads.Select(GeneratorHealth.Disturbance).OfType<string>().FirstOrDefault() is { } disturbed =>
            $"its figures are not the server's: {disturbed}",
        { Client.Profiled: true } => "its client was profiled, which slows it down",
        { Loads: var loads } when loads.Any(load => load.DurationMs <= 0) => "its load had no time",
        _ => null,
    };

    public static string? Of(MachineInfo saved, MachineInfo now) => saved.Id == now.Id
        ? null
        : $"it is of another machine ({saved.Id}: {saved.Cpu}, {saved.Cores} cores), this one is {now.Id}: {now.Cpu}, {now.Cores} cores";

    public static string? Of(ScenarioResult saved, ScenarioResult now) =>
        saved.Evidence != now.Evidence ? $"it is of {Article(saved.Evidence)}, this run is {Article(now.Evidence)}"
        : Of(Working(saved.Client), Working(now.Client)) is { } client ? $"its client worked in another way: {client}"
        : Of(Asked(saved.Session), Asked(now.Session)) is { } session ? $"its sessions began in another way: {session}"
        : saved.Data != now.Data ? $"it is of other data ({Text(saved.Data)}), this run reads {Text(now.Data)}"
        : null;

    /// <param name="saved">The loads of the reference.</param>
    /// <param name="now">Everything that shapes each load of the subject, by the load's name.</param>
    public static string? Of(IReadOnlyList<LoadResult> saved, IEnumerable<(string Load, IReadOnlyDictionary<string, string> Plan)> now)
    {
        foreach (var (name, plan) in now)
        {
            if (saved.FirstOrDefault(load => load.Name == name) is not { } load)
            {
                return $"it has no load \"{name}\"";
            }

            if (load.Plan.Count == 0)
            {
                return $"the suite that saved it did not say what shaped its load \"{name}\"";
            }

            if (Of(load.Plan, plan) is { } different)
            {
                return $"its load \"{name}\" was another one: {different}";
            }

            // It may have been saved by hand, or by a suite that did not look at this.
            if (GeneratorHealth.Disturbance(load) is { } disturbed)
            {
                return $"the figures of its load \"{name}\" are not the server's: {disturbed}";
            }
        }

        return null;
    }

    private static string Article(EvidenceKind evidence) => evidence == EvidenceKind.Acceptance ? "an acceptance run" : "a rehearsal";

    private static string Text(DataInfo? data) => data is null
        ? "no trips"
        : $"{Words.Of(data)}, checksum {data.Checksum ?? "unknown"}";

    private static string? Of(
        IReadOnlyDictionary<string, string> saved,
        IReadOnlyDictionary<string, string> now) => saved.Keys.Union(now.Keys)
        .Where(key => saved.GetValueOrDefault(key) != now.GetValueOrDefault(key))
        .Select(key => $"{key} was {saved.GetValueOrDefault(key, "not stated")}, now it is {now.GetValueOrDefault(key, "not stated")}")
        .FirstOrDefault();

    private static Dictionary<string, string> Asked(SessionInfo? session)
    {
        var asked = new Dictionary<string, string>(session?.Settings ?? new Dictionary<string, string>());
        if (session?.Data is { } data)
        {
            asked[$"the data of \"{data.Name}\""] = $"{data.File} with checksum {data.Checksum}";
        }

        return asked;
    }

    private static Dictionary<string, string> Working(ClientInfo? client) => client is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            ["what is done with answers"] = client.Reading ?? "not said",
            ["connections"] = client.Topology,
            ["retries"] = client.RetryPolicy,
        };
}
