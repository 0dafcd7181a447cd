using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Starts every query when its time has come, whether or not earlier ones have ended.</summary>
internal sealed class OpenStarts : IQueryStarts
{
    private readonly IEnumerator<long> _schedule;
    private readonly LoadRecorder _recorder;
    private readonly QueryExecutor _executor;
    private long _n;
    private volatile bool _stopped;
    private long? _next;

    public OpenStarts(ScheduledLoad shape, LoadExecution load, QueryExecutor executor)
    {
        (_recorder, _executor) = (load.Recorder, executor);
        _schedule = shape.Starts(client: 0, load.Duration, load.Plan.EffectiveSeed).GetEnumerator();
        Advance();
    }

    public long? NextDue => _stopped ? null : _next;

    public bool Stopped => _stopped;

    public void Due()
    {
        var planned = _next!.Value;
        Advance();
        _recorder.Planned(planned);
        if (_executor.InFlight >= _recorder.Plan.MaxInFlight)
        {
            _executor.NeverStart(client: 0, _n++, planned);
            return;
        }

        _recorder.Started();
        _ = _executor.ExecuteAsync(client: 0, _n++, planned).AsTask();
    }

    public void Stop() => _stopped = true;

    private void Advance() => _next = _schedule.MoveNext() ? _schedule.Current : null;
}
