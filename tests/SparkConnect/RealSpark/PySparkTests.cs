using System.Diagnostics;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>The real PySpark reads what our session wrote, in that same session on the server, and the other way round.</summary>
[Category("needs-spark")]
[Category("needs-python")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class PySparkTests(string version)
{
    private const string Script = """
        import os, sys
        from pyspark.sql.connect.session import SparkSession
        spark = SparkSession.builder.remote(sys.argv[1]).create()
        print([tuple(row) for row in spark.sql("SELECT * FROM ours ORDER BY id").collect()], flush=True)
        spark.createDataFrame([(1, "eins", 0.5), (2, None, 1.5)], "id BIGINT, name STRING, amount DOUBLE").createOrReplaceTempView("theirs")
        os._exit(0)  # without stop(), which would release the session for both
        """;

    [Test, CancelAfter(120_000)]
    public async Task Session_SharedWithPySpark_HoldsTheViewsOfBoth(CancellationToken token)
    {
        var pythonPath = PythonPathOrIgnore();
        var server = await SharedServers.GetAsync(version);
        var shared = server.AddressWith($"user_id=both;session_id={Guid.NewGuid()}");
        await using var session = new SparkSession(ConnectionString.Parse(shared));
        await session.ExecuteCommandAsync(
            "CREATE TEMPORARY VIEW ours AS SELECT * FROM VALUES (1L, 'a', 0.5D, true), (2L, NULL, 1.5D, NULL), (3L, 'größer', -2.5D, "
                + "false) AS t(id, name, amount, flag)",
            cancellationToken: token);

        var printed = await RunAsync(pythonPath, shared, token);

        printed.Trim().ShouldBe("[(1, 'a', 0.5, True), (2, None, 1.5, None), (3, 'größer', -2.5, False)]");
        var rows = new List<object?[]>();
        await foreach (var row in session.ReadRowsAsync("SELECT * FROM theirs ORDER BY id", cancellationToken: token))
        {
            rows.Add(row.ToArray());
        }

        rows.ShouldBe([[1L, "eins", 0.5], [2L, null, 1.5]]);
    }

    private string PythonPathOrIgnore()
    {
        var variable = $"SPARKLOAD_PYSPARK_{version.Replace('.', '_')}";
        var path = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(path))
        {
            Assert.Ignore($"This test needs PySpark {version}: set {variable} to a PYTHONPATH that has it.");
        }

        return path!;
    }

    private static async Task<string> RunAsync(string pythonPath, string address, CancellationToken token)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, address])
        {
            Environment = { ["PYTHONPATH"] = pythonPath, ["PYTHONDONTWRITEBYTECODE"] = "1", ["PYTHONIOENCODING"] = "utf-8" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = python.StandardOutput.ReadToEndAsync(token);
        var error = python.StandardError.ReadToEndAsync(token);
        try
        {
            await python.WaitForExitAsync(token);
        }
        catch (OperationCanceledException)
        {
            python.Kill(entireProcessTree: true);
            throw;
        }

        python.ExitCode.ShouldBe(0, await error);
        return await output;
    }
}
