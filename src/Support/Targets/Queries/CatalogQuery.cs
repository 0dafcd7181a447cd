namespace SparkLoad.Targets.Queries;

/// <summary>A query that features may name.</summary>
/// <param name="Name">As features write it.</param>
/// <param name="Text">SQL that every supported Spark and the embedded endpoint understand.</param>
public sealed record CatalogQuery(string Name, string Text)
{
    /// <summary>A command that each session runs once before its first query, or null.</summary>
    public string? SessionSetup { get; init; }

    /// <summary>The columns of the table <c>nyc_taxi</c> that it reads; none where it reads no trips.</summary>
    public IReadOnlyList<string> TripColumns { get; init; } = [];

    /// <summary>It reads the table <c>nyc_taxi</c>.</summary>
    public bool ReadsTrips => TripColumns.Count > 0;

    /// <summary>Rows of a complete answer, where that does not depend on the trips there are.</summary>
    public long? ExpectedRows { get; init; }

    /// <summary>Trips that it asks for at most, or null where it brings something else than trips.</summary>
    public long? RowLimit { get; init; }

    /// <summary>Order-independent checksum of the right answer, where that does not depend on the trips there are.</summary>
    public ulong? Checksum { get; init; }

    /// <summary>The same of the answer on <see cref="Data.SyntheticTrips"/>, on every supported Spark.</summary>
    public ulong? SyntheticChecksum { get; init; }

    /// <summary>
    /// Rows of a complete answer on a table of so many trips: as many as are asked for, or all that there are; null where it depends on
    /// what they hold.
    /// </summary>
    public long? ExpectedRowsFor(long trips) => RowLimit is { } limit ? Math.Min(limit, trips) : ExpectedRows;

    /// <summary>The text for a table of so many trips: a limit is stated only where it cuts something off.</summary>
    /// <remarks>
    /// Spark collects a limited result on the driver before it sends the first row, while an unlimited one streams;
    /// a limit that cuts nothing off would test the one in place of the other.
    /// </remarks>
    public string TextFor(long trips) => RowLimit is { } limit && trips > limit
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Text} LIMIT {limit}")
        : Text;
}
