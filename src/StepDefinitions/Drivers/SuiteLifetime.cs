using System.Globalization;
using System.Runtime.InteropServices;

namespace SparkLoad.Specs.Drivers;

/// <summary>
/// Tells when the suite has to stop: on Ctrl-C, on SIGTERM, or when the process that started the test host is gone.
/// `dotnet test` returns at once on Ctrl-C while its test host lives on, and would send load for the rest of the run; killed, it
/// leaves the runner between the two behind, so that one's parent is looked at, too.
/// </summary>
internal sealed class SuiteLifetime : IDisposable
{
    /// <summary>What the suite gets to write its results and release its servers before it is ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan LookForParent = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Timer _parentWatch;
    private readonly int? _parent = ParentOf("self");
    private readonly int? _command;

    public SuiteLifetime()
    {
        _command = CommandAbove(_parent);
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
        _parentWatch = new Timer(_ => StopIfOrphaned(), null, LookForParent, LookForParent);
    }

    /// <summary>Cancelled once the suite has to stop; whoever sends load breaks off.</summary>
    public CancellationToken Ended => _ended.Token;

    public void Dispose()
    {
        _parentWatch.Dispose();
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

    private void StopIfOrphaned()
    {
        if ((_parent is not null && ParentOf("self") != _parent) || (_command is not null && ParentOf(Text(_parent!.Value)) != _command))
        {
            _parentWatch.Change(Timeout.Infinite, Timeout.Infinite);
            Stop();
        }
    }

    private void Stop()
    {
        _ended.Cancel();
        // The watchers end every server once this process is gone, so leaving late costs more than leaving early.
        _ = new Timer(_ => Environment.Exit(130), null, Grace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The `dotnet` that started the runner; null where something else did, such as a shell that may end before the run.</summary>
    private static int? CommandAbove(int? runner) =>
        runner is { } id && ParentOf(Text(id)) is { } above && NameOf(above) == "dotnet" ? above : null;

    private static string Text(int processId) => processId.ToString(CultureInfo.InvariantCulture);

    private static string? NameOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{Text(processId)}/comm").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null where the system does not show it.</summary>
    private static int? ParentOf(string process)
    {
        try
        {
            const int ParentAfterName = 1;
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(afterName[ParentAfterName], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
