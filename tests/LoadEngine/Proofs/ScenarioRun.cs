using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Scenarios;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>What the suite made of a scenario: refused, or its verdicts and what happened.</summary>
internal sealed record Outcome(
    string? Refused, IReadOnlyList<Carried> Carried, IReadOnlyList<CriterionResult> Rows, ScenarioVerdict Verdict, string? Reason)
{
    /// <summary>Of a search: the rows of each step but the capacity.</summary>
    public IReadOnlyList<IReadOnlyList<CriterionResult>> Steps { get; init; } = [];
}

/// <summary>Carries a scenario through the engine in simulated time, and keeps what its clients, its machine and its clock saw.</summary>
internal sealed class ScenarioRun : IDisposable
{
    private readonly ProofScenario _scenario;
    private readonly SimulatedTime _time = new();
    private readonly Journal _journal;
    private readonly KnownService[] _services;
    private readonly List<Watch> _watches = [];
    private readonly CancellationTokenSource _cancelling = new();
    private long? _begun;
    private long? _cancelled;

    private ScenarioRun(ProofScenario scenario)
    {
        _scenario = scenario;
        _journal = new Journal(() => _time.GetTimestamp());
        _services = [.. scenario.Loads.Select((_, i) => new KnownService(scenario, i, _time, () => _begun))];
    }

    public static async Task<Outcome> OfAsync(ProofScenario scenario)
    {
        using var run = new ScenarioRun(scenario);
        return await run.RunAsync();
    }

    public void Dispose() => _cancelling.Dispose();

    private async Task<Outcome> RunAsync()
    {
        LoadJob[] jobs;
        CriteriaSet criteria;
        try
        {
            criteria = CriteriaSet.Parse(_scenario.Rows.Select(row => new CriterionRow(row.Measure, row.MustBe, row.Load)));
            jobs = [.. _scenario.Loads.Select((load, i) => new LoadJob(load.Plan.Validated(), _services[i].OpenAsync, criteria))];
            criteria.ValidatedWith([.. jobs.Select(job => job.Plan)]);
        }
        catch (Exception e) when (e is PlanException or CriterionFormatException)
        {
            return new Outcome(e.Message, [], [], ScenarioVerdict.NotRun, null);
        }

        var probe = new LookedAtProbe(() => _time.GetTimestamp());
        var runner = new LoadRunner(new Generator(_time, () => new SimulatedWaiter(_time, Late), probe));
        return _scenario.IsSearch ? await SearchAsync(runner, probe, jobs[0], criteria) : await SendAsync(runner, probe, jobs, criteria);
    }

    private async Task<Outcome> SendAsync(LoadRunner runner, LookedAtProbe probe, LoadJob[] jobs, CriteriaSet criteria)
    {
        var loads = await runner.RunAsync(jobs, NextWatch(), _journal, _cancelling.Token);
        var rows = criteria.Judge(loads, _scenario.Evidence);
        var (verdict, reason) = ScenarioJudge.Judge(rows, loads, _scenario.Evidence);
        return new(null, [Happened([.. jobs.Select(job => job.Plan)], 0, probe)], rows, verdict, reason);
    }

    private async Task<Outcome> SearchAsync(LoadRunner runner, LookedAtProbe probe, LoadJob job, CriteriaSet criteria)
    {
        var steps = await new CapacitySearch(runner).RunAsync(job, NextWatch, _journal, _scenario.Evidence, _cancelling.Token);
        var rows = criteria.Judge(steps, _scenario.Evidence);
        var (verdict, reason) = ScenarioJudge.Judge(rows, [CriteriaSet.Shown(steps).Load], _scenario.Evidence);
        return new(null, [.. steps.Select((step, i) => Happened([step.Load.Plan], i, probe))], rows, verdict, reason)
        {
            Steps = [.. steps.Select(step => step.Criteria)],
        };
    }

    private TimeSpan Late(TimeSpan at) =>
        _begun is not null && _scenario.Draw(at.Ticks, 77) < _scenario.Late.Share ? _scenario.Late.By : TimeSpan.Zero;

    private Watch NextWatch()
    {
        _begun = null;
        _watches.LastOrDefault()?.Dispose();
        var watch = new Watch(_scenario, _time, Begins);
        _watches.Add(watch);
        return watch;
    }

    private void Begins(long begun)
    {
        _begun = begun;
        if (_watches.Count == 1 && _scenario.Cancelled is { } at)
        {
            _time.CreateTimer(_ => Cancel(begun + at.Ticks), null, at, Timeout.InfiniteTimeSpan);
        }
    }

