using System.Security.Cryptography.X509Certificates;

namespace SparkLoad.SparkConnect;

/// <summary>
/// Trust and identity for an encrypted connection. The server's certificate is always checked; nothing here turns that off.
/// </summary>
public sealed record TlsOptions
{
    /// <summary>PEM file of the authorities to trust instead of the system's, or null for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The client's certificate with its private key, or null where the server asks for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }
}
