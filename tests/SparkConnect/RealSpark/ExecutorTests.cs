using System.Diagnostics;
using System.Globalization;
using SparkLoad.Targets.Homes;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>Executors that are processes of their own, two of them, one of which is killed under a query.</summary>
[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class ExecutorTests(string version)
{
    [Test, CancelAfter(300_000)]
    public async Task Executor_KilledMidQuery_CostsTimeAndNoRow(CancellationToken token)
    {
        var home = SparkServer.OwnHomeOrIgnore(version);
        await using var server = await SparkServer.StartAsync(home, FreePorts.One(), "spark.master=local-cluster[2,1,1024]");
        await using var session = new SparkSession(ConnectionString.Parse(server.Address));
        (await session.DrainAsync("SELECT COUNT(*) FROM range(0, 1000, 1, 4)", cancellationToken: token)).Rows.ShouldBe(1);
        const string EightTasks = "SELECT id, java_method('java.lang.Thread', 'sleep', CAST(1 AS BIGINT)) AS slept FROM range(0, 8000, "
            + "1, 8)";

        var (rows, killed) = (0, false);
        await foreach (var batch in session.ReadBatchesAsync(EightTasks, cancellationToken: token))
        {
            rows += batch.Length;
            batch.Dispose();
            if (!killed)
            {
                // The first of the tasks is over and the last ones have not begun.
                Kill(Executors(server).First());
                killed = true;
            }
        }

        rows.ShouldBe(8000);
    }

    /// <summary>The server's children: in a cluster within one machine its workers start the executors.</summary>
    private static IEnumerable<int> Executors(SparkServer server) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
        where id > 0 && Status(folder).Contains($"PPid:\t{server.ProcessId}\n", StringComparison.Ordinal)
        select id;

    private static string Status(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "status"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
