using System.Diagnostics;
using Grpc.Net.Client;

namespace SparkLoad.EmbeddedSpark.Tests.Harness;

/// <summary>The real endpoint in a process of its own; it ends with this object.</summary>
internal sealed class EndpointProcess : IAsyncDisposable
{
    private const int MaxReceiveBytes = 128 * 1024 * 1024;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private EndpointProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        Channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = MaxReceiveBytes });
    }

    public Uri Address { get; }

    public GrpcChannel Channel { get; }

    public int Id => _process.Id;

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until the endpoint has ceased to work: for a second it needed next to no processor.</summary>
    public async Task IdleAsync(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        for (var used = _process.TotalProcessorTime; ;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            _process.Refresh();
            var (before, now) = (used, _process.TotalProcessorTime);
            if (now - before <= TimeSpan.FromMilliseconds(30))
            {
                return;
            }

            watch.Elapsed.ShouldBeLessThan(limit, "The endpoint works on.");
            used = now;
        }
    }

    public static async Task<EndpointProcess> StartAsync(params string[] options)
    {
        var process = Launch(options);
        using var limit = new CancellationTokenSource(StartLimit);
        var line = await process.StandardOutput.ReadLineAsync(limit.Token);
        return line?.Split(' ') is ["listening", var address]
            ? new EndpointProcess(process, new Uri(address))
            : throw new InvalidOperationException(
                $"The endpoint said '{line}' and {await process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    public static Process Launch(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet") {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, "SparkLoad.EmbeddedSpark.dll"));
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        return Process.Start(start)!;
    }

    public Client NewClient() => new(Channel);

    /// <summary>Closes the standard input, as the end of a parent does.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public async Task<bool> CloseInputAndWaitAsync(TimeSpan limit)
    {
        CloseInput();
        return await HasEndedAsync(limit);
    }

    public async Task<bool> HasEndedAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await HasEndedAsync(StartLimit);
        }

        _process.Dispose();
    }
}
