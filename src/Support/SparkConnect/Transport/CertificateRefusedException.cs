using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>The server's certificate did not pass the check, and why: .NET's own exception tells it only in its text.</summary>
internal sealed class CertificateRefusedException(Obstacle obstacle) : AuthenticationException(obstacle.Cause)
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    public Obstacle Obstacle => obstacle;

    /// <returns>True where the check passed.</returns>
    /// <exception cref="CertificateRefusedException">It did not.</exception>
    public static bool ThrowUnlessValid(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
            ? true
            : throw new CertificateRefusedException(Read(host, certificate as X509Certificate2, chain, errors));

    private static Obstacle Read(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return new(ObstacleKind.CertificateNotValid, "it shows no certificate");
        }

        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status)
            ?? X509ChainStatusFlags.NoError;
        var faults = new List<(ObstacleKind Kind, string Text)>();
        if ((status & Untrusted) != 0)
        {
            var trusted = chain!.ChainPolicy.TrustMode == X509ChainTrustMode.CustomRootTrust
                ? "the authorities given for it did not issue its certificate"
                : "this machine does not trust the issuer of its certificate";
            faults.Add((ObstacleKind.CertificateNotTrusted, $"{trusted} ({Name(certificate.Issuer)})"));
        }

        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            faults.Add((ObstacleKind.CertificateOutOfDate, OutOfDate(certificate, DateTime.Now)));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add((ObstacleKind.CertificateOfAnotherName, $"its certificate is for {NamesIn(certificate)}, not for {host}"));
        }

        var others = status & ~Untrusted & ~X509ChainStatusFlags.NotTimeValid;
        if (others != X509ChainStatusFlags.NoError || faults.Count == 0)
        {
            faults.Add((ObstacleKind.CertificateNotValid, $"its certificate is not valid ({others})"));
        }

        return new(faults[0].Kind, string.Join(", and ", faults.Select(fault => fault.Text)));
    }

    private static string OutOfDate(X509Certificate2 certificate, DateTime now) =>
        certificate.NotAfter < now ? $"its certificate expired on {Day(certificate.NotAfter)}"
        : certificate.NotBefore > now ? $"its certificate is valid only from {Day(certificate.NotBefore)} on"
        : "the certificate of its issuer is out of date";

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string NamesIn(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(
                extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .DefaultIfEmpty(certificate.Subject).ToList();
        return $"{string.Join(", ", names.Take(3).Select(Name))}{(names.Count > 3 ? " and others" : "")}";
    }

    // Whoever made the certificate wrote it.
    private static string Name(string text) => string.Concat(text.Where(c => !char.IsControl(c)).Take(100));
}
