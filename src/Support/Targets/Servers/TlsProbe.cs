using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Servers;

/// <summary>Finds out whether a port that hangs up on plain text speaks TLS: from outside, the two look alike.</summary>
internal static class TlsProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [SuppressMessage("Security", "CA5359", Justification = "Nothing is sent or read but the handshake: only its success is asked for.")]
    public static async Task<bool> SpeaksTlsAsync(ConnectionString connection, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(connection.Host, connection.Port, limit.Token).ConfigureAwait(false);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions {
                    TargetHost = connection.Host,
                    RemoteCertificateValidationCallback = (_, _, _, _) => true },
                limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
