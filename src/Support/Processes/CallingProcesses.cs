using System.Diagnostics;
using System.Globalization;

namespace SparkLoad.Processes;

/// <summary>
/// The processes that the suite runs for: the runner that started the test host, and the `dotnet` above it that a person started.
/// </summary>
public sealed class CallingProcesses
{
    private readonly int? _runner = ParentOf(Environment.ProcessId);
    private readonly int? _command;

    public CallingProcesses() => _command = CommandAbove(_runner);

    /// <summary>
    /// One of them has ended before the suite, so nobody waits for its result. Never where the system does not show who started whom.
    /// </summary>
    public bool OneHasEnded =>
        (_runner is not null && ParentOf(Environment.ProcessId) != _runner)
        || (_command is not null && ParentOf(_runner!.Value) != _command);

    /// <summary>Null where something else than `dotnet` started the runner, such as a shell that may end before the run.</summary>
    private static int? CommandAbove(int? runner) =>
        runner is { } id && ParentOf(id) is { } above && NameOf(above) == "dotnet" ? above : null;

    /// <summary>
    /// The process that started another, or that adopted it when its own parent had ended; null where <c>/proc</c> does not tell.
    /// </summary>
    private static int? ParentOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            // After the program's name, which stands in parentheses and may hold some, come the state and the parent (proc(5)).
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

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
