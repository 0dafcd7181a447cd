using System.Text.Json.Serialization;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>What has to be alike before the figures of two results say something about each other.</summary>
/// <param name="Server">What answered: the embedded endpoint is never compared with a Spark.</param>
/// <param name="Data">What was read.</param>
/// <param name="Load">How it was asked, and for how long.</param>
public sealed record Setting(
    [property: JsonPropertyName("server")] string Server,
    [property: JsonPropertyName("data")] string Data,
    [property: JsonPropertyName("load")] string Load)
{
    public static Setting Of(ScenarioResult scenario) => new(
        scenario.Target is { } target ? Words.Of(target.Kind) : "no server",
        scenario.Data is { } data ? Words.Of(data) : "no data",
        scenario.Loads.Count == 0 ? "no load" : string.Join("; ", scenario.Loads.Select(Describe)));

    private static string Describe(LoadResult load)
    {
        var rate = load.DurationMs > 0 ? $"{Figures.Number(load.Planned / load.DurationMs * 1000)} per second" : "nothing";
        var clients = Figures.Plural(load.Clients, "client");
        var asked = load.Model switch
        {
            "backToBack" => $"{clients} back to back",
            "clients" or "returning" => $"{clients}, {rate}",
            _ => rate,
        };
        return $"{asked} for {DurationText.Of(TimeSpan.FromMilliseconds(load.DurationMs))}";
    }
}
