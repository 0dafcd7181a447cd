using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>Opens channels as the connection string and the options say. Nothing is sent before the first call.</summary>
internal static class ChannelFactory
{
    public static GrpcChannel Create(ConnectionString connection, SparkSessionOptions options)
    {
        var size = connection.MaxMessageSize ?? options.MaxMessageSize;
        return GrpcChannel.ForAddress($"{(connection.UseTls ? "https" : "http")}://{connection.Address}", new GrpcChannelOptions
        {
            HttpHandler = CreateHandler(connection, options),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = size,
            MaxSendMessageSize = size,
            // Its retries keep copies of messages and send plans a second time; ours follow the reattach protocol.
            MaxRetryAttempts = null,
            ServiceConfig = null,
            Credentials = connection.UseTls ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure,
        });
    }

    private static SocketsHttpHandler CreateHandler(ConnectionString connection, SparkSessionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            InitialHttp2StreamWindowSize = 1024 * 1024,
            // With a connection of its own making, gRPC keeps out its layer for balancing between servers.
            ConnectCallback = (context, cancelled) => ConnectAsync(options.Via ?? context.DnsEndPoint, cancelled),
        };
        if (options.KeepAlive is { } delay)
        {
            handler.KeepAlivePingDelay = delay;
            handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        }

        if (connection.UseTls)
        {
            handler.SslOptions = CreateTls(connection.Host, connection.Tls);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(EndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException)
        {
            // Only the limit for connecting cancels this; it also ends TLS greetings that are not answered, which is something else.
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions CreateTls(string host, TlsOptions? tls) => new()
    {
        TargetHost = host,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            CertificateRefusedException.ThrowUnlessValid(host, certificate, chain, errors),
        ClientCertificateContext = tls?.ClientCertificate,
        CertificateChainPolicy = tls?.Authorities is { } authorities ? TrustOnly(authorities) : null,
    };

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
