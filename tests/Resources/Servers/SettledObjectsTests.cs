using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;

namespace SparkLoad.Resources.Tests.Servers;

internal sealed class SettledObjectsTests
{
    /// <summary>Executions and sessions at each look, of two sessions that this process has open.</summary>
    [TestCase("0/2", 1, TestName = "Look_AtNothingOfOthers_IsOne")]
    [TestCase("4/2 1/2 0/2", 3, TestName = "Look_WhileExecutionsGo_GoesOn")]
    [TestCase("0/5 0/3 0/2", 3, TestName = "Look_WhileSessionsGo_GoesOn")]
    [TestCase("1/3 1/3", 2, TestName = "Look_AtWhatStays_Ends")]
    [TestCase("9/2 8/2 7/2 6/2 5/2 4/2", 5, TestName = "Look_AtWhatGoesForEver_HasALimit")]
    public async Task BeforeALoad(string looks, int seen) => (await ReadAsync(looks, before: null)).ShouldBe((Of(looks, seen), seen));

    [TestCase("1/3 1/3", 2, TestName = "LookAfterwards_AtWhatWasThere_Ends")]
    [TestCase("2/3 2/3 2/3 1/3 1/3", 5, TestName = "LookAfterwards_AtMoreThanThere_HopesOn")]
    public async Task AfterALoad(string looks, int seen) => (await ReadAsync(looks, Of("1/3", 1))).ShouldBe((Of(looks, seen), seen));

    private static async Task<(LiveObjects? Live, int Looks)> ReadAsync(string looks, LiveObjects? before)
    {
        var n = 0;
        var waits = 0;
        var live = await SettledObjects.ReadAsync(
            () => Task.FromResult<LiveObjects?>(Of(looks, ++n)),
            () =>
            {
                waits++;
                return Task.CompletedTask;
            },
            before);
        waits.ShouldBe(n - 1);
        return (live, n);
    }

    private static LiveObjects Of(string looks, int n)
    {
        int[] counts = [.. looks.Split(' ')[n - 1].Split('/').Select(int.Parse)];
        return new(0, counts[0], counts[1]) { OwnSessions = 2 };
    }
}
