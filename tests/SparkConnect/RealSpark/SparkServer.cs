using System.Diagnostics;
using SparkLoad.Targets.Homes;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>A real server, started from a Spark home and gone with this process whatever becomes of it.</summary>
internal sealed class SparkServer : IAsyncDisposable
{
    // The shell kills the server when the pipe to this process closes, also after a crash of this process. What waits for that
    // writes nowhere, else the end of the server's output would not be seen while it waits.
    private const string Watched = "exec 3<&0; \"$@\" </dev/null & p=$!; echo \"pid $p\"; (cat <&3; kill -9 $p) >/dev/null 2>&1 & wait $p";

    private const int LinesKept = 30;

    private readonly Process? _process;
    private readonly string? _folder;

    private SparkServer(string address, Process? process, string? folder, int processId)
    {
        Address = address;
        _process = process;
        _folder = folder;
        ProcessId = processId;
    }

    /// <summary>For <see cref="ConnectionString.Parse"/>.</summary>
    public string Address { get; }

    public string AddressWith(string parameters) =>
        Address.Contains(';', StringComparison.Ordinal) ? $"{Address};{parameters}" : $"{Address}/;{parameters}";

    public int Port => ConnectionString.Parse(Address).Port;

    /// <summary>Process of the server; 0 where it was running before.</summary>
    public int ProcessId { get; }

    public static string HomeOrIgnore(string version)
    {
        var value = Environment.GetEnvironmentVariable(Variable(version));
        if (string.IsNullOrEmpty(value) || value == "embedded")
        {
            Assert.Ignore($"This test needs a real Spark {version}: set {Variable(version)} to the path of a Spark home.");
        }

        return value!;
    }

    /// <summary>Of a Spark that the test may end or look into, which it starts itself.</summary>
    public static string OwnHomeOrIgnore(string version)
    {
        var home = HomeOrIgnore(version);
        if (home.StartsWith("sc://", StringComparison.Ordinal))
        {
            Assert.Ignore($"This test starts a Spark {version} of its own: set {Variable(version)} to the path of a Spark home.");
        }

        return home;
    }

    public static async Task<SparkServer> StartAsync(string version, params string[] conf)
    {
        var home = HomeOrIgnore(version);
        if (home.StartsWith("sc://", StringComparison.Ordinal))
        {
            if (conf.Length > 0)
            {
                OwnHomeOrIgnore(version);
            }

            return new SparkServer(home, null, null, 0);
        }

        return await StartAsync(home, FreePorts.One(), conf).ConfigureAwait(false);
    }

    public static async Task<SparkServer> StartAsync(string home, int port, params string[] conf)
    {
        var folder = Directory.CreateTempSubdirectory("sparkload-client-").FullName;
        var start = new ProcessStartInfo("/bin/bash") {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true };
        foreach (var argument in Arguments(home, port, folder, conf))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SPARK_HOME"] = home;
        start.Environment["SPARK_LOCAL_IP"] = "127.0.0.1";
        var process = Process.Start(start)!;
        // No more than a failure needs: the test of leaks counts this process's memory, too.
        var output = new Queue<string>();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pid = 0;
        void Take(string? line)
        {
            lock (output)
            {
                output.Enqueue(line ?? "");
                if (output.Count > LinesKept)
                {
                    output.Dequeue();
                }

                if (line is not null && line.StartsWith("pid ", StringComparison.Ordinal))
                {
                    pid = int.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
                }
            }

            if (line?.Contains("Spark Connect server started at", StringComparison.Ordinal) is true)
            {
                started.TrySetResult();
            }
        }

        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var exited = process.WaitForExitAsync();
        var first = await Task.WhenAny(started.Task, exited, Task.Delay(TimeSpan.FromMinutes(2))).ConfigureAwait(false);
        var server = new SparkServer(Reach(port, conf), process, folder, pid);
        if (first != started.Task)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException($"Spark at {home} did not start:\n{string.Join('\n', output)}");
        }

        return server;
    }

    /// <summary>Ends the server as a crash would.</summary>
    public async Task KillAsync()
    {
        using var server = Process.GetProcessById(ProcessId);
        server.Kill();
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(false);
        }

        _process.Dispose();
        try
        {
            Directory.Delete(_folder!, recursive: true);
        }
        catch (IOException)
        {
            // Spark's own shutdown may still be clearing it.
        }
    }

    // Without TLS a token goes to no other host than localhost.
    private static string Reach(int port, string[] conf) =>
        conf.Select(setting => setting.Split('=', 2))
            .FirstOrDefault(setting => setting[0] == "spark.connect.authenticate.token") is [_, var token]
            ? $"sc://localhost:{port}/;token={token}"
            : $"sc://127.0.0.1:{port}";

    private static IEnumerable<string> Arguments(string home, int port, string folder, string[] conf)
    {
        string[] settings =
        [
            "spark.master=local[2]",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.connect.grpc.binding.address=127.0.0.1",
            $"spark.connect.grpc.binding.port={port}",
            "spark.ui.enabled=false",
            "spark.sql.catalogImplementation=in-memory",
            $"spark.sql.warehouse.dir={folder}/warehouse",
            "spark.sql.shuffle.partitions=2",
            .. conf,
        ];
        return
        [
            "-c", Watched, "bash", Path.Combine(home, "bin", "spark-submit"),
            "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--driver-memory", "3g",
            .. settings.SelectMany(setting => new[] { "--conf", setting }),
            "spark-internal",
        ];
    }

    private static string Variable(string version) => $"SPARKLOAD_TARGET_{version.Replace('.', '_')}";
}
