using Google.Protobuf;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Engine;

namespace SparkLoad.EmbeddedSpark.Execution;

/// <summary>One execution: its responses, who reads them, and the means to stop it.</summary>
internal sealed class Operation(string id, ExecutePlanRequest request, bool reattachable, ResponseLog responses) : IDisposable
{
    private static readonly TimeSpan InterruptInterval = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _canceled = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _reader = new();
    private DuckConnection? _connection;

    public string Id { get; } = id;

    public bool Reattachable { get; } = reattachable;

    public ResponseLog Responses { get; } = responses;

    public IReadOnlyCollection<string> Tags { get; } = [.. request.Tags];

    public ByteString PlanBytes { get; } = request.Plan.ToByteString();

    public CancellationToken Canceled => _canceled.Token;

    /// <summary>True once the work is over, whether or not the responses have been read.</summary>
    public bool Finished { get; set; }

    /// <summary>Since when nobody reads; null while a call does.</summary>
    public DateTimeOffset? DetachedSince { get; private set; }

    /// <summary>The statements of this connection are what an interrupt stops.</summary>
    public void Use(DuckConnection? running)
    {
        lock (_gate)
        {
            _connection = running;
        }
    }

    /// <summary>Makes the caller the reader; a reader before it is cut off.</summary>
    public CancellationToken Attach()
    {
        lock (_gate)
        {
            _reader.Cancel();
            _reader = new CancellationTokenSource();
            DetachedSince = null;
            return _reader.Token;
        }
    }

    public void Detach(DateTimeOffset now, CancellationToken attachment)
    {
        lock (_gate)
        {
            if (_reader.Token == attachment)
            {
                DetachedSince = now;
            }
        }
    }

    /// <summary>
    /// Stops the work. An interrupt that comes between two statements is lost in DuckDB, so it is repeated until the work is over.
    /// </summary>
    public void Cancel()
    {
        _canceled.Cancel();
        _ = Task.Run(async () =>
        {
            while (!Finished)
            {
                lock (_gate)
                {
                    _connection?.Interrupt();
                }

                await Task.Delay(InterruptInterval).ConfigureAwait(false);
            }
        });
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _reader.Cancel();
        }
    }
}
