using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Telemetry.Tests.Otlp;
using Attribute = SparkLoad.Telemetry.Tests.Otlp.Attribute;

namespace SparkLoad.Telemetry.Tests;

/// <summary>Every metric and label in docs/grafana.json is one that is exported, by the name that Prometheus gives it.</summary>
internal sealed partial class DashboardTests
{
    // What Prometheus itself adds: of the service and its instance, and the bounds of a histogram.
    private static readonly string[] OfPrometheus = ["job", "instance", "le"];

    [Test]
    public async Task Dashboard_EveryNameInIt_IsExported()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        var telemetry = ExportTests.Start([], ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address));
        await PlantedLoad.RunAsync(telemetry, seconds: 0.5);
        GC.Collect();
        await telemetry.DisposeAsync();
        var exported = receiver.Metrics.SelectMany(OtlpReceiver.MetricsIn).SelectMany(Names)
            .GroupBy(name => name.Metric).ToDictionary(names => names.Key, names => names.SelectMany(name => name.Labels).ToHashSet());

        var queries = Queries().ToList();

        queries.Count.ShouldBeGreaterThan(10);
        foreach (var (text, legend) in queries)
        {
            var metrics = MetricsIn(text);
            metrics.ShouldNotBeEmpty(text);
            metrics.ShouldAllBe(metric => exported.ContainsKey(metric), text);
            var labels = metrics.SelectMany(metric => exported[metric]).Concat(OfPrometheus).ToHashSet();
            LabelsIn(text, legend).ShouldAllBe(label => labels.Contains(label), text);
        }

        var shown = queries.SelectMany(query => MetricsIn(query.Text)).ToHashSet();
        exported.Keys.Where(metric => metric.StartsWith("sparkload_", StringComparison.Ordinal) && !Sums().IsMatch(metric))
            .Where(metric => !shown.Contains(metric)).ShouldBeEmpty();
    }

    private static IEnumerable<(string Text, string Legend)> Queries()
    {
        using var dashboard = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "grafana.json")));
        return [.. Find(dashboard.RootElement)];
    }

    private static IEnumerable<(string Text, string Legend)> Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Find),
        JsonValueKind.Object => Of(element, "expr")
            .Concat(Of(element, "query").Where(query => LabelValues().IsMatch(query.Text)))
            .Concat(element.EnumerateObject().SelectMany(property => Find(property.Value))),
        _ => [],
    };

    private static IEnumerable<(string Text, string Legend)> Of(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? [(text.GetString()!, element.TryGetProperty("legendFormat", out var legend) ? legend.GetString()! : "")]
            : [];

    private static List<string> MetricsIn(string text) =>
        [.. Metric().Matches(LabelValues().Replace(Matchers().Replace(By().Replace(text, ""), ""), "")).Select(match => match.Value)];

    private static IEnumerable<string> LabelsIn(string text, string legend) =>
        Matchers().Matches(text).SelectMany(match => Label().Matches(match.Groups[1].Value)).Select(match => match.Groups[1].Value)
            .Concat(By().Matches(text).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)))
            .Concat(LabelValues().Matches(text).Select(match => match.Groups[1].Value))
            .Concat(Legend().Matches(legend).Select(match => match.Groups[1].Value));

    /// <summary>As the translation of OTLP to Prometheus makes them.</summary>
    private static IEnumerable<(string Metric, IEnumerable<string> Labels)> Names(Otlp.Metric metric)
    {
        var unit = metric.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = Plain(metric.Name) + unit;
        var labels = Attributes(metric).Select(attribute => Plain(attribute.Key));
        return metric.DataCase switch
        {
            Otlp.Metric.DataOneofCase.Histogram => new[] { "_bucket", "_count", "_sum" }.Select(end => (name + end, labels)),
            Otlp.Metric.DataOneofCase.Sum when metric.Sum.Monotonic => [(name + "_total", labels)],
            _ => [(name, labels)],
        };
    }

    private static IEnumerable<Attribute> Attributes(Otlp.Metric metric) => metric.DataCase switch
    {
        Otlp.Metric.DataOneofCase.Histogram => metric.Histogram.Points.SelectMany(point => point.Attributes),
        Otlp.Metric.DataOneofCase.Sum => metric.Sum.Points.SelectMany(point => point.Attributes),
        _ => metric.Gauge.Points.SelectMany(point => point.Attributes),
    };

    private static string Plain(string name) => name.Replace('.', '_');

    [GeneratedRegex("(?:sparkload|db_client|dotnet)_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("_(?:count|sum)$")]
    private static partial Regex Sums();

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Matchers();

    [GeneratedRegex("([a-z_]+)(?:=~|!~|!=|=)\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:by|without)\s*\(([^)]*)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"(?<=label_values\(.*),\s*([a-z_]+)\)$")]
    private static partial Regex LabelValues();

    [GeneratedRegex(@"\{\{\s*([a-z_]+)\s*\}\}")]
    private static partial Regex Legend();
}
