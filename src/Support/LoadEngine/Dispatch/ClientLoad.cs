using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Each client asks on a schedule of its own, one query at a time; what it could not ask in time it catches up in order.</summary>
internal sealed class ClientLoad : IScheduledLoad
{
    private readonly PriorityQueue<int, (long Planned, int Client)> _due = new();
    private readonly ArrivalSchedule[] _schedules;
    private readonly Asker[] _askers;
    private readonly LoadRecorder _recorder;
    private readonly QueryCarrier _carrier;
    private long _n;
    private volatile bool _stopped;

    public ClientLoad(LoadRecorder recorder, QueryCarrier carrier, TimeSpan duration)
    {
        (_recorder, _carrier) = (recorder, carrier);
        var clients = Enumerable.Range(0, recorder.Plan.Clients).ToArray();
        _schedules = [.. clients.Select(client => new ArrivalSchedule(recorder.Plan, client, duration))];
        _askers = [.. clients.Select(_ => new Asker())];
        foreach (var client in clients)
        {
            Plan(client);
        }
    }

    public long? NextDue => !_stopped && _due.TryPeek(out _, out var next) ? next.Planned : null;

    public bool Stopped => _stopped;

    public void Due()
    {
        _due.TryDequeue(out var client, out var at);
        Plan(client);
        _recorder.Planned(at.Planned);
        var n = _n++;
        if (_askers[client].TakeOrQueue(n, at.Planned))
        {
            _ = AskAsync(client, n, at.Planned);
        }
    }

    public void Stop()
    {
        _stopped = true;
        for (var client = 0; client < _askers.Length; client++)
        {
            foreach (var (n, planned) in _askers[client].Abandon())
            {
                _carrier.NeverStart(client, n, planned);
            }
        }
    }

    private void Plan(int client)
    {
        if (_schedules[client].Next() is { } planned)
        {
            _due.Enqueue(client, (planned, client));
        }
    }

    private async Task AskAsync(int client, long n, long planned)
    {
        (long N, long Planned)? next = (n, planned);
        while (next is { } query)
        {
            _recorder.Started();
            var answered = await _carrier.CarryAsync(client, query.N, query.Planned, _askers[client].Answered).ConfigureAwait(false);
            next = _askers[client].Next(answered);
        }
    }

    /// <summary>One client: asking, or free; and what has become due in the meantime.</summary>
    private sealed class Asker
    {
        private readonly Lock _gate = new();
        private readonly Queue<(long N, long Planned)> _overdue = new();
        private bool _asking;

        /// <summary>When its latest answer came: before that it could not have asked, whether or not the generator was late as well.</summary>
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
