using System.Runtime.InteropServices;
using SparkLoad.Processes;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// Tells when the suite has to stop: on Ctrl-C, on SIGTERM, or when a process that it runs for is gone. `dotnet test` returns at once
/// on Ctrl-C while its test host lives on, and would send load for the rest of the run; killed, it leaves the runner between the two
/// behind.
/// </summary>
internal sealed class SuiteLifetime : IDisposable
{
    /// <summary>What the suite gets to write its results and release its servers before it is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan LookForCallers = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Timer _callerWatch;
    private readonly CallingProcesses _callers = new();

    // A timer that nothing holds is collected, and never fires.
    private Timer? _exit;

    public SuiteLifetime()
    {
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
        _callerWatch = new Timer(_ => StopIfDeserted(), null, LookForCallers, LookForCallers);
    }

    /// <summary>Cancelled once the suite has to stop; what sends load then stops.</summary>
    public CancellationToken Ended => _ended.Token;

    public void Dispose()
    {
        _callerWatch.Dispose();
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _ended.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        Stop();
    }

    private void StopIfDeserted()
    {
        if (_callers.OneHasEnded)
        {
            _callerWatch.Change(Timeout.Infinite, Timeout.Infinite);
            Stop();
        }
    }

    private void Stop()
    {
        _ended.Cancel();
        // The watchers end every server once this process is gone, so leaving late costs more than leaving early.
        _exit = new Timer(_ => Environment.Exit(130), null, Grace, Timeout.InfiniteTimeSpan);
    }
}
