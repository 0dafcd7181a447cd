using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SparkLoad.Resources.Tests.Servers;

/// <summary>Answers each path with what a test says; a path without an answer gets 404, and null never answers.</summary>
internal sealed class ScriptedUi : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public ScriptedUi()
    {
        _listener.Start();
        Address = new Uri($"http://user:secret@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public Dictionary<string, string?> Answers { get; } = [];

    public async ValueTask DisposeAsync()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        await _end.CancelAsync();
        _listener.Stop();
        await _serving.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await AnswerAsync(client.GetStream());
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var reader = new StreamReader(stream, Encoding.ASCII);
        var path = (await reader.ReadLineAsync(_end.Token))?.Split(' ')[1] ?? string.Empty;
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 })
        {
        }

        if (Answers.TryGetValue(path, out var body) && body is null)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        var content = Encoding.UTF8.GetBytes(body ?? string.Empty);
        var head = $"HTTP/1.1 {(body is null ? "404 Not Found" : "200 OK")}\r\nContent-Length: {content.Length}\r\nConnection: "
            + "close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _end.Token);
        await stream.WriteAsync(content, _end.Token);
    }
}
