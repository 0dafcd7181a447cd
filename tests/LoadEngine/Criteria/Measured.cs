using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Criteria;

/// <summary>A load of which only the queries' ends are given, so that a row can be judged without carrying anything.</summary>
internal sealed class Measured
{
    private readonly LoadRecorder _recorder;
    private long _n;

    public Measured(LoadPlan plan, CriteriaSet? criteria = null) =>
        _recorder = new LoadRecorder(plan, plan.Duration, criteria?.Windows ?? []);

    /// <summary>Ten queries a second, one minute long.</summary>
    public static Measured OneMinute() => new(Simulated.Open(10, Simulated.Seconds(60)));

    public static CriterionResult Row(
        LoadMeasurement load,
        string measure,
        string mustBe,
        EvidenceKind evidence = EvidenceKind.Acceptance) =>
        CriteriaSet.Parse([(measure, mustBe)]).Judge(load, evidence)[0];

    /// <summary>Queries that all go the same way, one after the other at the plan's rate.</summary>
    public Measured Queries(
        int count, double latency = 20, QueryOutcome outcome = QueryOutcome.Succeeded, double late = 0, double? waited = null,
        bool first = false,
        QueryAnswer answer = default, Attempts attempts = default, string? error = null, int client = 0)
    {
        var interval = _recorder.Plan.Rate?.Interval ?? Simulated.Ms(100);
        for (var i = 0; i < count; i++)
        {
            var planned = _n * interval.Ticks;
            _recorder.Planned(planned);
            var started = outcome == QueryOutcome.NeverStarted ? (long?)null : planned + Simulated.Ms(late).Ticks;
            if (started is not null)
            {
                _recorder.Started();
            }

            _recorder.Record(new QueryEnd
            {
                Client = client,
                N = _n++,
                Share = _recorder.Plan.Mix[0],
                Planned = planned,
                Started = started,
                Ended = outcome is QueryOutcome.NeverStarted or QueryOutcome.Unfinished ? null : started + Simulated.Ms(latency).Ticks,
                WaitedUntil = waited is { } ms ? planned + Simulated.Ms(ms).Ticks : null,
                Outcome = outcome,
                Answer = answer with { Attempts = attempts },
                Error = error is null ? null : new QueryError(error, null, "It broke.\nBadly."),
                First = first,
            });
        }

        return this;
    }

    /// <summary>The server is killed and started again, in seconds since the load's beginning; before the queries.</summary>
    public Measured Killed(double at, double back)
    {
        _recorder.WatchOutage();
        _recorder.ServerGoes(Simulated.Seconds(at).Ticks);
        _recorder.ServerStarts(Simulated.Seconds(at + 1).Ticks);
        _recorder.ServerIsBack(Simulated.Seconds(back).Ticks);
        return this;
    }

    public LoadMeasurement Done(
        TimeSpan? measured = null, string? brokeOff = null, bool abandoned = false, ClientResources? client = null,
        ServerResources? server = null,
        string? bottleneck = null)
    {
        var plan = _recorder.Plan;
        _recorder.TakeSecond((plan.Duration + TimeSpan.FromHours(1)).Ticks, plan.Duration, plannedInAll: null, final: true);
        return new LoadMeasurement(_recorder, measured ?? plan.Duration)
        {
            StartedAt = DateTimeOffset.UnixEpoch,
            BrokeOffBecause = brokeOff,
            Abandoned = abandoned,
            Resources = client is null && server is null ? null : new ResourcesResult(client, server),
            Generator = new GeneratorResult(0, 0, 0, 0, 0, bottleneck),
        };
    }
}
