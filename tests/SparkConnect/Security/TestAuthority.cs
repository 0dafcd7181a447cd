using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SparkLoad.SparkConnect.Tests.Security;

/// <summary>A private authority with a PEM file, and the certificates it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-ca-").FullName;

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(2));
        PemFile = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(PemFile, _root.ExportCertificatePem());
    }

    public string PemFile { get; }

    public X509Certificate2 Certificate => _root;

    /// <summary>Trust in this authority only.</summary>
    public TlsOptions Trust => new() { Authorities = [_root] };

    /// <param name="name">Whose it is.</param>
    /// <param name="address">For an address besides the name.</param>
    /// <param name="from">From when on it is valid; an hour ago unless stated.</param>
    /// <param name="to">Until when; a day from now unless stated.</param>
    public X509Certificate2 Sign(string name, IPAddress? address = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (address is not null)
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            _root, from ?? DateTimeOffset.UtcNow.AddHours(-1), to ?? DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
