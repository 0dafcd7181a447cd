using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Servers;

/// <summary>What a real Spark tells of single queries: one that waits for cores, one that computes, one that it runs no job for.</summary>
[Category("needs-spark")]
[CancelAfter(180_000)]
internal sealed class SlowQueryOnSparkTests
{
    private const string Tag = "sparkload-run-of-a-test";

    [TestCase("3.5.8")]
    [TestCase("4.1.1")]
    public async Task Query_OnABusyServer_QueuesAndAHeavyOneExecutes(string version, CancellationToken cancellationToken)
    {
        var target = await SharedHomes.ReachAsync(version, withTrips: false, cancellationToken);
        using var home = new TestHome(
            ("queries/heavy.sql", "-- Heavy.\n--\n-- rows: 1\n\nSELECT max(sha2(CAST(id AS STRING), 256)) FROM range(0, 1500000, 1, 2)"),
            ("queries/busy.sql", "-- Long.\n--\n-- rows: 1\n\nSELECT max(sha2(CAST(id AS STRING), 256)) FROM range(0, 20000000, 1, 40)"),
            ("queries/small.sql", "-- Small.\n--\n-- rows: 1\n\nSELECT count(*) FROM range(0, 100, 1, 2)"),
            ("queries/none.sql", "-- Without a job.\n--\n-- rows: 1\n\nSELECT * FROM VALUES (1)"));
        await using var client = new SparkLoadClient(
            new SparkSession(ConnectionString.Parse($"sc://{target.Info.Address}")), new PreparedQueries(QueryCatalog.Read(home.Folder)),
            new ClientTerms { Tags = [Tag] });
        await AskAsync("small");
        await AskAsync("heavy");

        var (none, alone) = (await AskAsync("none"), await AskAsync("heavy"));
        var busy = AskAsync("busy");
        await UntilAsync(jobs => jobs.Any(job => job.GetProperty("numActiveTasks").GetInt32() > 1));
        var queued = await AskAsync("small");
        await busy;
        var seen = await SlowQueryLookup.CompleteAsync(target.Ui!, [none, alone, queued], cancellationToken);

        foreach (var query in seen)
        {
            TestContext.Out.WriteLine($"Spark {version}, {query.Query}: {query.ScheduledMs:0} ms, {query.Server}");
        }

        seen[0].Server!.Note.ShouldNotBeNull().ShouldStartWith("Spark ran no job");
        seen[1].Server!.ExecutionMs!.Value.ShouldBeGreaterThan(seen[1].ScheduledMs / 2);
        seen[2].Server!.QueueingMs!.Value.ShouldBeGreaterThan(seen[2].ScheduledMs / 2);
        (await JobsAsync()).Count(job => job.GetRawText().Contains(Tag, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(5);

        async Task<SlowQuery> AskAsync(string query)
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await client.ExecuteAsync(new(query), cancellationToken);
            return new(0, query, null, 0, Stopwatch.GetElapsedTime(asked).TotalMilliseconds, answer.Attempts.Timing.OperationId, null);
        }

        async Task UntilAsync(Func<IEnumerable<JsonElement>, bool> holds)
        {
            while (!holds(await JobsAsync()))
            {
                await Task.Delay(50, cancellationToken);
            }
        }

        async Task<JsonElement[]> JobsAsync()
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var applications = JsonDocument.Parse(
                await http.GetStringAsync(new Uri(target.Ui!, "api/v1/applications"), cancellationToken));
            var id = applications.RootElement[0].GetProperty("id").GetString();
            return JsonSerializer.Deserialize<JsonElement[]>(
                await http.GetStringAsync(new Uri(target.Ui!, $"api/v1/applications/{id}/jobs"), cancellationToken))!;
        }
    }
}
