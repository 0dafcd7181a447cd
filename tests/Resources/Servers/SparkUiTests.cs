using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class SparkUiTests : IAsyncDisposable
{
    private const string Applications = "/api/v1/applications?status=running";
    private const string Executors = "/api/v1/applications/local-1/allexecutors";
    private const string OneApplication = """[{"id":"local-1","name":"anything"}]""";

    private readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private ScriptedUi _server = null!;

    [SetUp]
    public void Start() => _server = new ScriptedUi();

    [TearDown]
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Test]
    public async Task Read_RestApi_HasEveryFigureOfAnExecutor()
    {
        _server.Answers[Applications] = OneApplication;
        _server.Answers[Executors] = """
            [{"id":"1","isActive":false,"memoryUsed":7,"completedTasks":11,"failedTasks":2,"totalGCTime":155,"totalShuffleRead":30,
              "totalShuffleWrite":40,"peakMemoryMetrics":{"JVMHeapMemory":28627808,"Unknown":1},"unknown":{}},
             {"id":"driver","isActive":true}]
            """;

        var figures = await ReadAsync();

        figures.ApplicationId.ShouldBe("local-1");
        figures.Executors[0].ShouldBe(new ExecutorFigures
        {
            Id = "1",
            Alive = false,
            PeakHeapBytes = 28627808,
            GcTimeMs = 155,
            CompletedTasks = 11,
            FailedTasks = 2,
            ShuffleReadBytes = 30,
            ShuffleWriteBytes = 40,
            StorageMemoryBytes = 7,
        });
        figures.Executors[1].PeakHeapBytes.ShouldBe(0);
    }

    [Test]
    public async Task Read_SeveralApplications_TakesTheConnectServer()
    {
        _server.Answers[Applications] = """[{"id":"x","name":"etl"},{"id":"local-1","name":"Spark Connect server"}]""";
        _server.Answers[Executors] = """[{"id":"driver","isActive":true}]""";

        (await ReadAsync()).ApplicationId.ShouldBe("local-1");
    }

    [Test]
    public async Task Read_SeveralApplicationsNoneNamed_IsNotGuessed()
    {
        _server.Answers[Applications] = """[{"id":"x","name":"etl"},{"id":"y","name":"other"}]""";

        (await UnseenAsync()).ShouldContain("2 running applications, of which none is clearly the server");
    }

    [Test]
    public async Task Read_NothingThere_SaysWhatWasAskedAndNoPassword()
    {
        var message = await UnseenAsync();

        message.ShouldContain("/api/v1/applications?status=running answered 404");
        message.ShouldNotContain("secret");
    }

    [Test]
    public async Task Read_AnotherKindOfServer_SaysSo()
    {
        _server.Answers[Applications] = "<html>hello</html>";

        (await UnseenAsync()).ShouldContain("is not Spark's REST API");
    }

    [Test]
    public async Task Read_NoAnswer_GivesUpAfterItsPatience()
    {
        _server.Answers[Applications] = null;

        (await UnseenAsync(TimeSpan.FromMilliseconds(200))).ShouldContain("did not answer within 0");
    }

    [Test]
    public async Task Read_NobodyListens_SaysWhy()
    {
        var address = _server.Address;
        await _server.DisposeAsync();
        using var ui = new SparkUi(address, _patience);

        var unseen = await Should.ThrowAsync<UnseenException>(() => ui.ReadAsync(CancellationToken.None));

        unseen.Message.ShouldContain("could not be read (ConnectionError)");
        _server = new ScriptedUi();
    }

    [Test]
    public async Task Read_AddressBehindAProxyPath_KeepsThePath()
    {
        _server.Answers["/proxy/app" + Applications] = OneApplication;
        _server.Answers["/proxy/app" + Executors] = """[{"id":"driver","isActive":true}]""";
        using var ui = new SparkUi(new Uri(_server.Address, "proxy/app"), _patience);

        (await ui.ReadAsync(CancellationToken.None)).Executors.Count.ShouldBe(1);
    }

    private async Task<ApplicationFigures> ReadAsync()
    {
        using var ui = new SparkUi(_server.Address, _patience);
        return await ui.ReadAsync(CancellationToken.None);
    }

    private async Task<string> UnseenAsync(TimeSpan? patience = null)
    {
        using var ui = new SparkUi(_server.Address, patience ?? _patience);
        return (await Should.ThrowAsync<UnseenException>(() => ui.ReadAsync(CancellationToken.None))).Message;
    }
}
