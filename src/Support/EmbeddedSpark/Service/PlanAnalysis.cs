using System.Text;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Dialect;
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
        AnalyzePlanRequest.AnalyzeOneofCase.Schema => new() { Schema = new() { Schema_ = new DataType { Struct = SchemaOf(session, request.Schema.Plan) } } },
        AnalyzePlanRequest.AnalyzeOneofCase.TreeString => new() { TreeString = new() { TreeString_ = Tree(SchemaOf(session, request.TreeString.Plan)) } },
        AnalyzePlanRequest.AnalyzeOneofCase.Explain => new() { Explain = new() { ExplainString = Explain(session, request.Explain.Plan) } },
        AnalyzePlanRequest.AnalyzeOneofCase.DdlParse => new() { DdlParse = new() { Parsed = new DataType { Struct = DdlStruct(session, request.DdlParse.DdlString) } } },
        AnalyzePlanRequest.AnalyzeOneofCase.Persist => new() { Persist = new() },
        AnalyzePlanRequest.AnalyzeOneofCase.Unpersist => new() { Unpersist = new() },
        var other => throw SparkErrors.Unsupported($"The analysis {other}"),
    };

    private DataType.Types.Struct SchemaOf(Session session, Plan plan) => With(session, plan, (compiled, connection) =>
    {
        using var statement = connection.Prepare(compiled.HasResult ? compiled.Query : "SELECT 1 WHERE FALSE", compiled.Source);
        return compiled.HasResult ? SparkTypes.ToStruct(DecimalSums.Narrow(compiled, statement.Columns, connection)) : new DataType.Types.Struct();
    });

    private string Explain(Session session, Plan plan) =>
        With(session, plan, (compiled, connection) => Explanation.Of(compiled.Query, compiled.Source, connection));

    private static DataType.Types.Struct DdlStruct(Session session, string ddl)
    {
        var connection = session.Rent();
        try
        {
            var columns = LocalTables.DdlColumns(ddl).Select(c => $"CAST(NULL AS {c.Type}) AS {SqlTree.Name(c.Name)}");
            using var statement = connection.Prepare($"SELECT {string.Join(", ", columns)}", ddl);
            return SparkTypes.ToStruct(statement.Columns);
        }
        finally
        {
            session.GiveBack(connection);
        }
    }

    private static string Tree(DataType.Types.Struct schema)
    {
        var text = new StringBuilder("root\n");
        foreach (var field in schema.Fields)
        {
            text.Append(" |-- ").Append(field.Name).Append(": ").Append(TypeName(field.DataType)).Append(" (nullable = true)\n");
        }

        return text.ToString();
    }

    private static string TypeName(DataType type) => type.KindCase switch
    {
        DataType.KindOneofCase.Decimal => FormattableString.Invariant($"decimal({type.Decimal.Precision},{type.Decimal.Scale})"),
        DataType.KindOneofCase.TimestampNtz => "timestamp_ntz",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private T With<T>(Session session, Plan plan, Func<CompiledPlan, DuckConnection, T> ask)
    {
        var connection = session.Rent();
        var compiler = new PlanCompiler(version, session, connection);
        try
        {
            return ask(compiler.Compile(plan.Root ?? throw SparkErrors.Unsupported("The analysis of a command")), connection);
        }
        finally
        {
            compiler.Dispose();
            session.GiveBack(connection);
        }
    }
}
