using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SparkLoad.SparkConnect.Tests.Security;

/// <summary>Speaks TLS to the client and plain text to a server, as what stands before a Spark does.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly int _serverPort;
    private readonly Task _accepting;

    public TlsProxy(int serverPort, X509Certificate2 certificate)
    {
        _serverPort = serverPort;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.WaitAsync(TimeSpan.FromSeconds(60));
        _stop.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        try
        {
            client.NoDelay = true;
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions {
                    ServerCertificate = _certificate,
                    ApplicationProtocols = [SslApplicationProtocol.Http2] }, _stop.Token);
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            var plain = server.GetStream();
            await Task.WhenAny(secure.CopyToAsync(plain, _stop.Token), plain.CopyToAsync(secure, _stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException
            or System.Security.Authentication.AuthenticationException)
        {
        }
        finally
        {
            client.Dispose();
        }
    }
}
