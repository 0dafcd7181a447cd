using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SparkLoad.Targets.Settings;

/// <summary>Reads certificates and keys, and says of each file what is wrong with it. No message holds anything of a key.</summary>
internal static class PemFiles
{
    private const string EncryptedKeyLabel = "ENCRYPTED PRIVATE KEY";
    private const string AuthorityFile = "a PEM file with the certificate of the authority";
    private const string CertificateFile = "a PEM file with a certificate";
    private const string KeyFile = "a PEM file with the private key";

    /// <summary>The authorities that a file holds.</summary>
    /// <exception cref="SettingsException">It holds none that is valid.</exception>
    public static X509Certificate2Collection Authorities(NamedFile file)
    {
        var authorities = Certificates(file, AuthorityFile);
        var now = DateTime.Now;
        if (!authorities.Any(authority => authority.NotBefore <= now && now <= authority.NotAfter))
        {
            RequireInDate(file, authorities.MaxBy(authority => authority.NotAfter)!, AuthorityFile);
        }

        return authorities;
    }

    /// <summary>A client's certificate with its key, and its issuers where the file holds them.</summary>
    /// <exception cref="SettingsException">The two files cannot be used together.</exception>
    public static SslStreamCertificateContext ClientCertificate(NamedFile file, NamedFile keyFile)
    {
        var certificates = Certificates(file, CertificateFile);
        RequireInDate(file, certificates[0], CertificateFile);
        var key = keyFile.Read(KeyFile);
        RequireKey(keyFile, key);
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificates[0].ExportCertificatePem(), key);
            certificates.RemoveAt(0);
            // Windows takes no key for TLS that lies in memory only.
            return SslStreamCertificateContext.Create(
                X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null), certificates, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw keyFile.Unusable(
                $"whose key does not fit the certificate in '{file.Path}' ({file.Key})", "name the key that the certificate was made with",
                e);
        }
    }

    private static X509Certificate2Collection Certificates(NamedFile file, string wanted)
    {
        var text = file.Read(wanted);
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw file.Unusable("whose certificate is damaged", $"name {wanted} that is whole", e);
        }

        return found.Count > 0
            ? found
            : throw file.Unusable("which holds no certificate in PEM form", $"name {wanted} (-----BEGIN CERTIFICATE-----)");
    }

    private static void RequireInDate(NamedFile file, X509Certificate2 certificate, string wanted)
    {
        if (certificate.NotAfter < DateTime.Now)
        {
            throw file.Unusable($"whose certificate expired on {Day(certificate.NotAfter)}", $"name {wanted} that is valid");
        }

        if (certificate.NotBefore > DateTime.Now)
        {
            throw file.Unusable(
                $"whose certificate is valid only from {Day(certificate.NotBefore)} on", $"name {wanted} that is valid, or set the clock");
        }
    }

    private static void RequireKey(NamedFile file, string text)
    {
        var keys = Labels(text).Where(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)).ToList();
        if (keys.Count == 0)
        {
            throw file.Unusable(
                "which holds no private key in PEM form",
                $"name {KeyFile} of the certificate" + (file.Key.StartsWith(SettingKeys.TlsCert, StringComparison.Ordinal)
                    ? $", in {SettingKeys.TlsKey}{file.Key[SettingKeys.TlsCert.Length..]} where it is another file"
                    : ""));
        }

        if (keys.TrueForAll(label => label == EncryptedKeyLabel))
        {
            throw file.Unusable(
                "whose private key is encrypted, and there is no setting for its password",
                "name a file with the key decrypted, which openssl pkey makes");
        }
    }

    private static List<string> Labels(string text)
    {
        var labels = new List<string>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            labels.Add(rest[fields.Label].ToString());
        }

        return labels;
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
