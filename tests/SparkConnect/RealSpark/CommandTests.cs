using Apache.Arrow;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

[Category("needs-spark")]
[TestFixture("3.5.8", false)]
[TestFixture("3.5.8", true)]
[TestFixture("4.1.1", false)]
[TestFixture("4.1.1", true)]
internal sealed class CommandTests(string version, bool hurried)
{
    // Spark can lose an interrupt that comes just before the query's job starts, and then works on for nobody: so it is bounded, sleeps
    // instead of computing, and has one task, which leaves the other core to the tests that follow.
    private const string HalfAMinute =
        "SELECT COUNT(slept) FROM (SELECT java_method('java.lang.Thread', 'sleep', CAST(10 AS BIGINT)) AS slept FROM range(0, 3000, 1, 1))";
    private static readonly TimeSpan UntilItsJobRuns = TimeSpan.FromSeconds(1);

    private SparkSession _session = null!;

    [SetUp]
    public async Task OpenAsync() =>
        _session = new SparkSession(ConnectionString.Parse((await SharedServers.GetAsync(version, hurried)).Address));

    [TearDown]
    public async Task CloseAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task Command_ThatWrites_IsExecutedOnce(CancellationToken token)
    {
        var table = $"t_{Guid.NewGuid():N}";
        await _session.ExecuteCommandAsync($"CREATE TABLE {table} (id BIGINT) USING parquet", cancellationToken: token);
        await _session.ExecuteCommandAsync($"INSERT INTO {table} SELECT id FROM range(10)", cancellationToken: token);

        (await _session.DrainAsync($"SELECT * FROM {table}", cancellationToken: token)).Rows.ShouldBe(10);
        await _session.ExecuteCommandAsync($"DROP TABLE {table}", cancellationToken: token);
    }

    [Test, CancelAfter(60_000)]
    public async Task Schema_OfQuery_IsToldWithoutRunningIt(CancellationToken token)
    {
        var schema = await _session.GetSchemaAsync(
            "SELECT 1 AS a, CAST(1 AS DECIMAL(10,2)) AS b, array('x') AS c, INTERVAL '1' DAY AS d", cancellationToken: token);

        schema.ToString().ShouldBe("a INT NOT NULL, b DECIMAL(10,2), c ARRAY<STRING> NOT NULL, d INTERVAL DAY NOT NULL");
        (await _session.ExplainAsync("SELECT id FROM range(3)", ExplainMode.Extended, token)).ShouldContain("Physical Plan");
    }

    [Test, CancelAfter(90_000)]
    public async Task Interrupt_ByTagAndOperationAndAll_EndsWhatRuns(CancellationToken token)
    {
        var id = Guid.NewGuid();
        (Task<DrainResult> Query, Func<Task<IReadOnlyList<string>>> Interrupt)[] ways =
        [
            (_session.DrainAsync(HalfAMinute, new ExecuteOptions {
                Tags = ["slow"] }, token), () => _session.InterruptTagAsync("slow", token)),
            (_session.DrainAsync(HalfAMinute, new ExecuteOptions {
                OperationId = id }, token), () => _session.InterruptOperationAsync(id, token)),
            (_session.DrainAsync(HalfAMinute, cancellationToken: token), () => _session.InterruptAllAsync(token)),
        ];
        await Task.Delay(UntilItsJobRuns, token);
        foreach (var (query, interrupt) in ways)
        {
            while (!query.IsCompleted && (await interrupt()).Count == 0)
            {
                await Task.Delay(50, token);
            }

            (await Should.ThrowAsync<SparkException>(() => query)).ErrorClass.ShouldBe("OPERATION_CANCELED");
        }

        (await _session.InterruptAllAsync(token)).ShouldBeEmpty();
    }

    [Test, CancelAfter(60_000)]
    public async Task Cancellation_OfRunningQuery_StopsItOnTheServer(CancellationToken token)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var query = _session.DrainAsync(HalfAMinute, new ExecuteOptions { Tags = ["given-up"] }, source.Token);
        await Task.Delay(UntilItsJobRuns, token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => query);
        // Released, it cannot be found any more; before that an interrupt would name it.
        await Task.Delay(2000, token);
        (await _session.InterruptTagAsync("given-up", token)).ShouldBeEmpty();
    }

    [Test, CancelAfter(60_000)]
    public async Task TimeLimit_OfRunningQuery_StopsItOnTheServer(CancellationToken token)
    {
        var options = new ExecuteOptions { Tags = ["late"], TimeLimit = 2 * UntilItsJobRuns };

        await Should.ThrowAsync<TimeoutException>(() => _session.DrainAsync(HalfAMinute, options, token));

        await Task.Delay(2000, token);
        (await _session.InterruptTagAsync("late", token)).ShouldBeEmpty();
    }

    [Test, CancelAfter(60_000)]
    public async Task Session_ClosedUnderRunningQuery_StopsItOnTheServer(CancellationToken token)
    {
        var id = Guid.NewGuid();
        var address = (await SharedServers.GetAsync(version, hurried)).AddressWith($"user_id=both;session_id={id}");
        await using var other = new SparkSession(ConnectionString.Parse(address));
        var operation = Guid.NewGuid();
        await using (var session = new SparkSession(ConnectionString.Parse(address)))
        {
            var query = session.DrainAsync(HalfAMinute, new ExecuteOptions { OperationId = operation }, token);
            await Task.Delay(UntilItsJobRuns, token);
            await session.DisposeAsync();
            var error = await Should.ThrowAsync<Exception>(() => query);
            (error is SparkException or ObjectDisposedException).ShouldBeTrue(error.ToString());
        }

        if (version == "3.5.8")
        {
            // 4.x has forgotten the whole session with it.
            (await other.InterruptOperationAsync(operation, token)).ShouldBeEmpty();
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Observer_OfQuery_HearsSchemaMetricsAndOn411Progress(CancellationToken token)
    {
        var observer = new Recording();

        await _session.DrainAsync("SELECT COUNT(*) AS n FROM range(100000)", new ExecuteOptions { Observer = observer }, token);

        observer.Schema!.ToString().ShouldBe("n BIGINT NOT NULL");
        observer.Metrics.ShouldContain(node => node.Values.Any(value => value.Key == "numOutputRows"));
        if (version == "4.1.1")
        {
            observer.Progress.ShouldNotBeEmpty();
            observer.Progress[^1].Stages.ShouldAllBe(stage => stage.Tasks > 0 && stage.CompletedTasks <= stage.Tasks);
        }
    }

    private sealed class Recording : IExecutionObserver
    {
        public SparkSchema? Schema { get; private set; }

        public List<PlanMetrics> Metrics { get; } = [];

        public List<ExecutionProgress> Progress { get; } = [];

        public void OnSchema(SparkSchema schema) => Schema = schema;

        public void OnProgress(ExecutionProgress progress) => Progress.Add(progress);

        public void OnMetrics(IReadOnlyList<PlanMetrics> metrics) => Metrics.AddRange(metrics);
    }
}