    private void Cancel(long due)
    {
        if (_time.GetTimestamp() > due)
        {
            // What comes to light when the process goes on comes one after the other, and never at one moment.
            _time.Freeze(TimeSpan.FromTicks(137));
        }

        _cancelled = _time.GetTimestamp();
        _cancelling.Cancel();
    }

    private Carried Happened(IReadOnlyList<LoadPlan> plans, int step, LookedAtProbe probe)
    {
        var watch = _watches[step];
        var until = _watches.ElementAtOrDefault(step + 1) is { Begun: > 0 and var next } ? next : long.MaxValue;
        return new(
            [.. plans.Select((plan, load) => Happened(
                plan, _services[load].Sessions.ToDictionary(client => client.Key, client => client.Value[step].Calls), watch.Begun))],
            [.. probe.Looks.Where(at => at > watch.Begun && at < until).Select(at => at - watch.Begun).Distinct()],
            watch.Freezes, watch.Client, _scenario.Server is null ? null : watch.Server, watch.CpuMs)
        {
            Cancelled = _cancelled - watch.Begun ?? long.MaxValue,
        };
    }

    // The journal says what was planned, each client what it was asked: its calls in their order are the queries that were started.
    private LoadHappened Happened(LoadPlan plan, Dictionary<int, List<KnownService.Call>> calls, long begun)
    {
        var lines = _journal.Lines.Where(line => line.Line?.Load == plan.Name || line.Second == plan.Name).ToList();
        var called = new Dictionary<JournalLine, KnownService.Call>(ReferenceEqualityComparer.Instance);
        foreach (var (client, asked) in calls)
        {
            var started = lines.Select(line => line.Line).OfType<JournalLine>()
                .Where(line => line.Client == client && line.Started is not null)
                .OrderByDescending(line => line.Warmup).ThenBy(line => line.N).ToArray();
            started.Length.ShouldBe(asked.Count, $"client {client} was asked {asked.Count} queries, and the journal has {started.Length}");
            for (var i = 0; i < asked.Count; i++)
            {
                new AskedQuery(started[i].Query, started[i].ParameterRow).ShouldBe(asked[i].Query);
                called.Add(started[i], asked[i]);
            }
        }

        var (queries, warmUp) = (new List<Query>(), new List<Query>());
        var seconds = new List<(int Over, long At)>();
        var firstInWarmUp = new Dictionary<int, double>();
        foreach (var (at, line, second) in lines)
        {
            if (line is null)
            {
                seconds.Add((queries.Count, at - begun));
                continue;
            }

            var call = called.GetValueOrDefault(line);
            var first = call is not null && ReferenceEquals(call, calls[line.Client][0]);
            var planned = (long)Math.Round(line.Planned * 10_000);
            var zero = line.Warmup && call is not null ? call.At - (long)Math.Round(line.Started!.Value * 10_000) : begun;
            // The journal has microseconds, and what started at once was planned then.
            planned = Math.Abs(call?.At - zero - planned ?? 10) <= 5 ? call!.At - zero : planned;
            var answered = call is { Answered: true } && call.Ended - call.At <= plan.QueryTimeout.Ticks;
            answered.ShouldBe(line.Outcome == QueryOutcome.Succeeded, $"the journal on query {line.N}: {line}");
            var references = plan.Mix.Single(share => share.Query == line.Query).References;
            ulong? reference = references.Count == 0 ? null : references[call?.Query.Row ?? 0];
            var query = new Query(
                line.Client, line.N, line.Query, line.ParameterRow, planned, call?.At - zero, call?.Ended - zero, answered, first,
                call?.Answer, at - begun, reference);
            if (!line.Warmup)
            {
                queries.Add(query);
            }
            else
            {
                warmUp.Add(query);
                if (first)
                {
                    firstInWarmUp.Add(line.Client, query.Latency(service: false));
                }
            }
        }

        return new LoadHappened(plan, queries, seconds, firstInWarmUp, warmUp);
    }

    /// <summary>Keeps the journal's lines and the ends of seconds in the order in which they came.</summary>
    private sealed class Journal(Func<long> now) : ILoadObserver
    {
        public List<(long At, JournalLine? Line, string? Second)> Lines { get; } = [];

        public string Scenario => "a-proof";

        public CancellationToken Broken => CancellationToken.None;

        public void LoadBegins(LoadResult planned)
        {
        }

