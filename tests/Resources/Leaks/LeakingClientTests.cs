using System.Runtime.Versioning;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.Resources.Tests.Leaks;

/// <summary>This process leaks for real, in the time of a load that is only played.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class LeakingClientTests
{
    private const int Piece = 50_000;
    private const int SamplesPerMinute = 8;

    [Test]
    public void Growth_ClientThatKeepsWhatItAllocates_IsNotMet()
    {
        var kept = new List<byte[]>();

        var row = HalfAnHour.Judge("client memory growth", Watch(kept.Add));

        row.Verdict.ShouldBe(CriterionVerdict.NotMet, CriteriaText.Table([row]));
        GC.KeepAlive(kept);
    }

    [Test]
    public void Growth_ClientThatLetsGoOfIt_IsMet()
    {
        var row = HalfAnHour.Judge("client memory growth", Watch(_ => { }));

        row.Verdict.ShouldBe(CriterionVerdict.Met, CriteriaText.Table([row]));
    }

    private static ResourcesResult Watch(Action<byte[]> use)
    {
        using var probe = new LinuxProcessProbe();
        CleanHeap.Collect();
        var tally = new ClientTally(ClientReading.Take(probe, exact: true), samplesPerSecond: 4);
        for (var sample = 1; sample <= HalfAnHour.Minutes * SamplesPerMinute; sample++)
        {
            for (var bytes = 0; bytes < HalfAnHour.LeakedBytesPerMinute / SamplesPerMinute; bytes += Piece)
            {
                var memory = new byte[Piece];
                memory.AsSpan().Fill(1); // touched, so that it is resident
                use(memory);
            }

            if (sample % SamplesPerMinute == 0)
            {
                // In half an hour the runtime would have found the time for it.
                GC.Collect();
            }

            tally.Add(TimeSpan.FromMinutes((double)sample / SamplesPerMinute), ClientReading.Take(probe, exact: false));
        }

        return new ResourcesResult(
            tally.Result(ClientReading.Take(probe, exact: true), answeredQueries: 1, idleCpuMsPerSecond: null), Server: null);
    }
}
