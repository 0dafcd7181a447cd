using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>What has to be alike before the figures of two results say something about each other.</summary>
/// <param name="Server">What answered: the embedded endpoint is never compared with a Spark.</param>
/// <param name="Data">What was read.</param>
/// <param name="Load">How it was asked, and for how long.</param>
/// <param name="Rest">Everything else that shapes the figures: all of the loads' plans, the sessions, the client, the data's checksum.</param>
public sealed record Setting(string Server, string Data, string Load, string Rest)
{
    public static Setting Of(ScenarioResult scenario) => new(
        scenario.Target is { } target ? Words.Of(target.Kind) : "no server",
        scenario.Data is { } data ? Words.Of(data) : "no data",
        scenario.Loads.Count == 0 ? "no load" : string.Join("; ", scenario.Loads.Select(Describe)),
        string.Join('\n', scenario.Loads.SelectMany(load => Sorted(load.Plan, $"{load.Name} "))
            .Concat(Sorted(scenario.Session?.Settings ?? new Dictionary<string, string>(), ""))
            .Append($"{scenario.Session?.Data?.Name} {scenario.Session?.Data?.Checksum} {scenario.Data?.Checksum}")
            .Append($"{scenario.Client?.Topology} {scenario.Client?.RetryPolicy} {scenario.Client?.Reading}")));

    private static IEnumerable<string> Sorted(IReadOnlyDictionary<string, string> said, string prefix) =>
        said.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{prefix}{entry.Key} {entry.Value}");

    private static string Describe(LoadResult load)
    {
        var rate = load.DurationMs > 0 ? $"{Figures.Number(load.Planned / load.DurationMs * 1000)} per second" : "nothing";
        var clients = Figures.Plural(load.Clients, "client");
        var asked = load.Model switch
        {
            "backToBack" => $"{clients} back to back",
            // Each search asks as much as it finds.
            "capacity" => "a search for the capacity",
            "clients" or "returning" => $"{clients}, {rate}",
            _ => rate,
        };
        return $"{asked} for {DurationText.Of(TimeSpan.FromMilliseconds(load.DurationMs))}";
    }
}
