using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using SparkLoad.SparkConnect.Tests.Scripted;
using SparkLoad.SparkConnect.Tests.Telemetry;

namespace SparkLoad.SparkConnect.Tests.Security;

[CancelAfter(30_000)]
internal sealed class TokenFileTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-token").FullName;
    private readonly FakeTimeProvider _time = new();
    private string _path = "";
    private TokenFile _file = null!;

    [SetUp]
    public void Open()
    {
        _path = Path.Combine(_folder, "token");
        File.Delete(_path);
        File.WriteAllText(_path, "first-token\n");
        _file = TokenFile.Open(_path, _time);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("")]
    [TestCase("\r\n")]
    [TestCase("Bearer hidden")]
    [TestCase("hidden\nhidden")]
    [TestCase("hidden\u00e9")]
    [TestCase("hidden\0")]
    public void Open_OfFileWithoutAToken_NamesFileAndFault(string content)
    {
        File.WriteAllText(_path, content);

        Refused(_path).ShouldBe(content.Trim().Length == 0
            ? $"the file '{_path}' is empty"
            : $"the file '{_path}' holds more than a token, which is one line of printable ASCII characters without blanks");
    }

    [Test]
    public void Open_OfWhatIsNoFile_SaysSo()
    {
        Refused($"{_path}.none").ShouldBe($"there is no file '{_path}.none'");
        Refused(_folder).ShouldBe($"the file '{_folder}' may not be read by this user, or is a folder");
        File.WriteAllText(_path, new string('x', 20_000));
        Refused(_path).ShouldBe($"the file '{_path}' is longer than a token may be (16384 bytes)");
    }

    [Test]
    public void Token_ReplacedInPlaceOrByALink_IsReadAgainOnceASecond()
    {
        _file.Current.ShouldBe("first-token");
        // Of the same length, and written so fast that no time stamp need differ.
        File.WriteAllText(_path, "later-token");
        _file.Current.ShouldBe("first-token");
        _time.Advance(TimeSpan.FromSeconds(1));
        _file.Current.ShouldBe("later-token");

        // As Kubernetes replaces a secret: what changes is a link on the way.
        var (one, two) = (Path.Combine(_folder, "one"), Path.Combine(_folder, "two"));
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(two);
        File.WriteAllText(Path.Combine(one, "token"), "token-one");
        File.WriteAllText(Path.Combine(two, "token"), "token-two");
        var link = Path.Combine(_folder, "data");
        Directory.CreateSymbolicLink(link, one);
        var linked = TokenFile.Open(Path.Combine(link, "token"), _time);
        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, two);
        _time.Advance(TimeSpan.FromSeconds(1));
        linked.Current.ShouldBe("token-two");
    }

    [Test]
    public void Token_WhoseFileIsGoneForAWhile_IsKeptAndToldOnceEachTime()
    {
        for (var time = 0; time < 2; time++)
        {
            File.Delete(_path);
            Later().ShouldBe("first-token");
            Later().ShouldBe("first-token");
            _file.Fault.ShouldBe($"there is no file '{_path}'");
            _file.TakeFault().ShouldBe(_file.Fault);
            _file.TakeFault().ShouldBeNull();
            File.WriteAllText(_path, "first-token");
            Later().ShouldBe("first-token");
            _file.Fault.ShouldBeNull();
        }
    }

    [Test]
    public async Task Load_WhoseTokenIsReplacedWhileTheOldOneIsRefused_HasNoFailedQuery([Values] bool refusedInHttp, [Values] bool asked)
    {
        var gate = new Gate("first-token", refusedInHttp);
        await using var spark = await StartAsync(gate);
        await using var session = Session(spark);
        for (var query = 0; query < 30; query++)
        {
            if (query is 10 or 20)
            {
                File.WriteAllText(_path, $"token-{query}");
                gate.Token = $"token-{query}";
            }

            spark.Streams.Enqueue(turn => turn.CompleteAsync());
            await (asked ? (Task)session.GetVersionAsync() : session.DrainAsync("SELECT 1"));
        }

        gate.Refused.ShouldContain("Bearer first-token");
        gate.Refused.ShouldNotContain("Bearer token-20");
    }

    [Test]
    public async Task Stream_RefusedAfterItsFirstMessage_IsReattachedWithTheNewToken()
    {
        var gate = new Gate("first-token", inHttp: false);
        await using var spark = await StartAsync(gate);
        await using var session = Session(spark);
        spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            gate.Token = "second-token";
            await File.WriteAllTextAsync(_path, gate.Token);
            throw StreamTurn.Error("token expired", Grpc.Core.StatusCode.Unauthenticated);
        });
        spark.Streams.Enqueue(turn => turn.CompleteAsync());

        var result = await session.DrainAsync("SELECT 1");

        result.Rows.ShouldBe(1);
        (result.Attempts.Retries, result.Attempts.Reattaches, result.Attempts.Resubmits).ShouldBe((1, 1, 0));
    }

    [Test]
    public async Task Token_RefusedForGood_IsTriedOnceAndInNoOutput([Values] bool refusedInHttp, [Values] bool kept)
    {
        var gate = new Gate("another", refusedInHttp);
        await using var spark = await StartAsync(gate);
        using var log = new RecordingLog();
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SparkLoad.SparkConnect",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var session = Session(spark, new() { Retry = RetryPolicy.Standard, LoggerFactory = log });
        if (kept)
        {
            File.Delete(_path);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var error = await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"));
        var other = await Should.ThrowAsync<SparkException>(() => session.GetVersionAsync());
        await session.DisposeAsync();

        error.Message.ShouldEndWith($"{(refusedInHttp
            ? "HTTP 401 (Unauthorized) came in place of a gRPC answer, for a request with a token"
            : "Bearer … is no token of ours")}{(kept && refusedInHttp ? $", the last one because there is no file '{_path}'" : "")}{
            (refusedInHttp ? "." : "")}");
        error.Obstacle!.Cause.Contains($", the last one because there is no file '{_path}'", StringComparison.Ordinal).ShouldBe(kept);
        gate.Refused.Count(token => token == "Bearer first-token").ShouldBe(gate.Refused.Count);
        error.Attempts.Retries.ShouldBe(0);
        log.Own.Count(e => e.Name == "TokenKept").ShouldBe(kept ? 1 : 0);
        spans.Count.ShouldBe(2);
        var told = spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag}").Append($"{span.StatusDescription} {span.DisplayName}"));
        $"{error}{other}{log}{session}{_file}{ConnectionOf(spark)}{string.Join('\n', told)}".ShouldNotContain("first-token");
    }

    private ConnectionString ConnectionOf(ScriptedSpark spark) =>
        ConnectionString.Parse(spark.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)) with { TokenFile = _file };

    private SparkSession Session(ScriptedSpark spark, SparkSessionOptions? options = null) => new(ConnectionOf(spark), options);

    private static async Task<ScriptedSpark> StartAsync(Gate gate)
    {
        var spark = await ScriptedSpark.StartAsync();
        spark.Gate = gate;
        return spark;
    }

    private string Later()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return _file.Current;
    }

    private static string Refused(string path)
    {
        var error = Should.Throw<InvalidDataException>(() => TokenFile.Open(path));
        $"{error}".ShouldNotContain("hidden");
        return error.Message;
    }
}
