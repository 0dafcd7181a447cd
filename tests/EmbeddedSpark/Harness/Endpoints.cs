using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

/// <summary>One endpoint of each version for all tests that need no options of their own.</summary>
[SetUpFixture]
internal sealed class Endpoints
{
    private static EndpointProcess? _three;
    private static EndpointProcess? _four;

    public static readonly string[] Versions = ["3.5.8", "4.1.1"];

    public static EndpointProcess Four => _four!;

    public static EndpointProcess Of(string version) => version == "4.1.1" ? _four! : _three!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _three = await EndpointProcess.StartAsync("--version", "3.5.8");
        _four = await EndpointProcess.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var endpoint in new[] { _three, _four })
        {
            if (endpoint is not null)
            {
                await endpoint.DisposeAsync();
            }
        }
    }
}
