using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>
/// Random scenarios, carried by the whole engine in simulated time: suite and judge agree on every verdict. Every verdict must occur, or it
/// would prove nothing.
/// </summary>
[Parallelizable(ParallelScope.None)]
internal sealed class AgreementTests
{
    private const long FixedSeed = 20_261_127;
    private const int Shown = 5;

    [Test]
    public Task Suite_AndIndependentJudge_AgreeOnEveryVerdict() => AgreeAsync(FixedSeed, 2000);

    [Test, Explicit("By hand: ten times as many as the gate, with its seed and with a new one, takes some minutes.")]
    public async Task Suite_AndIndependentJudge_AgreeOnEveryVerdictOfManyMore()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SPARKLOAD_TEST_SCENARIOS") ?? "20000", CultureInfo.InvariantCulture);
        await AgreeAsync(FixedSeed, count);
        await AgreeAsync(Random.Shared.NextInt64(1L << 40), count);
    }

    private static async Task AgreeAsync(long seed, int count)
    {
        var (clock, agreements) = (Stopwatch.StartNew(), new ConcurrentDictionary<long, Agreement>());
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(0, count, parallel, async (n, _) => agreements[n] = await Agreement.OnAsync(RandomScenario.Of(seed + n)));

        var suites = agreements.Values.Select(agreement => agreement.Suite).OfType<Outcome>().ToArray();
        var refused = suites.Count(suite => suite.Refused is not null);
        var rows = suites.SelectMany(suite => suite.Rows).CountBy(row => row.Verdict).OrderBy(entry => entry.Key).ToArray();
        var scenarios = suites.Where(suite => suite.Refused is null).CountBy(suite => suite.Verdict).OrderBy(entry => entry.Key).ToArray();
        TestContext.Out.WriteLine($"seed {seed}: {count} scenarios, {refused} refused before any load, {clock.Elapsed.TotalSeconds:0} s");
        TestContext.Out.WriteLine($"scenarios: {string.Join(", ", scenarios.Select(entry => $"{entry.Value} {entry.Key}"))}");
        TestContext.Out.WriteLine($"rows: {string.Join(", ", rows.Select(entry => $"{entry.Value} {entry.Key}"))}");
        TestContext.Out.WriteLine($"near the threshold, where either counts: {agreements.Values.Sum(agreement => agreement.Near)} rows");

        var disagreeing = agreements.Where(entry => entry.Value.Disagreement is not null).Select(entry => entry.Key).Order().ToArray();
        TestContext.Out.WriteLine($"disagreements: {disagreeing.Length} scenarios");
        foreach (var n in disagreeing.Take(Shown))
        {
            var smallest = await Agreement.SmallestAsync(RandomScenario.Of(seed + n));
            TestContext.Out.WriteLine($"\n{smallest}{(await Agreement.OnAsync(smallest)).Disagreement}");
        }

        disagreeing.ShouldBeEmpty();
        refused.ShouldBeLessThan(count / 5);
        rows.Select(entry => entry.Key).ShouldBe(Enum.GetValues<CriterionVerdict>());
        scenarios.Select(entry => entry.Key).ShouldBe([ScenarioVerdict.Passed, ScenarioVerdict.Failed, ScenarioVerdict.Inconclusive]);
    }
}
