using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>A plan as DuckDB's SQL.</summary>
/// <param name="Source">The text of the client, for error messages.</param>
internal sealed record CompiledPlan(StatementPlan Plan, Session Session, string Source)
{
    public bool IsCommand => Plan.IsCommand;

    public string Query => Plan.Query;

    public bool HasResult => Plan.Query.Length > 0;

    /// <summary>Runs what takes effect.</summary>
    /// <exception cref="SparkException">A statement failed.</exception>
    public void Apply(DuckConnection connection)
    {
        try
        {
            foreach (var statement in Plan.Statements)
            {
                connection.Execute(statement, Source);
            }
        }
        catch (SparkException error) when (Plan.IsTemporary && error.Kind == ErrorKind.TableExists)
        {
            throw SparkErrors.TableExists(error.Parameters["relationName"].Trim('`'), temporary: true);
        }

        Plan.OnSession?.Invoke(Session);
        if (Plan.OnSession is not null)
        {
            connection.AppliedSettings = null; // what was set may be the connection's own
        }
    }
}
