using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using Shouldly;
using SparkLoad.SparkConnect;
using SparkLoad.SparkConnect.Tests.Security;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Settings;

/// <summary>The settings of a secure connection: each mistake is one sentence with setting, file and way out, before any load.</summary>
internal sealed class SecureFilesTests : IDisposable
{
    private const string Address = "sc://spark.example/;use_ssl=true";
    private const string Authority = "a PEM file with the certificate of the authority";
    private const string NoKey = "which holds no private key in PEM form: name a PEM file with the private key of the certificate";
    private const string NoFit = "whose key does not fit the certificate in '<cert>' (SPARKLOAD_TLS_CERT): name the key that the "
        + "certificate was made with.";

    private const string NoTls = "is set, but SPARKLOAD_TARGET_4_1_1 does not ask for TLS: add use_ssl=true to it.";

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-pem").FullName;
    private readonly TestAuthority _authority = new("Test authority");

    [OneTimeSetUp]
    public void WriteFiles()
    {
        using var certificate = _authority.Sign("load client");
        var ended = DateTimeOffset.UtcNow.AddDays(-2);
        using var old = _authority.Sign("load client", from: ended.AddDays(-2), to: ended);
        using var early = _authority.Sign("load client", from: DateTimeOffset.UtcNow.AddDays(1));
        using var key = certificate.GetECDsaPrivateKey()!;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        Write("ca.pem", _authority.Certificate.ExportCertificatePem());
        Write("cert.pem", certificate.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        Write("both.pem", string.Join(
            '\n', certificate.ExportCertificatePem(), _authority.Certificate.ExportCertificatePem(), key.ExportECPrivateKeyPem()));
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        Write("expired.pem", old.ExportCertificatePem());
        Write("early.pem", early.ExportCertificatePem());
        using var next = _authority.Sign("next authority", from: DateTimeOffset.UtcNow.AddDays(1));
        Write("rotated.pem", next.ExportCertificatePem() + "\n" + _authority.Certificate.ExportCertificatePem());
        Write("other-key.pem", other.ExportPkcs8PrivateKeyPem());
        Write("rsa-key.pem", rsa.ExportRSAPrivateKeyPem());
        Write("encrypted-key.pem", key.ExportEncryptedPkcs8PrivateKeyPem("password", encryption));
        Write("damaged.pem", _authority.Certificate.ExportCertificatePem().Replace("MII", "AII", StringComparison.Ordinal));
        Write("token", "hidden-token\n");
        Write("two-tokens", "hidden one");
        Write("empty", "");
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase("TLS_CA=none.pem", $"and there is no such file: name {Authority}.")]
    [TestCase("TLS_CA=folder", $"which this user may not read, or which is a folder: name {Authority} that this user may read.")]
    [TestCase("TLS_CA=key.pem", $"which holds no certificate in PEM form: name {Authority} (-----BEGIN CERTIFICATE-----).")]
    [TestCase("TLS_CA=damaged.pem", $"whose certificate is damaged: name {Authority} that is whole.")]
    [TestCase("TLS_CA=expired.pem", $"whose certificate expired on <ended>: name {Authority} that is valid.")]
    [TestCase("TLS_CERT=expired.pem TLS_KEY=key.pem",
        "whose certificate expired on <ended>: name a PEM file with a certificate that is valid.")]
    [TestCase("TLS_CERT=early.pem TLS_KEY=key.pem",
        "whose certificate is valid only from <begun> on: name a PEM file with a certificate that is valid, or set the clock.")]
    [TestCase("TLS_CERT=cert.pem", $"{NoKey}, in SPARKLOAD_TLS_KEY where it is another file.")]
    [TestCase("TLS_CERT_4_1_1=cert.pem TLS_KEY=key.pem", $"{NoKey}, in SPARKLOAD_TLS_KEY_4_1_1 where it is another file.")]
    [TestCase("TLS_KEY=ca.pem TLS_CERT=cert.pem", $"{NoKey}.")]
    [TestCase("TLS_KEY=other-key.pem TLS_CERT=cert.pem", NoFit)]
    [TestCase("TLS_KEY=rsa-key.pem TLS_CERT=cert.pem", NoFit)]
    [TestCase("TLS_KEY=encrypted-key.pem TLS_CERT=cert.pem", "whose private key is encrypted, and there is no setting for its password: "
        + "name a file with the key decrypted, which openssl pkey makes.")]
    public void PemFile_ThatCannotBeUsed_IsNamedWithItsSettingAndTheWayOut(string settings, string rest)
    {
        var (key, file) = settings.Split(' ')[0].Split('=') is [var one, var other] ? (one, other) : default;

        Refused(Address, settings).ShouldBe($"SPARKLOAD_{key} is '{Path.Combine(_folder, file)}', {rest
            .Replace("<ended>", Day(-2), StringComparison.Ordinal).Replace("<begun>", Day(1), StringComparison.Ordinal)
            .Replace("<cert>", Path.Combine(_folder, "cert.pem"), StringComparison.Ordinal)}");
    }

    [TestCase("none", "there is no file '<file>'")]
    [TestCase("empty", "the file '<file>' is empty")]
    [TestCase("two-tokens", "the file '<file>' holds more than a token, which is one line of printable ASCII characters without blanks")]
    public void TokenFile_ThatCannotBeUsed_IsNamedWithItsSettingAndTheWayOut(string file, string fault) =>
        Refused(Address, $"TOKEN_FILE_4_1_1={file}").ShouldBe("SPARKLOAD_TOKEN_FILE_4_1_1 cannot be used, because "
            + $"{fault.Replace("<file>", Path.Combine(_folder, file), StringComparison.Ordinal)}: name a file with the "
            + "bearer token alone.");

    [TestCase(Address, "TLS_KEY=key.pem", "SPARKLOAD_TLS_KEY names a key without a certificate: name that in SPARKLOAD_TLS_CERT.")]
    [TestCase("sc://spark.example/;token=hidden", "TOKEN_FILE_4_1_1=token",
        "SPARKLOAD_TARGET_4_1_1 holds a token, and SPARKLOAD_TOKEN_FILE_4_1_1 names a file with one: leave one of them out.")]
    [TestCase("sc://spark.example", "TLS_CA_4_1_1=ca.pem", $"SPARKLOAD_TLS_CA_4_1_1 {NoTls}")]
    [TestCase("sc://localhost", "TLS_CERT_4_1_1=both.pem TOKEN_FILE_4_1_1=token", $"SPARKLOAD_TLS_CERT_4_1_1 {NoTls}")]
    public void Settings_ThatContradictTheAddress_AreRefused(string address, string settings, string sentence) =>
        Refused(address, settings).ShouldBe(sentence);

    [Test]
    public void Connection_OfUsableFiles_HoldsThem()
    {
        var connection = Open(Address, "TLS_CA=ca.pem TLS_CERT=cert.pem TLS_KEY=key.pem");
        connection.Tls!.Authorities!.ShouldHaveSingleItem().ShouldBe(_authority.Certificate);
        connection.Tls.ClientCertificate!.TargetCertificate.HasPrivateKey.ShouldBeTrue();
        connection.HasToken.ShouldBeFalse();
        // A bundle may already hold the authority that follows.
        Open(Address, "TLS_CA=rotated.pem").Tls!.Authorities!.Count.ShouldBe(2);

        var chain = Open(Address, "TLS_CA=none.pem TLS_CA_4_1_1=ca.pem TLS_CERT_4_1_1=both.pem TLS_KEY=other-key.pem").Tls!;
        chain.ClientCertificate!.TargetCertificate.HasPrivateKey.ShouldBeTrue();
        $"{connection}{chain}{chain.ClientCertificate.TargetCertificate}".ShouldNotContain("PRIVATE");
    }

    [Test]
    public void TokenFile_OfAHost_AsksForTlsAsATokenDoes()
    {
        var connection = Open("sc://spark.example", "TOKEN_FILE_4_1_1=token TLS_CA_4_1_1=ca.pem");
        (connection.UseTls, connection.HasToken, connection.Tls!.Authorities!.Count).ShouldBe((true, true, 1));
        (connection with { Tls = null }).ToString().ShouldBe("sc://spark.example:15002");

        Open("sc://localhost", "TOKEN_FILE_4_1_1=token TLS_CA=none.pem").UseTls.ShouldBeFalse();
        Open("sc://spark.example", "TLS_CA=none.pem").ShouldSatisfyAllConditions(plain => plain.UseTls.ShouldBeFalse());
    }

    [Test]
    public void Environment_OfPySpark_IsTakenWhereNothingElseIsSaid()
    {
        Dictionary<string, string> variables = new()
        {
            [SecureFiles.SparkToken] = "hidden-token",
            [SecureFiles.GrpcRoots] = Path.Combine(_folder, "ca.pem"),
        };

        var connection = Open("sc://spark.example", "", variables);
        (connection.HasToken, connection.UseTls, connection.Tls!.Authorities!.Count).ShouldBe((true, true, 1));
        connection.ToSecretString().ShouldContain("token=hidden-token");
        Open("sc://spark.example/;token=own", "", variables).ToSecretString().ShouldContain("token=own");
        Open("sc://spark.example", "TOKEN_FILE_4_1_1=token", variables).ToSecretString().ShouldNotContain("token=");
        variables[SecureFiles.GrpcRoots] = Path.Combine(_folder, "none.pem");
        Should.Throw<SettingsException>(() => Open(Address, "", variables)).Message
            .ShouldStartWith("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH is '");
        variables[SecureFiles.SparkToken] = "hidden\ntoken";
        Should.Throw<SettingsException>(() => Open("sc://localhost", "", variables)).Message.ShouldSatisfyAllConditions(
            message => message.ShouldStartWith("SPARK_CONNECT_AUTHENTICATE_TOKEN cannot be used"),
            message => message.ShouldNotContain("hidden"));
    }

    private string Refused(string address, string settings)
    {
        var refusal = Should.Throw<SettingsException>(() => Open(address, settings));
        $"{refusal}".ShouldNotContain("hidden");
        $"{refusal}".ShouldNotContain(File.ReadLines(Path.Combine(_folder, "key.pem")).ElementAt(1));
        return refusal.Message;
    }

    private ConnectionString Open(string address, string settings, Dictionary<string, string>? variables = null)
    {
        string? Variable(string name) => variables?.GetValueOrDefault(name);
        var connection = ConnectionString.Parse(address);
        var raw = TestSettings.Raw([.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('='))
            .Select(pair => ($"SPARKLOAD_{pair[0]}", pair[1]))]);
        return SecureFiles.Of("4_1_1", connection, raw, _folder, Variable).Open(connection, Variable);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static string Day(int days) => DateTimeOffset.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
