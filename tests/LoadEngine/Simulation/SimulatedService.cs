using SparkLoad.LoadEngine.Clients;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>A service with a latency of its own for each query, which can be stopped for a while, fail, or answer wrongly.</summary>
internal sealed class SimulatedService(TimeProvider time, Func<Asked, Answer> answer)
{
    private readonly long _start = time.GetTimestamp();
    private long _asked;
    private int _opened;
    private int _closed;

    public SimulatedService(TimeProvider time, TimeSpan latency)
        : this(time, _ => new Answer(latency))
    {
    }

    /// <summary>The service does not answer between these moments (SIGSTOP); what was asked goes on afterwards.</summary>
    public (TimeSpan From, TimeSpan To)? Stopped { get; set; }

    /// <summary>Why the session of that number, from 0, does not open; null where it does.</summary>
    public Func<int, string?> Refuses { get; init; } = _ => null;

    /// <summary>Sessions cannot be released.</summary>
    public bool KeepsSessions { get; init; }

    public int Opened => _opened;

    public int Closed => _closed;

    public ValueTask<ILoadClient> OpenAsync(int n, CancellationToken cancellationToken)
    {
        var session = Interlocked.Increment(ref _opened) - 1;
        return Refuses(session) is { } why
            ? throw new InvalidOperationException(why)
            : ValueTask.FromResult<ILoadClient>(new Client(this, n));
    }

    private async ValueTask<QueryAnswer> AskAsync(int client, AskedQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(_start);
        var asked = time.GetTimestamp();
        var given = answer(new Asked(client, Interlocked.Increment(ref _asked) - 1, now, query.Name, query.Row));
        var ends = now + given.Latency;
        if (Stopped is { } stop && now < stop.To && ends > stop.From)
        {
            ends += stop.To - (now > stop.From ? now : stop.From);
        }

        if (ends > now)
        {
            try
            {
                await DelayAsync(ends - now, cancellationToken);
            }
            catch (OperationCanceledException e)
            {
                throw new QueryCancelledException(given.Attempts, e, cancellationToken);
            }
        }

        return given.Error is { } error
            ? throw new QueryFailedException(error, "It broke.", "XX000", given.Attempts) { OutcomeUnknown = given.IsOutcomeUnknown }
            : new QueryAnswer(given.Rows, given.Rows * 8, given.ExpectedRows, given.Checksum, Attempts()) { ToCancel = given.ToCancel };

        Attempts Attempts() => given.Moments is var (message, rows, awaited)
            ? given.Attempts with
            {
                Timing = new($"operation {query.Name}", asked + message.Ticks, rows is { } first ? asked + first.Ticks : 0, awaited.Ticks),
            }
            : given.Attempts;
    }

    // Task.Delay resumes on another thread when it is cancelled; in simulated time everything happens on one.
    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => over.TrySetResult(), null, delay, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        await over.Task;
    }

    private sealed class Client(SimulatedService service, int n) : ILoadClient
    {
        public ValueTask<QueryAnswer> ExecuteAsync(AskedQuery query, CancellationToken cancellationToken) =>
            service.AskAsync(n, query, cancellationToken);

        public ValueTask ReleaseAsync(CancellationToken cancellationToken) => service.KeepsSessions
            ? throw new QueryFailedException("UNAVAILABLE", "The session was not released.")
            : DisposeAsync();

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref service._closed);
            return ValueTask.CompletedTask;
        }
    }
}

internal readonly record struct Asked(int Client, long N, TimeSpan At, string Query, int? Row);

internal sealed record Answer(TimeSpan Latency)
{
    public string? Error { get; init; }

    /// <summary>What failed may have been executed.</summary>
    public bool IsOutcomeUnknown { get; init; }

    public long Rows { get; init; } = 10;

    public long? ExpectedRows { get; init; } = 10;

    public ulong? Checksum { get; init; } = 42;

    public Attempts Attempts { get; init; }

    /// <summary>
    /// After what time the first message and the first rows come, and how long the client waits after them; null where it does not tell.
    /// </summary>
    public (TimeSpan Message, TimeSpan? Rows, TimeSpan Awaited)? Moments { get; init; }

    /// <summary>Of a query that is cancelled.</summary>
    public TimeSpan? ToCancel { get; init; }
}
