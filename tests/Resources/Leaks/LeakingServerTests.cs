using System.Globalization;
using System.Runtime.Versioning;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.SparkConnect;

namespace SparkLoad.Resources.Tests.Leaks;

/// <summary>A server leaks for real with every query, in the time of a load that is only played.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
[CancelAfter(240_000)]
internal sealed class LeakingServerTests
{
    private const int QueriesPerMinute = 10;
    private const int WarmUp = 300;
    private const string Listening = "listening http://";

    [Test]
    public async Task Growth_ServerThatLeaksWithEveryQuery_IsNotMet(CancellationToken cancellationToken)
    {
        var row = HalfAnHour.Judge(
            "server memory growth", await WatchAsync(HalfAnHour.LeakedBytesPerMinute / QueriesPerMinute, cancellationToken));

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, CriteriaText.Table([row]));
    }

    [Test]
    public async Task Growth_TheSameServerWithoutTheFault_IsMet(CancellationToken cancellationToken)
    {
        var row = HalfAnHour.Judge("server memory growth", await WatchAsync(leakBytes: 0, cancellationToken));

        row.Verdict.ShouldBe(CriterionVerdict.Met, CriteriaText.Table([row]));
    }

    private static async Task<ResourcesResult> WatchAsync(int leakBytes, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sparkload-leak-").FullName;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await using var process = await WatchedProcess.StartAsync(Command(folder, address), cancellationToken);
            await using var session = new SparkSession(ConnectionString.Parse($"sc://{await address.Task.WaitAsync(cancellationToken)}"));
            await AskAsync(session, WarmUp, cancellationToken);
            await session.SetConfigAsync(
                "sparkload.embedded.fault.leakBytes", leakBytes.ToString(CultureInfo.InvariantCulture), cancellationToken);
            using var server = new ServerProcess(new LinuxProcessTree(process.ProcessId));
            server.Begin();
            for (var minute = 0; minute < HalfAnHour.Minutes; minute++)
            {
                await AskAsync(session, QueriesPerMinute, cancellationToken);
                server.Sample(TimeSpan.FromMinutes(minute + 0.5));
            }

            server.Sample(TimeSpan.FromMinutes(HalfAnHour.Minutes));
            return new ResourcesResult(Client: null, server.Result());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AskAsync(SparkSession session, int queries, CancellationToken cancellationToken)
    {
        for (var query = 0; query < queries; query++)
        {
            await session.DrainAsync("SELECT 1 AS one", cancellationToken: cancellationToken);
        }
    }

    private static WatchedCommand Command(string folder, TaskCompletionSource<string> address) => WatchedCommand.ForAssembly(
        "The embedded endpoint", Neighbour.Path("EmbeddedSpark"), ["--port", "0"], Path.Combine(folder, "endpoint.log")) with
    {
        OutputLine = line =>
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                address.TrySetResult(line[Listening.Length..].TrimEnd('/'));
            }
        },
    };
}
