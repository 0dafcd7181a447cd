using System.Collections.Concurrent;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Execution;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Hosting;

namespace SparkLoad.EmbeddedSpark.Sessions;

internal readonly record struct SessionKey(string UserId, string SessionId);

/// <summary>One client's session: settings, temporary views in a schema of their own, operations, failures to look up.</summary>
internal sealed class Session : IDisposable
{
    private readonly DuckDatabase _database;
    private readonly ConcurrentBag<DuckConnection> _idle = [];
    private bool _disposed;

    public Session(
        SessionKey key, int number, ServerVersion version, IReadOnlyDictionary<string, string> serverConf, FaultPlan faults,
        DuckDatabase database, DateTimeOffset now)
    {
        (Key, _database, LastUse) = (key, database, now);
        Schema = FormattableString.Invariant($"session_{number}");
        Config = new SessionConfig(version, serverConf, faults);
        database.CreateSchema(Schema);
    }

    public SessionKey Key { get; }

    public string ServerSideId { get; } = Guid.NewGuid().ToString();

    /// <summary>The schema of the temporary views.</summary>
    public string Schema { get; }

    public string CurrentDatabase { get; set; } = "default";

    public SessionConfig Config { get; }

    public OperationRegistry Operations { get; } = new();

    public ErrorLog Errors { get; } = new();

    public DateTimeOffset LastUse { get; set; }

    /// <summary>A connection with the session's settings; to be given back by <see cref="GiveBack"/>.</summary>
    public DuckConnection Rent()
    {
        var connection = _idle.TryTake(out var pooled) ? pooled : _database.Open();
        var mode = Config.Ansi ? DuckDatabase.Ansi : DuckDatabase.Legacy;
        string[] schemas = [Schema, $"\"{CurrentDatabase}\"", DuckDatabase.Functions, mode];
        var settings = $"""
            SET search_path='{string.Join(',', schemas.Select(schema => $"{DuckDatabase.Catalog}.{schema}"))}';
            SET TimeZone='{Config.Zone}'
            """;
        if (connection.AppliedSettings != settings)
        {
            connection.Execute(settings, settings);
            connection.AppliedSettings = settings;
        }

        return connection;
    }

    public void GiveBack(DuckConnection connection)
    {
        _idle.Add(connection);
        if (_disposed)
        {
            DisposeIdle();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Operations.Dispose();
        DisposeIdle();
        _database.DropSchema(Schema);
    }

    private void DisposeIdle()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
