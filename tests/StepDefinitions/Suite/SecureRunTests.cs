using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.SparkConnect.Tests.Security;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>A run over TLS, past a gateway that takes one token at a time.</summary>
internal sealed class SecureRunTests : IDisposable
{
    private const string Feature =
        """
        @secure
        Feature: Behind a gateway
          Scenario: With the token that it takes
            Given the Spark "guarded"
            When "select one" is queried 30 times per second for 2 seconds
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |

          Scenario: With another token
            Given the Spark "refusing"
            When "select one" is queried 30 times per second for 2 seconds
            Then the run meets these criteria:
              | measure        | must be |
              | failed queries | none    |
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-secrets-").FullName;
    private readonly TestAuthority _authority = new("Test authority");
    private int _queries;
    private string _token = "secret-token-0";

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Run_WhoseTokenIsReplacedTwice_HasNoFailedQueryAndLeavesNoSecretBehind()
    {
        using var certificate = _authority.Sign("localhost", IPAddress.Loopback);
        using var identity = _authority.Sign("load client");
        using var key = identity.GetECDsaPrivateKey()!;
        var pem = key.ExportPkcs8PrivateKeyPem();
        await File.WriteAllTextAsync(PathOf("client.pem"), $"{identity.ExportCertificatePem()}\n{pem}");
        await File.WriteAllTextAsync(PathOf("token"), _token);
        await using var spark = await PlayedSpark.StartAsync("4.1.1", certificate, Admits);
        using var suite = SuiteProcess.WithFeatures(("secure.feature", Feature));
        var address = string.Create(CultureInfo.InvariantCulture, $"sc://localhost:{spark.Port}/;use_ssl=true");

        var outcome = await suite.RunAsync(
            "TestCategory=secure",
            ("SPARKLOAD_TARGET_GUARDED", address), ("SPARKLOAD_TOKEN_FILE_GUARDED", PathOf("token")),
            ("SPARKLOAD_TARGET_REFUSING", $"{address};token=secret-refused"),
            ("SPARKLOAD_TLS_CA", _authority.PemFile), ("SPARKLOAD_TLS_CERT", PathOf("client.pem")));

        var scenarios = (outcome.Results ?? throw new AssertionException(outcome.Output)).Scenarios;
        scenarios.Select(scenario => scenario.Verdict).ShouldBe([ScenarioVerdict.Passed, ScenarioVerdict.NotRun], outcome.Output);
        scenarios[0].Loads.ShouldHaveSingleItem().Succeeded.ShouldBe(60);
        scenarios[1].Reason.ShouldNotBeNull().ShouldEndWith("; correct the token in SPARKLOAD_TARGET_REFUSING");
        _token.ShouldBe("secret-token-2");
        var left = new[] { suite.Reports, suite.Home!, suite.TestResults, suite.UserHome }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).ToList();
        left.ShouldNotBeEmpty();
        foreach (var text in left.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))).Append(outcome.Output))
        {
            text.ShouldNotContain("secret-");
            text.ShouldNotContain(pem.Split('\n')[1]);
        }
    }

    // Each is replaced within the load: the file first, and then only the new one is taken.
    private bool Admits(HttpRequest request)
    {
        if (request.Path.Value!.EndsWith("/ExecutePlan", StringComparison.Ordinal) && Interlocked.Increment(ref _queries) is 25 or 45)
        {
            var next = $"secret-token-{(_token[^1] - '0') + 1}";
            File.WriteAllText(PathOf("token"), next);
            _token = next;
        }

        return request.Headers.Authorization == $"Bearer {_token}";
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
