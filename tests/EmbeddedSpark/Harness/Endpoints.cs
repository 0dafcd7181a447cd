using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

/// <summary>One endpoint of each version for all tests that need no options of their own.</summary>
[SetUpFixture]
internal sealed class Endpoints
{
    private static EndpointProcess? three;
    private static EndpointProcess? four;

    public static readonly string[] Versions = ["3.5.8", "4.1.1"];

    public static EndpointProcess Four => four!;

    public static EndpointProcess Of(string version) => version == "4.1.1" ? four! : three!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        three = await EndpointProcess.StartAsync("--version", "3.5.8");
        four = await EndpointProcess.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var endpoint in new[] { three, four })
        {
            if (endpoint is not null)
            {
                await endpoint.DisposeAsync();
            }
        }
    }
}
