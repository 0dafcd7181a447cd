using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>Starts every query when its time has come, whether or not earlier ones have ended.</summary>
internal sealed class OpenLoad : IScheduledLoad
{
    private readonly ArrivalSchedule _schedule;
    private readonly LoadRecorder _recorder;
    private readonly QueryCarrier _carrier;
    private long _n;
    private volatile bool _stopped;
    private long? _next;

    public OpenLoad(LoadRecorder recorder, QueryCarrier carrier, TimeSpan duration)
    {
        (_recorder, _carrier) = (recorder, carrier);
        _schedule = new ArrivalSchedule(recorder.Plan, client: 0, duration);
        _next = _schedule.Next();
    }

    public long? NextDue => _stopped ? null : _next;

    public bool Stopped => _stopped;

    public void Due()
    {
        var planned = _next!.Value;
        _next = _schedule.Next();
        _recorder.Planned(planned);
        if (_carrier.InFlight >= _recorder.Plan.MaxInFlight)
        {
            _carrier.NeverStart(client: 0, _n++, planned);
            return;
        }

        _recorder.Started();
        _ = _carrier.CarryAsync(client: 0, _n++, planned).AsTask();
    }

    public void Stop() => _stopped = true;
}
