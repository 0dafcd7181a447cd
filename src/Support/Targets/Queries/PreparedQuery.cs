using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Queries;

/// <summary>A query ready to be sent, with every row of its parameters.</summary>
internal sealed class PreparedQuery
{
    /// <summary>Class of the error of a query that was answered and should not have been.</summary>
    public const string DidNotFail = "DID_NOT_FAIL";

    private readonly CatalogQuery _query;
    private readonly SqlQuery[] _rows;

    /// <param name="query">As its file has it.</param>
    /// <param name="available">Rows of its answer without its limit, or null where that is unknown.</param>
    public PreparedQuery(CatalogQuery query, long? available)
    {
        _query = query;
        ExpectedRows = query.ExpectedRowsOf(available);
        Text = query.TextFor(available);
        _rows = query.Parameters is { } parameters
            ? [.. Enumerable.Range(0, parameters.Rows.Count).Select(row => new SqlQuery(Text, parameters.Arguments(row)))]
            : [new(Text)];
    }

    /// <summary>The values of its parameters; null where it has none.</summary>
    public QueryParameters? Parameters => _query.Parameters;

    /// <summary>With its limit, where that cuts something off.</summary>
    public string Text { get; }

    /// <summary>Its limit may leave rows out, and which is open, so that one answer is as right as another.</summary>
    public bool IsCut => Text != _query.Text;

    /// <summary>It surely changes nothing, so it can be asked at any time.</summary>
    public bool OnlyReads => SqlText.OnlyReads(Text);

    /// <summary>Rows of a complete answer, where that is known.</summary>
    public long? ExpectedRows { get; }

    /// <summary>An answer without rows can be judged.</summary>
    public bool MayBeEmpty => _query.MayBeEmpty || _query.FailsWith is not null || _query.ExpectedRows == 0;

    /// <summary>
    /// What asks for its plan, which changes nothing, with the first row of its parameters: in the text, for Spark 3.5 gives arguments to
    /// the outermost statement only and calls those of the explained one unbound.
    /// </summary>
    public SqlQuery Explained =>
        new($"EXPLAIN {(Parameters is { } values ? SqlMarkers.Replace(Text, name => values.Literal(name, 0)) : Text)}");

    /// <summary>What is sent for a row of its parameters.</summary>
    public SqlQuery At(int? row) => _rows[row ?? 0];

    /// <summary>An error of that class, or of one below it, is the right answer.</summary>
    public bool FailsWith(string errorClass) => _query.FailsWith is { } stated
        && (errorClass == stated || errorClass.StartsWith($"{stated}.", StringComparison.Ordinal));

    /// <summary>Why an answer is a failure; null where it may be right.</summary>
    public QueryError? Refused(long rows) => _query.FailsWith is { } stated
        ? new(DidNotFail, null, string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"\"{_query.Name}\" was answered, with {rows} rows, and its file says that it fails with {stated}."))
        : null;

    /// <summary>An error in the words for its reader.</summary>
    public string Told(string message) => _query.FailsWith is { } stated
        ? $"The file of \"{_query.Name}\" says that it fails with {stated}, and it failed with this: {message}"
        : message;
}
