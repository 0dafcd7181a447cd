namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>Tests against a server that answers by script: a new one and a session without retries for each.</summary>
internal abstract class ScriptedSparkTests
{
    private protected ScriptedSpark _spark = null!;
    private protected SparkSession _session = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _spark = await ScriptedSpark.StartAsync();
        _session = Session(RetryPolicy.Off);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _session.DisposeAsync();
        await _spark.DisposeAsync();
    }

    /// <summary>What it took, but for the time.</summary>
    private protected static AttemptCounts Counts(DrainResult result) => result.Attempts with { Interrupted = TimeSpan.Zero };

    private protected SparkSession Session(RetryPolicy retry) => Session(new SparkSessionOptions { Retry = retry });

    /// <summary>Closing waits as long as a busy machine needs, for some tests then look at what was sent.</summary>
    private protected SparkSession Session(SparkSessionOptions options) =>
        new(ConnectionString.Parse(_spark.Address), options with { CloseTimeout = TimeSpan.FromSeconds(30) });
}
