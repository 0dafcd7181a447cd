using System.Globalization;
using System.Reflection;
using SparkLoad.Processes;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Homes;

namespace SparkLoad.Targets.Tests.Faults;

/// <summary>An embedded endpoint on a port of its own whose faults are switched while it runs, and which can go and come back.</summary>
internal sealed class FaultyEndpoint : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-fault").FullName;
    private readonly int _port = FreePorts.One();
    private readonly string[] _conf;
    private WatchedProcess? _process;
    private SparkSession? _control;

    private FaultyEndpoint(string[] conf) => _conf = conf;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"sc://127.0.0.1:{_port}");

    public int ProcessId => _process!.ProcessId;

    public static async Task<FaultyEndpoint> StartAsync(string[] conf, CancellationToken cancellationToken)
    {
        var endpoint = new FaultyEndpoint(conf);
        await endpoint.ComeAsync(cancellationToken);
        return endpoint;
    }

    /// <param name="fault">As <c>latencyMs</c>; see the endpoint's Faults/README.md.</param>
    /// <param name="value">0 switches it off.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task SwitchAsync(string fault, int value, CancellationToken cancellationToken) =>
        _control!.SetConfigAsync($"sparkload.embedded.fault.{fault}", value.ToString(CultureInfo.InvariantCulture), cancellationToken);

    public void Kill()
    {
        using var endpoint = System.Diagnostics.Process.GetProcessById(ProcessId);
        endpoint.Kill();
    }

    /// <summary>Starts it, or starts it again after <see cref="Kill"/>.</summary>
    public async Task ComeAsync(CancellationToken cancellationToken)
    {
        await EndAsync();
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = await WatchedProcess.StartAsync(Command(listens), cancellationToken);
        await listens.Task.WaitAsync(cancellationToken);
        _control = new SparkSession(ConnectionString.Parse(Address));
        await _control.GetVersionAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task EndAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (_process.Exited.IsCompleted)
        {
            _process.Input.Close();
        }
        else
        {
            await _control!.DisposeAsync();
        }

        await _process.DisposeAsync();
        _process = null;
    }

    private WatchedCommand Command(TaskCompletionSource listens)
    {
        var assembly = typeof(FaultyEndpoint).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(entry => entry.Key == "EmbeddedSpark")
            .Value!;
        return WatchedCommand.ForAssembly(
            "The embedded endpoint", Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, assembly)),
            ["--port", _port.ToString(CultureInfo.InvariantCulture), .. _conf.SelectMany(pair => new[] { "--conf", pair })],
            Path.Combine(_folder, "endpoint.log")) with
        {
            OutputLine = line =>
            {
                if (line.StartsWith("listening http://", StringComparison.Ordinal))
                {
                    listens.TrySetResult();
                }
            },
        };
    }
}
