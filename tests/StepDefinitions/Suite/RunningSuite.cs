using System.Diagnostics;
using System.Text;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A run of the suite that is under way: the command that started it, and every process that came of it.</summary>
internal sealed class RunningSuite : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private readonly Process _command;
    private readonly string _mark;
    private readonly StringBuilder _output = new();

    /// <param name="start">The command.</param>
    /// <param name="reports">Its folder for reports, which no other run has: all its processes inherit the variable.</param>
    public RunningSuite(ProcessStartInfo start, string reports)
    {
        _mark = $"SPARKLOAD_REPORTS={reports}\0";
        _command = Process.Start(start)!;
        _command.OutputDataReceived += (_, line) => Append(line.Data);
        _command.ErrorDataReceived += (_, line) => Append(line.Data);
        _command.BeginOutputReadLine();
        _command.BeginErrorReadLine();
    }

    public int CommandId => _command.Id;

    public int ExitCode => _command.ExitCode;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public async Task WaitForEndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _command.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The suite took longer than {Limit}. It printed:\n{Output}");
        }
    }

    /// <param name="text">What is printed.</param>
    /// <param name="times">How often.</param>
    public async Task WaitForOutputAsync(string text, int times = 1)
    {
        var watch = Stopwatch.StartNew();
        while (Output.Split(text).Length <= times)
        {
            if (_command.HasExited || watch.Elapsed > Limit)
            {
                throw new TimeoutException($"The suite never printed \"{text}\". It printed:\n{Output}");
            }

            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Waits until no process of the run is left.</summary>
    /// <returns>Those that are left when the limit is over.</returns>
    public async Task<IReadOnlyList<int>> LeftAfterAsync(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        var left = Processes();
        while (left.Count > 0 && watch.Elapsed < limit)
        {
            await Task.Delay(BetweenLooks);
            left = Processes();
        }

        return left;
    }

    /// <summary>The processes of the run that are alive, by their environment: parents change when a process in between ends.</summary>
    /// <param name="commandLine">Only those whose command line has this text.</param>
    public List<int> Processes(string commandLine = "") =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(folder)
           where int.TryParse(name, out _) && Read(folder, "environ").Contains(_mark, StringComparison.Ordinal)
           where Read(folder, "cmdline").Contains(commandLine, StringComparison.Ordinal)
           select int.Parse(name, System.Globalization.CultureInfo.InvariantCulture),
    ];

    public void Dispose()
    {
        foreach (var id in Processes())
        {
            Kill(id);
        }

        _command.Dispose();
    }

    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
        }
    }

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
