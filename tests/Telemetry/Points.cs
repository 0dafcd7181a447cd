using System.Globalization;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Telemetry.Tests.Otlp;
using Attribute = SparkLoad.Telemetry.Tests.Otlp.Attribute;

namespace SparkLoad.Telemetry.Tests;

/// <summary>What a collector was sent of one load, held against the load's results.</summary>
internal static class Points
{
    public static string? Of(this IEnumerable<Attribute> attributes, string key) =>
        attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value switch
        {
            null => null,
            { ValueCase: AttributeValue.ValueOneofCase.Text } value => value.Text,
            { ValueCase: AttributeValue.ValueOneofCase.Whole } value => value.Whole.ToString(CultureInfo.InvariantCulture),
            { ValueCase: AttributeValue.ValueOneofCase.IsTrue } value => $"{value.IsTrue}",
            var value => value.Number.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>The sum of a counter's points with these attributes.</summary>
    public static long Count(this OtlpReceiver receiver, string name, params (string Key, string Value)[] with) =>
        receiver.Newest(name)?.Sum.Points.Where(point => Has(point.Attributes, with)).Sum(point => point.AsInt) ?? 0;

    /// <summary>Everything that is counted of a load equals its results, and the histograms put each percentile in its bucket.</summary>
    public static void ShouldEqual(this OtlpReceiver receiver, string scenario, LoadResult load)
    {
        (string, string)[] of = [("sparkload.scenario", scenario), ("sparkload.load", load.Name)];

        receiver.Count("sparkload.query.planned", of).ShouldBe(load.Planned);
        receiver.Count("sparkload.query.started", of).ShouldBe(load.Started);
        receiver.Count("sparkload.query.answered", of).ShouldBe(load.Succeeded);
        foreach (var (outcome, count) in new[]
        {
            ("failed", load.Failed), ("timed out", load.TimedOut), ("unfinished", load.Unfinished), ("never started", load.NeverStarted),
        })
        {
            receiver.Count("sparkload.query.failed", [.. of, ("sparkload.outcome", outcome)]).ShouldBe(count, outcome);
        }

        foreach (var query in load.Queries)
        {
            receiver.Count("sparkload.query.answered", [.. of, ("db.query.summary", query.Name)]).ShouldBe(query.Answered, query.Name);
            receiver.Count("sparkload.query.failed", [.. of, ("db.query.summary", query.Name)]).ShouldBe(query.Failed, query.Name);
        }

        Compare(Histogram("sparkload.query.scheduled_latency"), load.LatencyMs.Scheduled);
        // Of a query that was never started there is no service latency, which the results count as never reached.
        Compare(Histogram("db.client.operation.duration"), load.LatencyMs.Service, unstarted: load.NeverStarted);

        IReadOnlyList<HistogramPoint> Histogram(string name) =>
            [.. receiver.Newest(name)!.Histogram.Points.Where(point => Has(point.Attributes, of))];
    }

    private static bool Has(IEnumerable<Attribute> attributes, (string Key, string Value)[] with) =>
        with.All(pair => attributes.Of(pair.Key) == pair.Value);

    private static void Compare(IReadOnlyList<HistogramPoint> points, LatencyDistribution results, long unstarted = 0)
    {
        var answered = points.Where(point => point.Attributes.Of("error.type") is null).ToList();
        ((long)points.Sum(point => (decimal)point.Count) + unstarted).ShouldBe(results.Count);
        foreach (var (percentile, ms) in results.Percentiles)
        {
            var rank = (long)Math.Ceiling(int.Parse(percentile, CultureInfo.InvariantCulture) / 100m * results.Count);
            var (from, to) = BucketOf(answered, rank);
            if (ms is null)
            {
                to.ShouldBe(double.PositiveInfinity, $"{percentile}th percentile");
            }
            else
            {
                // The results hold the upper end of a step of 0.1%.
                (ms.Value / 1000).ShouldBeInRange(from * 0.999, to * 1.001, $"{percentile}th percentile");
            }
        }
    }

    private static (double From, double To) BucketOf(List<HistogramPoint> answered, long rank)
    {
        double[] bounds = [0, .. answered[0].Bounds, double.PositiveInfinity];
        long seen = 0;
        for (var i = 0; i < bounds.Length - 1; i++)
        {
            seen += (long)answered.Sum(point => (decimal)point.Buckets[i]);
            if (seen >= rank)
            {
                return (bounds[i], bounds[i + 1]);
            }
        }

        return (bounds[^2], double.PositiveInfinity);
    }
}
