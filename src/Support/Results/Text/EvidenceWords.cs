namespace SparkLoad.Results.Text;

/// <summary>Evidence in words: <c>rehearsal: embedded endpoint, 5 seconds of 30 minutes, synthetic data</c>.</summary>
public static class EvidenceWords
{
    /// <summary>The kind and its grounds.</summary>
    public static string Note(Evidence evidence) =>
        evidence.AsWritten ?? (evidence.StatedMs is null ? Grounds(evidence) : $"{Words.Of(evidence.Kind)}: {Grounds(evidence)}");

    /// <summary>The grounds alone, for where the kind already stands.</summary>
    public static string Grounds(Evidence evidence) => evidence.AsWritten ?? (evidence is { StatedMs: { } stated, ActualMs: { } actual }
        ? string.Join(", ", ((string?[])
        [
            evidence.StandIn ?? (evidence.Spark is { Length: > 0 } version ? $"Spark {version}" : "Spark that reports no version"),
            evidence.BeforeRelease ? "not a release" : null,
            Time(evidence, stated, actual),
            evidence.Data == DataSource.Synthetic ? "synthetic data" : null,
            evidence.Profiled ? "profiled" : null,
            evidence.Reference is { } reference ? $"compared with {reference}" : null,
        ]).OfType<string>())
        : "no load was sent");

    private static string Time(
        Evidence evidence,
        double stated,
        double actual) => evidence is { StatedRounds: { } rounds, ActualRounds: { } made }
        ? $"{(made == rounds ? "" : $"{made} of ")}{rounds} rounds of {Text(actual)} a side"
        : actual == stated ? Text(stated) : $"{Text(actual)} of {Text(stated)}";

    private static string Text(double milliseconds) => DurationText.Of(TimeSpan.FromMilliseconds(milliseconds));
}
