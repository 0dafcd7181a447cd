using System.Text.Json;
using System.Text.Json.Serialization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Results;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Python;

/// <summary>The lines between the suite and <c>run_load.py</c>.</summary>
internal static class PySparkLines
{
    private const string Mark = "sparkload ";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Of(PySparkOrder order) => JsonSerializer.Serialize(
        new
        {
            Remote = order.Connection.ToSecretString(),
            order.Connection.MaxMessageSize,
            order.Connection.UseTls,
            Secured = order.Connection.UseTls || order.Connection.HasToken,
            Files = new
            {
                Authority = order.Files.Authority?.Path,
                Certificate = order.Files.Certificate?.Path,
                Key = order.Files.Key?.Path,
                Token = order.Files.Token?.Path,
            },
            order.Clients,
            order.OwnConnections,
            order.Retries,
            Reading = order.Arrow ? "arrow" : "rows",
            order.Settings,
            order.Setup,
            order.Tags,
            Queries = order.Prepared.SelectMany(name => PySparkQuery.All(order.Queries.Of(name))),
        },
        Json);

    /// <param name="schedule">What to ask, and when.</param>
    /// <param name="begin">When, in nanoseconds of the clock that both sides read.</param>
    /// <param name="queries">What can be asked.</param>
    public static string Of(ExternalSchedule schedule, long begin, PreparedQueries queries)
    {
        AskedQuery[] asked = [.. schedule.Queries.Select(query => query.Query).Distinct()];
        var places = asked.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return JsonSerializer.Serialize(
            new
            {
                Begin = begin,
                Timeout = schedule.QueryTimeout.Ticks,
                Until = schedule.Until.Ticks,
                Queries = asked.Select(query => PySparkQuery.Of(queries.Of(query.Name), query.Row)),
                Starts = schedule.Queries.Select(query => new[] { query.Client, query.N, query.Planned.Ticks, places[query.Query] }),
            },
            Json);
    }

    /// <returns>Null for a line that is not the script's.</returns>
    public static PySparkLine? Read(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<PySparkLine>(line.AsSpan(Mark.Length), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the script says in one line; which of it is there tells what kind of line it is.</summary>
internal sealed record PySparkLine
{
    /// <summary>Why it cannot go on.</summary>
    public string? Problem { get; init; }

    /// <summary>PySpark's own version, once it is loaded.</summary>
    public string? Version { get; init; }

    /// <summary>Sessions that are open, with what is known by then.</summary>
    public int? Opened { get; init; }

    public string? Python { get; init; }

    /// <summary>The method of PySpark that brings answers.</summary>
    public string? Reading { get; init; }

    /// <summary>Nanoseconds of the script's clock when it said so.</summary>
    public long Clock { get; init; }

    /// <summary>A schedule has been executed.</summary>
    public bool Done { get; init; }

    /// <summary>A query's number.</summary>
    public long? N { get; init; }

    [JsonPropertyName("s")]
    public long? Started { get; init; }

    [JsonPropertyName("e")]
    public long? Ended { get; init; }

    [JsonPropertyName("o")]
    public QueryOutcome Outcome { get; init; }

    [JsonPropertyName("r")]
    public long Rows { get; init; }

    public PySparkError? Error { get; init; }
}

internal sealed record PySparkError(string Class, string? State, string Message);
