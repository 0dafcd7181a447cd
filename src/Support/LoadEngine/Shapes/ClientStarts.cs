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

    /// <param name="shape">Says when they are due.</param>
    /// <param name="load">The load.</param>
    /// <param name="executor">Executes its queries.</param>
    /// <param name="atOnce">How many clients may have a query at once; the others' wait for their turn.</param>
    public ClientStarts(ScheduledLoad shape, LoadExecution load, QueryExecutor executor, int atOnce)
    {
        (_recorder, _executor) = (load.Recorder, executor);
        _askers = [.. Enumerable.Range(0, atOnce).Select(_ => new Asker())];
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
        var start = new Start(client, _n++, planned);
        if (Asking(client).TakeOrQueue(start))
        {
            _ = AskAsync(start);
        }
    }

    public void Stop()
    {
        _stopped = true;
        foreach (var (client, n, planned) in _askers.SelectMany(asker => asker.Abandon()))
        {
            _executor.NeverStart(client, n, planned);
        }
    }

    private void Advance() => _next = _schedule.MoveNext() ? _schedule.Current : null;

    private Asker Asking(int client) => _askers[client % _askers.Length];

    private async Task AskAsync(Start first)
    {
        var asker = Asking(first.Client);
        for (Start? next = first; next is var (client, n, planned);)
        {
            _recorder.Started();
            next = asker.Next(await _executor.ExecuteAsync(client, n, planned, asker.Answered).ConfigureAwait(false));
        }
    }

    private readonly record struct Start(int Client, long N, long Planned);

    /// <summary>One client, or several of which one asks at a time: asking, or free; and what has become due in the meantime.</summary>
    private sealed class Asker
    {
        private readonly Lock _gate = new();
        private readonly Queue<Start> _overdue = new();
        private bool _asking;

        /// <summary>
        /// When its latest answer came: before that it could not have asked, whether or not the generator was late as well.
        /// </summary>
        public long? Answered { get; private set; }

        /// <returns>Whether the client was free; otherwise the query is queued.</returns>
        public bool TakeOrQueue(Start start)
        {
            lock (_gate)
            {
                if (!_asking)
                {
                    return _asking = true;
                }

                _overdue.Enqueue(start);
                return false;
            }
        }

        public Start? Next(long answered)
        {
            lock (_gate)
            {
                Answered = answered;
                _asking = _overdue.TryDequeue(out var next);
                return _asking ? next : null;
            }
        }

        public Start[] Abandon()
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
