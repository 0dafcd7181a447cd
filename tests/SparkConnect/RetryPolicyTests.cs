namespace SparkLoad.SparkConnect.Tests;

internal sealed class RetryPolicyTests
{
    [Test]
    public void Pause_OfStandardPolicy_FollowsSparksNumbers()
    {
        var pauses = Enumerable.Range(0, 15).Select(retry => RetryPolicy.Standard.PauseBefore(retry, null, () => 0).TotalMilliseconds);

        pauses.ShouldBe([50, 200, 800, 3200, 12800, 51200, 60000, 60000, 60000, 60000, 60000, 60000, 60000, 60000, 60000]);
    }

    [Test]
    public void Pause_OfTwoSecondsAndMore_IsSpread()
    {
        RetryPolicy.Standard.PauseBefore(2, null, () => 1).TotalMilliseconds.ShouldBe(800);
        RetryPolicy.Standard.PauseBefore(3, null, () => 1).TotalMilliseconds.ShouldBe(3700);
    }

    [Test]
    public void Pause_AskedByServer_WinsUpToItsLimit()
    {
        RetryPolicy.Standard.PauseBefore(0, TimeSpan.FromSeconds(1), () => 0).ShouldBe(TimeSpan.FromSeconds(1));
        RetryPolicy.Standard.PauseBefore(4, TimeSpan.FromSeconds(1), () => 0).ShouldBe(TimeSpan.FromMilliseconds(12800));
        RetryPolicy.Standard.PauseBefore(0, TimeSpan.FromHours(1), () => 0).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Test]
    public void Policy_OutOfRange_IsRefused() =>
        Should.Throw<ArgumentException>(() => new SparkSession(
            ConnectionString.Parse("sc://h"),
            new SparkSessionOptions { Retry = new() { Name = "x", MaxRetries = -1 } }));
}
