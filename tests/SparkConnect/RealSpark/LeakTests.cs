using System.Diagnostics;
using System.Globalization;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>What queries leave behind on the server, counted in its heap, and in this process.</summary>
[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class LeakTests(string version)
{
    private const long MostGrowth = 2 * 1024 * 1024;

    [Test, CancelAfter(240_000)]
    public Task Server_AfterQueriesOfEveryEnd_HoldsNoOperation(CancellationToken token) => HoldNothingAfterAsync(300, token);

    [Test, Explicit("By hand: the same, over 60 times as often, takes about 20 minutes."), CancelAfter(7_200_000)]
    public Task LongProof_OfLeaks_HoldsNoOperationAfterManyQueries(CancellationToken token) => HoldNothingAfterAsync(20_000, token);

    private async Task HoldNothingAfterAsync(int queries, CancellationToken token)
    {
        // Spark 3.5.8 keeps a cancelled stream's thread, and its operation, until that stream's longest duration is over.
        var server = await SharedServers.GetAsync(version, hurried: version == "3.5.8");
        if (server.ProcessId == 0)
        {
            SparkServer.OwnHomeOrIgnore(version);
        }

        // Enough that the client's own code is compiled.
        await UseAsync(server, 60, token);
        var before = await CountAsync(server, token);
        var handles = Handles();

        // The pools of arrays, gRPC's and ours, fill once, and later where more threads take part; what leaks does so each time.
        var grown = long.MaxValue;
        for (var turn = 0; turn < 3 && grown >= MostGrowth; turn++)
        {
            var memory = GC.GetTotalMemory(forceFullCollection: true);
            await UseAsync(server, queries, token);
            grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        }

        var after = await CountAsync(server, token);
        for (var i = 0; i < 20 && after.Operations > before.Operations; i++)
        {
            await Task.Delay(1000, token);
            after = await CountAsync(server, token);
        }

        after.Operations.ShouldBeLessThanOrEqualTo(before.Operations);
        if (version == "4.1.1")
        {
            after.Sessions.ShouldBeLessThanOrEqualTo(before.Sessions);
        }

        Handles().ShouldBeLessThan(handles + 20);
        grown.ShouldBeLessThan(MostGrowth);
    }

    private static async Task UseAsync(SparkServer server, int queries, CancellationToken token)
    {
        await using var session = new SparkSession(ConnectionString.Parse(server.Address));
        for (var i = 0; i < queries; i++)
        {
            switch (i % 10)
            {
                case 3:
                    using (var source = CancellationTokenSource.CreateLinkedTokenSource(token))
                    {
                        source.CancelAfter(TimeSpan.FromMilliseconds(i % 40));
                        await Should.ThrowAsync<OperationCanceledException>(() =>
                            session.DrainAsync("SELECT COUNT(*) FROM range(50000000) WHERE rand() < 0.5", cancellationToken: source.Token));
                    }

                    break;
                case 6:
                    await foreach (var _ in session.ReadRowsAsync("SELECT id FROM range(50000)", cancellationToken: token))
                    {
                        break;
                    }

                    break;
                case 1 or 7:
                    await foreach (var batch in session.ReadBatchesAsync("SELECT id FROM range(50000)", cancellationToken: token))
                    {
                        batch.Dispose();
                        if (i % 10 == 7)
                        {
                            break;
                        }
                    }

                    break;
                case 8:
                    await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT no_such_column", cancellationToken: token));
                    break;
                default:
                    await session.DrainAsync("SELECT 1", cancellationToken: token);
                    break;
            }
        }
    }

    private static async Task<(int Operations, int Sessions)> CountAsync(SparkServer server, CancellationToken token)
    {
        using var jcmd = Process.Start(new ProcessStartInfo(
            "jcmd",
            [server.ProcessId.ToString(CultureInfo.InvariantCulture), "GC.class_histogram"]) { RedirectStandardOutput = true })!;
        var lines = (await jcmd.StandardOutput.ReadToEndAsync(token)).Split('\n');
        await jcmd.WaitForExitAsync(token);
        return (Instances(lines, "service.ExecuteHolder"), Instances(lines, "service.SessionHolder"));
    }

    private static int Instances(string[] lines, string suffix) =>
        lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length >= 4 && parts[3].EndsWith(suffix, StringComparison.Ordinal))
            .Sum(parts => int.Parse(parts[1], CultureInfo.InvariantCulture));

    private static int Handles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
