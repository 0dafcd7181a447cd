using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>What the server still has after a load and did not have before it.</summary>
/// <param name="what">As features write it, in the plural.</param>
/// <param name="of">How many of them live in the server's memory.</param>
internal abstract class LeftOnTheServer(string what, Func<LiveObjects, int> of)
    : ResourceMeasure($"{what} left on the server", $"server.{what}.left", Unit.Count)
{
    public override IReadOnlyList<string> MustBe => ["none", "at most 5"];

    public override string Counted => what;

    public override IReadOnlyList<string> KnownAs => [$"{what} left", $"leaked {what}", $"open {what}", $"{what} leaked"];

    public override Needs Needs => Needs.ServerInSight;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var server = load.Resources?.Server;
        if (server is not { LiveBefore: { } before, LiveAfter: { } after })
        {
            return Reading.Inconclusive(server?.Note ?? "what lives in the server's memory cannot be seen");
        }

        var left = Math.Max(0, of(after) - of(before));
        return new Reading
        {
            Value = left,
            Text = $"{Figures.Count(left)} ({Figures.Count(of(before))} before the load, {Figures.Count(of(after))} after it)",
        };
    }
}

/// <summary>Sessions that were neither released nor ended by the server.</summary>
internal sealed class SessionsLeft() : LeftOnTheServer("sessions", live => live.SessionHolders)
{
    public override string Meaning =>
        "Sessions that the server has after the load beyond those that it had before, counted in its memory after a garbage collection.";
}

/// <summary>Queries whose answer the server still holds.</summary>
internal sealed class OperationsLeft() : LeftOnTheServer("operations", live => live.ExecuteHolders)
{
    public override string Meaning =>
        "Queries that the server still holds after the load beyond those that it held before, counted in its memory after a "
        + "garbage collection.";
}
