using System.Globalization;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// Watches the generator once a second. It was the bottleneck if, in more than 1% of the seconds (and in 2 of them), its process used at
/// least 95% of all cores, collected garbage for more than 100 ms, or let a work item wait for a thread for more than 100 ms; if it stood
/// still for more than 1% of the time; or if the clock jumped.
/// </summary>
internal sealed class GeneratorWatch
{
    private const double BusyShare = 0.95;
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan JumpNoticed = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly IGeneratorProbe _probe;
    private readonly LoadClock _clock;
    private readonly TimeSpan _gcAtStart;
    private TimeSpan _cpu;
    private TimeSpan _gc;
    private long _at;
    private TimeSpan _ahead;
    private TimeSpan _jumped;
    private TimeSpan _stood;
    private long _seconds;
    private long _busySeconds;
    private long _pausedSeconds;
    private long _starvedSeconds;
    private TimeSpan _longestGc;

    public GeneratorWatch(IGeneratorProbe probe, LoadClock clock)
    {
        (_probe, _clock) = (probe, clock);
        _cpu = probe.CpuTime;
        _gc = _gcAtStart = probe.GcPause;
    }

    /// <summary>Highest share of all cores within a second.</summary>
    public double PeakCpuShare { get; private set; }

    public TimeSpan GcPause => _gc - _gcAtStart;

    public TimeSpan ThreadPoolDelay { get; private set; }

    public GeneratorPauses Pauses { get; } = new();

    /// <summary>The process runs at this moment; due every <see cref="GeneratorPauses.BetweenLooks"/>.</summary>
    public (long From, long To)? LookForAPause() => Pauses.Look(_clock.Now);

    /// <summary>A second is over.</summary>
    public void Look()
    {
        var (now, cpu, gc) = (_clock.Now, _probe.CpuTime, _probe.GcPause);
        var ahead = (_clock.Time.GetUtcNow() - _clock.StartedAt) - TimeSpan.FromTicks(now);
        lock (_gate)
        {
            // Only forward: a machine that was suspended looks like that, and a clock set back harms no measurement. Jump by jump, for
            // a clock that was set back would otherwise hide a suspension after it.
            _jumped += ahead - _ahead > JumpNoticed ? ahead - _ahead : TimeSpan.Zero;
            _ahead = ahead;
            var elapsed = TimeSpan.FromTicks(now - _at);
            if (elapsed < TimeSpan.FromMilliseconds(500))
            {
                return;
            }

            _stood += elapsed > 2 * BetweenLooks ? elapsed - BetweenLooks : TimeSpan.Zero;

            var share = (cpu - _cpu) / elapsed / _probe.Cores;
            PeakCpuShare = Math.Max(PeakCpuShare, Math.Min(1, share));
            _longestGc = gc - _gc > _longestGc ? gc - _gc : _longestGc;
            _seconds++;
            _busySeconds += share >= BusyShare ? 1 : 0;
            _pausedSeconds += gc - _gc > LongPause ? 1 : 0;
            (_at, _cpu, _gc) = (now, cpu, gc);
        }

        _probe.MeasureThreadPool(Waited);
    }

    /// <summary>In words with the figure, why this generator's latency and throughput cannot be told; null where it kept up.</summary>
    public string? Bottleneck()
    {
        lock (_gate)
        {
            return _jumped > Jump
                ? Say($"the clock went {_jumped.TotalSeconds:0.0} s further than the load: the machine was suspended, or its time was set")
                : _stood.Ticks > _at * 0.01 ? Say(
                    $"it was paused for {_stood.TotalSeconds:0.0} s of {TimeSpan.FromTicks(_at).TotalSeconds:0} s")
                : TooOften(_busySeconds) ? Say(
                    $"its process used at least {BusyShare:0%} of all {_probe.Cores} cores in {Of(_busySeconds)}")
                : TooOften(_pausedSeconds) ? Say(
                    $"garbage collection took up to {_longestGc.TotalMilliseconds:0} ms of a second, over 100 ms in {Of(_pausedSeconds)}")
                : TooOften(_starvedSeconds) ? Say(
                    $"work waited up to {ThreadPoolDelay.TotalMilliseconds:0} ms for a thread, over 100 ms in {Of(_starvedSeconds)}")
                : null;
        }
    }

    private bool TooOften(long seconds) => seconds >= 2 && seconds > _seconds * 0.01;

    private void Waited(TimeSpan delay)
    {
        lock (_gate)
        {
            ThreadPoolDelay = delay > ThreadPoolDelay ? delay : ThreadPoolDelay;
            _starvedSeconds += delay > LongPause ? 1 : 0;
        }
    }

    private string Of(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds} of {_seconds} seconds");

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
