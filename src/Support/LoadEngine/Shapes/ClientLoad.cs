using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Each client asks on a schedule of its own, one query at a time; what it could not ask in time it catches up in order.</summary>
/// <param name="Clients">How many.</param>
/// <param name="Rate">Of each.</param>
/// <param name="Duration">As stated, before scaling.</param>
public sealed record ClientLoad(int Clients, Rate Rate, TimeSpan Duration) : ScheduledLoad(Clients, Duration)
{
    public ClientPhase Phase { get; init; }

    public override bool SuitsExternalClients => true;

    internal override string Model => "clients";

    internal override string Kind => "clients with a schedule each";

    internal override TimeSpan? Interval => Rate.Interval;

    private protected override double Busiest => Rate.PerSecond;

    /// <summary>The planned starts of all clients in their order; of those at one moment the lowest client comes first.</summary>
    internal IEnumerable<(long Planned, int Client)> InOrder(TimeSpan duration, long seed)
    {
        var next = new PriorityQueue<IEnumerator<long>, (long Planned, int Client)>();
        for (var client = 0; client < Clients; client++)
        {
            Plan(Starts(client, duration, seed).GetEnumerator(), client);
        }

        while (next.TryDequeue(out var starts, out var start))
        {
            yield return start;
            Plan(starts, start.Client);
        }

        void Plan(IEnumerator<long> starts, int client)
        {
            if (starts.MoveNext())
            {
                next.Enqueue(starts, (starts.Current, client));
            }
        }
    }

    internal override IEnumerable<(string Name, string Words)> Words() =>
    [
        ("rate", Rate.Words),
        ("arrivals", Phase == ClientPhase.Spread && !IsRandom ? "in turn" : Arrivals),
    ];

    internal override IQueryStarts Begin(LoadExecution load, QueryExecutor executor) =>
        new ClientStarts(this, load, executor);

    private protected override Func<double, double?> Curve(TimeSpan duration) => due => due / Rate.PerSecond;

    private protected override IEnumerable<long> Evenly(int client, TimeSpan duration) =>
        Rate.Offsets(Phase == ClientPhase.Spread ? (long)(Rate.Interval.Ticks * (double)client / Clients) : 0);

    private sealed class ClientStarts : IQueryStarts
    {
        private readonly IEnumerator<(long Planned, int Client)> _schedule;
        private readonly Asker[] _askers;
        private readonly LoadRecorder _recorder;
        private readonly QueryExecutor _executor;
        private (long Planned, int Client)? _next;
        private long _n;
        private volatile bool _stopped;

        public ClientStarts(ClientLoad shape, LoadExecution load, QueryExecutor executor)
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

/// <summary>How the schedules of several clients lie to each other.</summary>
public enum ClientPhase
{
    /// <summary>All clients ask at the same moments, so that their queries really meet on the server.</summary>
    Together,

    /// <summary>The clients' starts are spread evenly over the interval.</summary>
    Spread,
}
