using Spark.Connect;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Results;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Answers questions about plans without running them.</summary>
internal sealed class PlanAnalysis(ServerVersion version)
{
    public AnalyzePlanResponse Analyze(Session session, AnalyzePlanRequest request) => request.AnalyzeCase switch
    {
        AnalyzePlanRequest.AnalyzeOneofCase.SparkVersion => new() { SparkVersion = new() { Version = version.Reported } },
        AnalyzePlanRequest.AnalyzeOneofCase.Schema =>
            new() { Schema = new() { Schema_ = new DataType { Struct = SchemaOf(session, request.Schema.Plan) } } },
        AnalyzePlanRequest.AnalyzeOneofCase.Explain => new() { Explain = new() { ExplainString = Explain(session, request.Explain.Plan) } },
        var other => throw SparkErrors.Unsupported($"The analysis {other}"),
    };

    private DataType.Types.Struct SchemaOf(Session session, Plan plan) => With(session, plan, (compiled, connection) =>
    {
        using var statement = connection.Prepare(compiled.HasResult ? compiled.Query : "SELECT 1 WHERE FALSE", compiled.Source);
        return compiled.HasResult
            ? SparkTypes.ToStruct(DecimalSums.Narrow(compiled, statement.Columns, connection))
            : new DataType.Types.Struct();
    });

    private string Explain(Session session, Plan plan) =>
        With(session, plan, (compiled, connection) => Explanation.Of(compiled.Query, compiled.Source, connection));

    private T With<T>(Session session, Plan plan, Func<CompiledPlan, DuckConnection, T> ask)
    {
        var connection = session.Rent();
        try
        {
            var relation = plan.Root ?? throw SparkErrors.Unsupported("The analysis of a command");
            return ask(CompiledPlan.Of(relation, version, session, connection), connection);
        }
        finally
        {
            session.GiveBack(connection);
        }
    }
}
