using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SparkLoad.SparkConnect;

/// <summary>
/// Trust and identity for an encrypted connection. The server's certificate is always checked; nothing here turns that off.
/// </summary>
public sealed record TlsOptions
{
    /// <summary>The authorities to trust instead of the system's, or null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The client's certificate with its private key and its issuers, or null where the server asks for none.</summary>
    public SslStreamCertificateContext? ClientCertificate { get; init; }
}
