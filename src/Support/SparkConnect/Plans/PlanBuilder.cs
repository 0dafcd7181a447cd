using Spark.Connect;
using SparkLoad.SparkConnect.Sessions;

namespace SparkLoad.SparkConnect.Plans;

/// <summary>Makes the plans and requests that a session sends.</summary>
internal static class PlanBuilder
{
    private static readonly ExecutePlanRequest.Types.RequestOption ReattachOption =
        new() { ReattachOptions = new ReattachOptions { Reattachable = true } };

    /// <summary>A query in one round trip; both versions also execute a command in it, once.</summary>
    /// <param name="asked">The query.</param>
    /// <param name="options">Its arguments, where the query does not hold them itself.</param>
    /// <param name="expressions">The server takes arguments as 4.x does.</param>
    public static Plan Query(SqlQuery asked, ExecuteOptions options, bool expressions)
    {
        if (options is { NamedArguments: null, PositionalArguments: null })
        {
            return asked.Plan(expressions);
        }

        CheckArguments(options);
        if (asked.HasArguments)
        {
            throw new ArgumentException("The query holds its arguments already.", nameof(options));
        }

        var query = new SQL { Query = asked.Text };
        foreach (var (name, value) in options.NamedArguments ?? EmptyArguments)
        {
            query.Args.Add(name, Literals.From(value));
        }

        foreach (var value in options.PositionalArguments ?? [])
        {
            query.PosArgs.Add(Literals.From(value));
        }

        return new Plan { Root = new Relation { Sql = query } };
    }

    /// <summary>A command that is executed at once, in the form that both versions serve.</summary>
    public static Plan Command(string sql, ExecuteOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        CheckArguments(options);
        var command = new SqlCommand { Sql = sql };
        foreach (var (name, value) in options.NamedArguments ?? EmptyArguments)
        {
            command.Args.Add(name, Literals.From(value));
        }

        foreach (var value in options.PositionalArguments ?? [])
        {
            command.PosArgs.Add(Literals.From(value));
        }

        return new Plan { Command = new Command { SqlCommand = command } };
    }

    public static ExecutePlanRequest Execute(SessionCore session, Plan plan, ExecuteOptions options)
    {
        var request = new ExecutePlanRequest
        {
            SessionId = session.Identity.SessionId,
            UserContext = session.Identity.UserContext,
            ClientType = session.Identity.ClientType,
            OperationId = (options.OperationId ?? Guid.NewGuid()).ToString("D"),
            Plan = plan,
        };
        if (session.ServerSideSessionId is { } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        if (options.Reattachable)
        {
            request.RequestOptions.Add(ReattachOption);
        }

        if (session.ChunkingOption is { } chunking)
        {
            request.RequestOptions.Add(chunking);
        }

        foreach (var tag in options.Tags)
        {
            request.Tags.Add(CheckTag(tag));
        }

        return request;
    }

    public static string CheckTag(string tag) =>
        !string.IsNullOrEmpty(tag) && !tag.Contains(',', StringComparison.Ordinal)
            ? tag
            : throw new ArgumentException($"'{tag}' cannot tag a query: a tag is not empty and has no comma.", nameof(tag));

    private static IReadOnlyDictionary<string, object?> EmptyArguments { get; } = new Dictionary<string, object?>();

    private static void CheckArguments(ExecuteOptions options)
    {
        if (options is { NamedArguments.Count: > 0, PositionalArguments.Count: > 0 })
        {
            throw new ArgumentException("A query takes named or positional arguments, not both.", nameof(options));
        }
    }
}
