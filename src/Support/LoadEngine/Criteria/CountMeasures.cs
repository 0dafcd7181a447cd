using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>Queries without a complete answer in time, as a number or a share of the planned ones.</summary>
internal sealed record FailedQueries() : Measure("queries.failed", Unit.Count, Unit.Ratio)
{
    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        var counts = load.Counts;
        if (counts.Planned == 0)
        {
            return Reading.CannotTell("no query was planned");
        }

        var share = (double)counts.Unsuccessful / counts.Planned;
        var retried = counts.Retries > 0 ? $", {FigureText.Count(counts.Retries)} retried" : "";
        return new Reading
        {
            Value = expectation.Unit == Unit.Ratio ? share : counts.Unsuccessful,
            Text = (counts.Unsuccessful == 0
                ? $"0 of {FigureText.Count(counts.Planned)}"
                : $"{FigureText.Count(counts.Unsuccessful)} of {FigureText.Count(counts.Planned)} ({FigureText.Of(share, Unit.Ratio)})") + retried,
            Note = counts.Unsuccessful == 0 ? null : Breakdown(load),
        };
    }

    private static string Breakdown(LoadMeasurement load)
    {
        var counts = load.Counts;
        (long Count, string What)[] kinds =
        [
            (counts.Failed, "failed"), (counts.TimedOut, "timed out"), (counts.Unfinished, "unfinished"), (counts.NeverStarted, "never started"),
        ];
        var parts = kinds.Where(kind => kind.Count > 0).Select(kind => $"{FigureText.Count(kind.Count)} {kind.What}");
        var first = load.Errors[0];
        return $"{string.Join(", ", parts)}; most often {first.Class}: {OneLine(first.Message)}";
    }

    private static string OneLine(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.Length <= 160 ? line : string.Concat(line.AsSpan(0, 160), "…");
    }
}

/// <summary>What it took to bring the answers.</summary>
internal sealed record Retries() : Measure("queries.retries", Unit.Count)
{
    public override string Counted => "retries";

    public override Reading Read(LoadMeasurement load, Expectation expectation) => Reading.Of(load.Counts.Retries);
}

internal sealed record Reattaches() : Measure("queries.reattaches", Unit.Count)
{
    public override string Counted => "reattaches";

    public override Reading Read(LoadMeasurement load, Expectation expectation) => Reading.Of(load.Counts.Reattaches);
}
