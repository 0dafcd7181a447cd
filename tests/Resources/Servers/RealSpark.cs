using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using SparkLoad.Resources.Servers;
using SparkLoad.Targets.Homes;

namespace SparkLoad.Resources.Tests.Servers;

/// <summary>A Spark Connect server started from a Spark home for one test.</summary>
internal sealed class RealSpark : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly string _folder;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RealSpark(string home)
    {
        _folder = Directory.CreateTempSubdirectory("spark-resources-").FullName;
        Ui = new Uri($"http://127.0.0.1:{FreePorts.One()}");
        Port = FreePorts.One();
        _process = Process.Start(Submit(home))!;
        _process.OutputDataReceived += Watch;
        _process.ErrorDataReceived += Watch;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Ui { get; }

    public int Port { get; }

    public ServerVantage Vantage => new(Ui, _process.Id);

    /// <summary>Ignores the test, naming the variable, where there is no Spark home of that version.</summary>
    public static async Task<RealSpark> StartAsync(string version)
    {
        var variable = "SPARKLOAD_TARGET_" + version.Replace('.', '_');
        var home = Environment.GetEnvironmentVariable(variable);
        if (home is null || !Directory.Exists(home))
        {
            Assert.Ignore($"needs a Spark home in {variable}");
        }

        var spark = new RealSpark(home!);
        try
        {
            await spark._up.Task.WaitAsync(Patience);
            return spark;
        }
        catch
        {
            await spark.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the process is gone, which a crowded machine may take a while for.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ProcessStartInfo Submit(string home)
    {
        string[] conf =
        [
            "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1", "spark.connect.grpc.binding.address=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"spark.connect.grpc.binding.port={Port}"),
            string.Create(CultureInfo.InvariantCulture, $"spark.ui.port={Ui.Port}"),
            "spark.sql.catalogImplementation=in-memory", $"spark.sql.warehouse.dir={_folder}",
        ];
        return new ProcessStartInfo(
            Path.Combine(home, "bin", "spark-submit"),
            [
                "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", "local[2]", "--driver-memory", "1g",
                .. conf.SelectMany(pair => new[] { "--conf", pair }), "spark-internal",
            ])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SPARK_HOME"] = home, ["SPARK_LOCAL_IP"] = "127.0.0.1" },
        };
    }

    private void Watch(object sender, DataReceivedEventArgs line)
    {
        if (line.Data?.Contains("Spark Connect server started at", StringComparison.Ordinal) == true)
        {
            _up.TrySetResult();
        }
    }
}
