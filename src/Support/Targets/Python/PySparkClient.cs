using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Processes;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Python;

/// <summary>PySpark at work in a process of its own, under a watcher as everything that the suite starts.</summary>
public sealed class PySparkClient : IExternalClient
{
    private const string Script = "run_load.py";
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(10);
    private static readonly string Program = OperatingSystem.IsWindows() ? "python" : "python3";
    private static readonly string Source = ReadScript();

    private readonly PySparkPlace _place;
    private readonly PySparkOrder _order;
    private readonly TaskCompletionSource<PySparkLine> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Dictionary<long, PreparedQuery> _asked = [];
    private Action<ExternalQuery>? _ended;
    private TaskCompletionSource? _done;
    private WatchedProcess? _process;
    private volatile string? _version;

    private PySparkClient(PySparkPlace place, PySparkOrder order) => (_place, _order) = (place, order);

    /// <summary>Python's own process.</summary>
    public int ProcessId => _process!.ProcessId;

    /// <summary>For example <c>PySpark 4.1.1 (Python 3.11.7, DataFrame.collect)</c>.</summary>
    public string Description { get; private set; } = "PySpark";

    /// <summary>Starts it and has it open its sessions.</summary>
    /// <exception cref="TargetNotReachedException">There is no PySpark, it is another version, or a session does not open.</exception>
    internal static async Task<PySparkClient> StartAsync(PySparkPlace place, PySparkOrder order, CancellationToken cancellationToken)
    {
        var path = place.RequirePath();
        var client = new PySparkClient(place, order);
        try
        {
            client._process = await WatchedProcess.StartAsync(client.Command(path), cancellationToken).ConfigureAwait(false);
            await client.OpenAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (Exception e)
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw e is ProcessStartException
                ? new TargetNotReachedException($"{e.Message} The comparison with Python needs {Program} on the PATH.", e)
                : e;
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(ExternalSchedule schedule, Action<ExternalQuery> ended, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var prepared = schedule.Queries.Select(query => query.Query.Name).Distinct().ToDictionary(name => name, _order.Queries.Of);
        lock (_gate)
        {
            _asked = schedule.Queries.ToDictionary(query => query.N, query => prepared[query.Query.Name]);
            (_ended, _done) = (ended, done);
        }

        try
        {
            await SayAsync(PySparkLines.Of(schedule, Nanoseconds(schedule.Begin), _order.Queries), cancellationToken).ConfigureAwait(false);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), schedule.Begin) + schedule.Until + AfterTheEnd);
            await Task.WhenAny(done.Task, _process!.Exited).WaitAsync(limit.Token).ConfigureAwait(false);
            if (!done.Task.IsCompleted)
            {
                throw new ExternalClientException(
                    $"{Description} ended under load; its last lines (all in {_process.LogFile}):\n{_process.OutputTail}");
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ExternalClientException(string.Create(CultureInfo.InvariantCulture,
                $"{Description} did not report its last queries within {AfterTheEnd.TotalSeconds:0} seconds after the end; "
                + $"its output is in {_process!.LogFile}"), e);
        }
        finally
        {
            lock (_gate)
            {
                (_ended, _done) = (null, null);
            }
        }
    }

