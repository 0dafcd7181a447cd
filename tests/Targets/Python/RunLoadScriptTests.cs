using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Results;
using SparkLoad.Targets.Python;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Python;

/// <summary>The script that carries PySpark's side, with a stand-in for PySpark that counts what it is told.</summary>
[Category("needs-python")]
[CancelAfter(60_000)]
internal sealed class RunLoadScriptTests
{
    private const string Version = "4.1.1";
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-script").FullName;

    [OneTimeSetUp]
    public void WriteTheStandIn()
    {
        if (!PythonIsThere())
        {
            Assert.Ignore("Needs python3 on the PATH.");
        }

        Write("pyspark/__init__.py", $"__version__ = '{Version}'");
        Write("pyspark/sql/__init__.py", "");
        Write("pyspark/sql/connect/__init__.py", "");
        Write("pyspark/sql/connect/client/__init__.py", "");
        Write("pyspark/sql/connect/client/core.py", "class ChannelBuilder:\n    def __init__(self, url, options): pass");
        Write("pyspark/sql/connect/dataframe.py", "class DataFrame:\n    pass");
        // As many rows as sql() was called so far, so that the number of executions is in the answer.
        Write("pyspark/sql/connect/session.py", """
            class Frame:
                def __init__(self, session): self.session = session
                def collect(self): return [0] * self.session.told

            class Client:
                def set_retry_policies(self, policies): pass

            class SparkSession:
                told = 0
                client = Client()
                class builder:
                    @staticmethod
                    def channelBuilder(builder): return SparkSession.builder
                    @staticmethod
                    def create(): return SparkSession()
                def sql(self, text):
                    self.told += 1
                    return Frame(self)
                def interruptAll(self): pass
                def stop(self): pass
            """);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Query_AskedAgain_IsOneExecutionEachTime(CancellationToken cancellationToken)
    {
        await using var python = await StartAsync(cancellationToken);
        var ended = new List<ExternalQuery>();

        await python.RunAsync(Schedule("select one", "select one"), ended.Add, cancellationToken);
        await python.RunAsync(Schedule("select one"), ended.Add, cancellationToken);

        ended.Select(query => query.Outcome).ShouldAllBe(outcome => outcome == QueryOutcome.Succeeded);
        ended.Select(query => query.Answer.Rows).ShouldBe([1, 1, 1]);
    }

    [Test]
    public async Task Log_OfASecondPySpark_IsAFileOfItsOwn(CancellationToken cancellationToken)
    {
        await using (await StartAsync(cancellationToken))
        {
        }

        var before = Directory.GetFiles(_folder, "pyspark-*.log").Length;
        await using (await StartAsync(cancellationToken))
        {
        }

        Directory.GetFiles(_folder, "pyspark-*.log").Length.ShouldBe(before + 1);
    }

    private static bool PythonIsThere()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["--version"]) { RedirectStandardOutput = true })!;
            return python.WaitForExit(10_000);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ExternalSchedule Schedule(params string[] queries) => new(
        Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10),
        [.. queries.Select((query, n) => new PlannedQuery(0, n, TimeSpan.FromMilliseconds(20 * n), new(query)))],
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(20));

    private Task<PySparkClient> StartAsync(CancellationToken cancellationToken) => PySparkClient.StartAsync(
        new PySparkPlace(SparkName.OfVersion(Version), Version, _folder, _folder),
        new PySparkOrder
        {
            Server = "the stand-in",
            Connection = SparkConnect.ConnectionString.Parse("sc://127.0.0.1:1"),
            Clients = 1,
            OwnConnections = true,
            Retries = false,
            Arrow = false,
            Setup = [],
            Queries = new PreparedQueries(SuiteQueries.All),
        },
        cancellationToken);

    private void Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(_folder, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
