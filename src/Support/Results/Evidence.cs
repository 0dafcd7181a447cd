namespace SparkLoad.Results;

/// <summary>
/// What a scenario is worth as evidence about Spark, and why (DESIGN §5); <see cref="Text.EvidenceWords"/> puts it into words.
/// </summary>
public sealed record Evidence
{
    /// <summary>Of a scenario that sent no load.</summary>
    public static Evidence None { get; } = new() { Kind = EvidenceKind.Rehearsal };

    public required EvidenceKind Kind { get; init; }

    /// <summary>What answered in place of a Spark, as <c>embedded endpoint</c>; null for a Spark.</summary>
    public string? StandIn { get; init; }

    /// <summary>The version that the Spark reports; null for a stand-in.</summary>
    public string? Spark { get; init; }

    /// <summary>That version is a build before a release, as <c>4.1.1-SNAPSHOT</c>.</summary>
    public bool BeforeRelease { get; init; }

    /// <summary>How long the load lasts as the feature states it; in a comparison one round of it. Null where no load was sent.</summary>
    public double? StatedMs { get; init; }

    /// <summary>How long it lasts in this run.</summary>
    public double? ActualMs { get; init; }

    /// <summary>Rounds of a comparison as stated; null for a load without rounds.</summary>
    public int? StatedRounds { get; init; }

    /// <summary>Rounds in this run.</summary>
    public int? ActualRounds { get; init; }

    /// <summary>Where the data come from; null where none are read.</summary>
    public DataSource? Data { get; init; }

    /// <summary>The client was profiled, which costs it speed.</summary>
    public bool Profiled { get; init; }

    /// <summary>What the load was compared with: an external client with its versions, or another Spark.</summary>
    public string? Reference { get; init; }

    /// <summary>In results of schemaVersion 1: all of this in the words of the suite that wrote them.</summary>
    public string? AsWritten { get; init; }
}
