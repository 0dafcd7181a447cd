using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Starts the queries of clients that have one query at a time each, on schedules of their own.</summary>
internal sealed class ClientStarts : IQueryStarts
{
    private readonly IEnumerator<(long Planned, int Client)> _schedule;
    private readonly Asker[] _askers;
    private readonly LoadRecorder _recorder;
    private readonly QueryExecutor _executor;
    private (long Planned, int Client)? _next;
    private long _n;
    private volatile bool _stopped;

    public ClientStarts(ScheduledLoad shape, LoadExecution load, QueryExecutor executor)
    {
        (_recorder, _executor) = (load.Recorder, executor);
        _askers = [.. Enumerable.Range(0, shape.Clients).Select(_ => new Asker())];
        _schedule = shape.InOrder(load.Duration, load.Plan.EffectiveSeed).GetEnumerator();
        Advance();
    }

    public long? NextDue => _stopped ? null : _next?.Planned;

    public bool Stopped => _stopped;

    public void Due()
    {
        var (planned, client) = _next!.Value;
        Advance();
        _recorder.Planned(planned);
        var n = _n++;
        if (_askers[client].TakeOrQueue(n, planned))
        {
            _ = AskAsync(client, n, planned);
        }
    }

    public void Stop()
    {
        _stopped = true;
        for (var client = 0; client < _askers.Length; client++)
        {
            foreach (var (n, planned) in _askers[client].Abandon())
            {
                _executor.NeverStart(client, n, planned);
            }
        }
    }

    private void Advance() => _next = _schedule.MoveNext() ? _schedule.Current : null;

    private async Task AskAsync(int client, long n, long planned)
    {
        (long N, long Planned)? next = (n, planned);
        while (next is { } query)
        {
            _recorder.Started();
            var answered = await _executor.ExecuteAsync(client, query.N, query.Planned, _askers[client].Answered).ConfigureAwait(false);
            next = _askers[client].Next(answered);
        }
    }

    /// <summary>One client: asking, or free; and what has become due in the meantime.</summary>
    private sealed class Asker
    {
        private readonly Lock _gate = new();
        private readonly Queue<(long N, long Planned)> _overdue = new();
        private bool _asking;

        /// <summary>
        /// When its latest answer came: before that it could not have asked, whether or not the generator was late as well.
        /// </summary>
        public long? Answered { get; private set; }

        /// <returns>Whether the client was free; otherwise the query is queued.</returns>
        public bool TakeOrQueue(long n, long planned)
        {
            lock (_gate)
            {
                if (!_asking)
                {
                    return _asking = true;
                }

                _overdue.Enqueue((n, planned));
                return false;
            }
        }

        public (long N, long Planned)? Next(long answered)
        {
            lock (_gate)
            {
                Answered = answered;
                _asking = _overdue.TryDequeue(out var next);
                return _asking ? next : null;
            }
        }

        public (long N, long Planned)[] Abandon()
        {
            lock (_gate)
            {
                var left = _overdue.ToArray();
                _overdue.Clear();
                return left;
            }
        }
    }
}
