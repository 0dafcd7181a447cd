using System.Diagnostics;
using SparkLoad.Resources.Processes;

namespace SparkLoad.Specs.Suite;

/// <summary>The processes that the suite runs for: the runner that started the test host, and the `dotnet` above it that a person started.</summary>
internal sealed class CallingProcesses
{
    private readonly int? _runner = ParentProcess.Of(Environment.ProcessId);
    private readonly int? _command;

    public CallingProcesses() => _command = CommandAbove(_runner);

    /// <summary>One of them has ended before the suite, so nobody waits for its result. Never where the system does not show who started whom.</summary>
    public bool OneHasEnded =>
        (_runner is not null && ParentProcess.Of(Environment.ProcessId) != _runner)
        || (_command is not null && ParentProcess.Of(_runner!.Value) != _command);

    /// <summary>Null where something else than `dotnet` started the runner, such as a shell that may end before the run.</summary>
    private static int? CommandAbove(int? runner) =>
        runner is { } id && ParentProcess.Of(id) is { } above && NameOf(above) == "dotnet" ? above : null;

    private static string? NameOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
