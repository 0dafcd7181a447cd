namespace SparkLoad.Targets.Queries;

/// <summary>A query that features may name: a file of the folder <c>queries</c>.</summary>
/// <param name="Name">As features write it: the file's name.</param>
/// <param name="Text">Its one statement, without the file's header.</param>
public sealed record CatalogQuery(string Name, string Text)
{
    /// <summary>What it is for, in the words of its file; empty where the file says nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>The whole file as it was read.</summary>
    public string Source { get; init; } = "";

    /// <summary>Statements that each session runs once before its first query.</summary>
    public IReadOnlyList<string> SessionSetup { get; init; } = [];

    /// <summary>The tables that it says it reads, with the columns that they must have.</summary>
    public IReadOnlyList<TableRead> Reads { get; init; } = [];

    /// <summary>Rows of a complete answer, where that does not depend on the data.</summary>
    public long? ExpectedRows { get; init; }

    /// <summary>Rows that it asks for at most.</summary>
    public long? RowLimit { get; init; }

    /// <summary>Order-independent checksum of the right answer, where that does not depend on the trips there are.</summary>
    public ulong? Checksum { get; init; }

    /// <summary>The same of the answer on <see cref="Data.SyntheticTrips"/>, on every supported Spark.</summary>
    public ulong? SyntheticChecksum { get; init; }

    /// <summary>The class of the error that is the right answer, or the status of gRPC in its place; null where an error is a failure.</summary>
    public string? FailsWith { get; init; }

    /// <summary>An answer without rows is as good as any.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>
    /// For a query that adds a row of its parameters to a table: what reads the first parameter of each row back from there; null where its
    /// file does not say.
    /// </summary>
    public string? RowsWritten { get; init; }

    /// <summary>What its parameters are asked with, or null where it has none.</summary>
    public QueryParameters? Parameters { get; init; }

    /// <summary>What it reads of the NYC taxi trips; null where it reads none.</summary>
    public TableRead? Trips => Reads.FirstOrDefault(read => read.Table == Data.Trips.Name);

    /// <summary>
    /// Rows of a complete answer that has so many without its limit (null where that is unknown): as many as are asked for, or all that
    /// there are; null where it depends on the data.
    /// </summary>
    public long? ExpectedRowsOf(long? available) => RowLimit is { } limit && available is { } rows ? Math.Min(limit, rows) : ExpectedRows;

    /// <summary>The text for an answer that has so many rows without its limit: the limit is stated only where it cuts something
    /// off.</summary>
    /// <remarks>
    /// Spark collects a limited result on the driver before it sends the first row, while an unlimited one streams;
    /// a limit that cuts nothing off would test the one in place of the other.
    /// </remarks>
    public string TextFor(long? available) => RowLimit is { } limit && (available is null || available > limit)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Text}\nLIMIT {limit}")
        : Text;
}

/// <summary>A table that a query says it reads.</summary>
/// <param name="Table">As SQL writes it.</param>
/// <param name="Columns">What it needs of them; none where the table alone is named.</param>
public sealed record TableRead(string Table, IReadOnlyList<string> Columns);
