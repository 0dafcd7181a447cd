using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Reading;

public sealed class LoadRecordTests
{
    [Test]
    public void Timeline_StartsOnTheSecond_ShowsThePlannedRateAsItWasPlanned()
    {
        var record = new LoadRecord("s", "l");
        for (var second = 0; second < 15; second++)
        {
            record.Add(new JournalLine
            {
                Scenario = "s", Load = "l", Query = "q", Client = 0, N = second, Outcome = QueryOutcome.Succeeded, Planned = second
                    * 1000, Ended = (second * 1000) + 20,
            });
            // As the recorder writes it, some milliseconds after the second: it has seen the next start already.
            record.Add(new SeriesLine
            {
                Scenario = "s", Load = "l", T = second + 1.012, At = Runs.Began.AddSeconds(second + 1.012), Planned = second == 0
                    ? 2
                    : second == 14
                    ? 0
                    : 1,
                Started = 1, Succeeded = 1, Failed = 0, InFlight = 0,
            });
        }

        var timeline = record.ToTimeline(15_000, isOver: true)!;

        timeline.Points.Count.ShouldBe(15);
        timeline.Points.ShouldAllBe(point => point.PlannedPerSecond == 1);
    }

    [Test]
    public void Timeline_LoadThatEndsWithinASecond_CountsOnlyThePartThatWasPlanned()
    {
        var record = new LoadRecord("s", "l");
        for (var number = 0; number < 154; number++)
        {
            record.Add(new JournalLine
            {
                Scenario = "s", Load = "l", Query = "q", Client = 0, N = number, Outcome = QueryOutcome.Succeeded, Planned = number
                    * 100, Ended = (number * 100) + 20,
            });
        }

        record.ToTimeline(15_400, isOver: true)!.Points.ShouldAllBe(point => Math.Abs(point.PlannedPerSecond!.Value - 10) < 1e-9);
    }
}
