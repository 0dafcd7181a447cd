namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>Servers that several fixtures use: each is started once, when first asked for.</summary>
[SetUpFixture]
internal sealed class SharedServers
{
    /// <summary>What the hurried servers ask for; 3.5 knows no token and lets everybody in.</summary>
    public const string Token = "hurried-secret";

    /// <summary>Every stream ends after a second or a few kilobytes, so every query is reattached.</summary>
    private static readonly string[] Hurried =
    [
        "spark.connect.execute.reattachable.senderMaxStreamDuration=1s",
        "spark.connect.execute.reattachable.senderMaxStreamSize=1k",
        "spark.connect.grpc.arrow.maxBatchSize=20k",
        $"spark.connect.authenticate.token={Token}",
    ];

    private static readonly Dictionary<string, Task<SparkServer>> Running = [];

    public static Task<SparkServer> GetAsync(string version, bool hurried = false)
    {
        SparkServer.HomeOrIgnore(version);
        lock (Running)
        {
            var key = $"{version}/{hurried}";
            return Running.TryGetValue(key, out var server)
                ? server
                : Running[key] = SparkServer.StartAsync(version, hurried ? Hurried : []);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var server in Running.Values)
        {
            if (server.IsCompletedSuccessfully)
            {
                await (await server).DisposeAsync();
            }
        }
    }
}
