using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>A plan as DuckDB's SQL.</summary>
/// <param name="Source">The text of the client, for error messages.</param>
internal sealed record CompiledPlan(StatementPlan Plan, Session Session, string Source)
{
    public bool IsCommand => Plan.IsCommand;

    public string Query => Plan.Query;

    public bool HasResult => Plan.Query.Length > 0;

    /// <summary>Translates a relation, which the suite's client sends as SQL only.</summary>
    /// <exception cref="SparkException">It is not SQL, or not understood.</exception>
    public static CompiledPlan Of(Relation relation, ServerVersion version, Session session, DuckConnection connection)
    {
        var sql = relation.Sql ?? throw SparkErrors.Unsupported("A relation other than SQL");
        var plan = new StatementTranslator(version, session, sql).Translate(sql.Query);
        if (plan.Explained is { } explained)
        {
            plan = StatementPlan.Tell($"SELECT {SqlTree.Literal(Explanation.Of(explained, sql.Query, connection))} AS plan");
        }

        return new CompiledPlan(plan, session, sql.Query);
    }

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
