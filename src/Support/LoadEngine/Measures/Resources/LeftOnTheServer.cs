using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>What the server still has after a load and did not have before it.</summary>
/// <param name="what">As features write it, in the plural.</param>
/// <param name="of">How many of them live in the server's memory that no client of the suite uses.</param>
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

        // What was there before may have gone meanwhile, and must not hide what the load leaves.
        var (there, stays) = (of(before), of(after));
        var (least, most) = (Math.Max(0, stays - there), stays);
        var counted = $"({Figures.Count(there)} before the load, {Figures.Count(stays)} after it)";
        if (expectation.Comparison.Holds(least, expectation.Threshold) && !expectation.Comparison.Holds(most, expectation.Threshold))
        {
            return Reading.Inconclusive(
                $"{Figures.Count(there)} {what} of before the load may have gone meanwhile, so whose those after it are is not known: give "
                + "the scenario a Spark of its own (\"started for this scenario\")") with
            {
                Text = $"{Figures.Count(least)} to {Figures.Count(most)} {counted}",
            };
        }

        var left = expectation.Comparison.Holds(most, expectation.Threshold) ? most : least;
        return new Reading { Value = left, Text = $"{Figures.Count(left)} {counted}" };
    }
}

/// <summary>Sessions that were neither released nor ended by the server.</summary>
internal sealed class SessionsLeft() : LeftOnTheServer("sessions", live => live.OtherSessions)
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