    /// <summary>Lets it release its sessions, for a few seconds, and ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync().ConfigureAwait(false);
        }
    }

    private WatchedCommand Command(string path) => new()
    {
        Name = _place.Name,
        Program = Program,
        Arguments = ["-c", Source],
        Environment = new Dictionary<string, string?>
        {
            ["PYTHONPATH"] = path,
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["PYTHONIOENCODING"] = "utf-8",
            // These would make it connect to, or start, something else.
            ["SPARK_REMOTE"] = null,
            ["SPARK_HOME"] = null,
            ["SPARK_CONNECT_MODE_ENABLED"] = null,
            // It is told the token, and whether there is one.
            [SecureFiles.SparkToken] = null,
        },
        LogFile = _place.NewLogFile(),
        OutputLine = Take,
    };

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_order.OpenLimit);
        try
        {
            await SayAsync(PySparkLines.Of(_order), limit.Token).ConfigureAwait(false);
            await Task.WhenAny(_opened.Task, _process!.Exited).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TargetNotReachedException(string.Create(CultureInfo.InvariantCulture,
                $"{_place.Name} did not open its sessions on {_order.Server} within {_order.OpenLimit.TotalSeconds:0} seconds; "
                + $"its output is in {_process!.LogFile}"), e);
        }

        if (!_opened.Task.IsCompleted)
        {
            throw new TargetNotReachedException(
                $"{_place.Name} ended before it opened its sessions; "
                + $"its last lines (all in {_process!.LogFile}):\n{_process.OutputTail}");
        }

        var opened = await _opened.Task.ConfigureAwait(false);
        // A clock of its own would make every latency wrong; the line itself takes a moment to come.
        var apart = Stopwatch.GetElapsedTime(0, Stopwatch.GetTimestamp()) - TimeSpan.FromMicroseconds(opened.Clock / 1000.0);
        if (apart < TimeSpan.Zero || apart > TimeSpan.FromSeconds(5))
        {
            throw new TargetNotReachedException(
                $"Python's clock and the suite's differ by {apart}, so the two cannot follow the same schedule.");
        }

        Description = $"PySpark {_version} (Python {opened.Python}, {opened.Reading})";
    }

    /// <summary>Takes a line of output, on the thread that reads it.</summary>
    private void Take(string line)
    {
        if (PySparkLines.Read(line) is not { } said)
        {
            return;
        }

        _version = said.Version ?? _version;
        if (said.Problem is { } problem)
        {
            _opened.TrySetException(new TargetNotReachedException(
                $"{_place.Name} cannot be used ({_place.Setting} says where it is): {_order.Hide(problem)}"));
        }
        else if (said.Version is { } version && _place.Version is { } needed && version != needed)
        {
            _opened.TrySetException(new TargetNotReachedException(
                $"{_place.Setting} brings PySpark {version}, but the comparison on {_order.Server} needs {_place.Name}: "
                + "set it to a PYTHONPATH with that one."));
        }
        else if (said.Opened is not null)
        {
            _opened.TrySetResult(said);
        }
        else
        {
            TakeOfLoad(said);
        }
    }

    private void TakeOfLoad(PySparkLine said)
    {
        lock (_gate)
        {
            if (said.Done)
            {
                _done?.TrySetResult();
            }
            else if (said.N is { } n && _asked.TryGetValue(n, out var query))
            {
                _ended?.Invoke(Judged(said, n, query));
            }
        }
    }

    private ExternalQuery Judged(PySparkLine said, long n, PreparedQuery query)
    {
        var ended = new ExternalQuery(n, Ticks(said.Started), Ticks(said.Ended), said.Outcome);
        return said switch
        {
            { Outcome: QueryOutcome.Failed, Error: { } error } when query.FailsWith(error.Class) =>
                ended with { Outcome = QueryOutcome.Succeeded, Answer = QueryAnswer.StatedError() },
            { Error: { } error } => ended with { Error = new(error.Class, error.State, query.Told(_order.Hide(error.Message))) },
            { Outcome: QueryOutcome.Succeeded } when query.Refused(said.Rows) is { } refused =>
                ended with { Outcome = QueryOutcome.Failed, Error = refused },
            _ => ended with { Answer = new QueryAnswer(said.Rows, 0, query.ExpectedRows) },
        };
    }

    private async Task SayAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            await _process!.Input.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It is gone, which is seen where its end is awaited.
        }
    }

    // Python's time.perf_counter_ns reads the clock of Stopwatch: CLOCK_MONOTONIC, mach_absolute_time, QueryPerformanceCounter.
    private static long Nanoseconds(long timestamp) => (long)((decimal)timestamp * 1_000_000_000 / Stopwatch.Frequency);

    private static TimeSpan? Ticks(long? ticks) => ticks is { } count ? TimeSpan.FromTicks(count) : null;

    private static string ReadScript()
    {
        using var stream = typeof(PySparkClient).Assembly.GetManifestResourceStream(Script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
