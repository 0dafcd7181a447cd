using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Tests.Simulation;
using SparkLoad.Results;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Execution;

public sealed class LongRunTests
{
    [Test]
    public async Task Load_OfSixHoursAt100PerSecond_StaysFlatInMemory()
    {
        var simulated = new Simulated();
        var heap = new HeapWatch();
        var criteria = CriteriaSet.Parse(
        [
            ("failed queries", "none"),
            ("99th percentile latency", "under 1 second"),
            ("95th percentile latency in every 1-minute window", "under 1 second"),
            ("maximum latency in 99% of the seconds", "under 1 second"),
        ]);
        var service = new SimulatedService(simulated.Time, asked => new Answer(Ms(5 + (asked.N % 100))));
        var load = await simulated.RunAsync(Open(100, TimeSpan.FromHours(6)), service, criteria, heap);

        var result = load.ToResult();
        result.Succeeded.ShouldBe(2_160_000);
        criteria.Judge(load, EvidenceKind.Acceptance).ShouldAllBe(row => row.Verdict == CriterionVerdict.Met);
        // Per hour as much as the seconds of its series may take.
        heap.AfterHours[5].ShouldBeLessThan(heap.AfterHours[1] + 1_000_000);
        TestContext.Out.WriteLine($"heap after 2 h {heap.AfterHours[1]:N0} bytes, after 6 h {heap.AfterHours[5]:N0} bytes");
    }

    /// <summary>Looks at what is held after every hour.</summary>
    private sealed class HeapWatch : ILoadObserver
    {
        public List<long> AfterHours { get; } = [];

        public string Scenario => "six-hours";

        public CancellationToken Broken => CancellationToken.None;

        public void LoadBegins(LoadResult planned)
        {
        }

        public void QueryEnded(JournalLine line)
        {
        }

        public void SecondEnded(SeriesLine line, LoadProgress progress)
        {
            if (line.T % 3600 == 0)
            {
                AfterHours.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        public void ThrowIfBroken()
        {
        }
    }
}