        public void QueryEnded(JournalLine line) => Lines.Add((now(), line, null));

        public void SecondEnded(SeriesLine line, LoadProgress progress) => Lines.Add((now(), null, line.Load));

        public void ThrowIfBroken()
        {
        }
    }

    /// <summary>A generator at ease, which keeps when it was looked at.</summary>
    private sealed class LookedAtProbe(Func<long> now) : IGeneratorProbe
    {
        public List<long> Looks { get; } = [];

        public TimeSpan CpuTime
        {
            get
            {
                Looks.Add(now());
                return TimeSpan.Zero;
            }
        }

        public int Cores => 2;

        public TimeSpan GcPause => TimeSpan.Zero;

        public void MeasureThreadPool(Action<TimeSpan> waited) => waited(TimeSpan.Zero);
    }

    /// <summary>Samples the scenario's processes into the suite's own sums, and stops the generator when the scenario says so.</summary>
    private sealed class Watch(ProofScenario scenario, SimulatedTime time, Action<long> begins) : IResourceMonitor, IProcessTree
    {
        private ClientTally? _tally;
        private ServerProcess? _serverProcess;
        private readonly List<ITimer> _freezes = [];
        private ITimer? _timer;

        public long Begun { get; private set; }

        public List<(long From, long To)> Freezes { get; } = [];

        public List<(long At, long Bytes)> Client { get; } = [];

        public List<(long At, long Bytes)> Server { get; } = [];

        public double CpuMs { get; private set; }

        public ResourceSample Current => default;

        private long Now => time.GetTimestamp() - Begun;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Begun = time.GetTimestamp();
            begins(Begun);
            _tally = new ClientTally(Look(), 4);
            if (scenario.Server is not null)
            {
                _serverProcess = new ServerProcess(this);
                Server.Add((Now, _serverProcess.Begin()!.Value));
            }

            _timer = time.CreateTimer(_ => Sample(), null, scenario.Sampling, scenario.Sampling);
            foreach (var (at, length) in scenario.Freezes)
            {
                _freezes.Add(time.CreateTimer(_ => Freeze(at, length), null, at, Timeout.InfiniteTimeSpan));
            }

            return Task.CompletedTask;
        }

        public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
        {
            _timer!.Dispose();
            var final = Sample();
            CpuMs = final.Process.Cpu.TotalMilliseconds;
            var client = _tally!.Result(final, answeredQueries, idleCpuMsPerSecond: null);
            return Task.FromResult(new ResourcesResult(client, _serverProcess?.Result()));
        }

        public void Refresh()
        {
        }

        public long? ResidentBytes() => Bytes(scenario.Server!, 2);

        public IReadOnlyDictionary<int, TimeSpan> Cpu() => new Dictionary<int, TimeSpan>();

        /// <summary>What has not frozen by the end never does.</summary>
        public void Dispose() => _freezes.ForEach(freeze => freeze.Dispose());

        private ClientReading Sample()
        {
            var look = Look();
            _tally!.Add(TimeSpan.FromTicks(Now), look);
            if (_serverProcess?.Sample(TimeSpan.FromTicks(Now)) is { } server)
            {
                Server.Add((Now, server));
            }

            return look;
        }

        private ClientReading Look()
        {
            Client.Add((Now, Bytes(scenario.Client, 1)));
            var cpu = TimeSpan.FromMilliseconds(scenario.Client.CpuMsPerSecond * Now / TimeSpan.TicksPerSecond);
            return new ClientReading(new ProcessReading(cpu, Client[^1].Bytes, 1), 0, 0, TimeSpan.Zero, default);
        }

        private long Bytes(Machine machine, int which)
        {
            var peak = Now >= machine.PeakAt.Ticks && Now < machine.PeakAt.Ticks + TimeSpan.TicksPerSecond ? machine.Peak : 0;
            var grown = machine.GrowthPerHour * Now / TimeSpan.TicksPerHour;
            var settled = machine.Settles * Math.Min(1, Now / (4.0 * TimeSpan.TicksPerMinute));
            return (long)(machine.Bytes + peak + grown + settled + (machine.Noise * scenario.Draw(Now, which)));
        }

        // What is paused already cannot be stopped.
        private void Freeze(TimeSpan at, TimeSpan length)
        {
            var from = Now;
            if (from > at.Ticks)
            {
                return;
            }

            time.Freeze(length);
            Freezes.Add((from, Now));
        }
    }
}
