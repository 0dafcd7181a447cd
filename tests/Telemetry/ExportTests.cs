using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Telemetry.Tests.Otlp;

namespace SparkLoad.Telemetry.Tests;

internal sealed class ExportTests
{
    private const string Secret = "hush-in-the-header";
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];

    [TestCaseSource(nameof(Protocols))]
    public async Task Load_ThatEndsInEveryWay_IsCountedAsItsResultsCountIt(string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(protocol);
        var said = new List<string>();
        var telemetry = Start(
            said, ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_EXPORTER_OTLP_HEADERS", $"authorization={Secret}"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"));

        var loads = await PlantedLoad.RunAsync(telemetry);
        await telemetry.DisposeAsync();

        loads[0].Succeeded.ShouldBeGreaterThan(0);
        new[] { loads[0].Failed, loads[0].TimedOut, loads[0].NeverStarted }.ShouldAllBe(count => count > 0);
        foreach (var load in loads)
        {
            receiver.ShouldEqual(PlantedLoad.Scenario, load);
        }

        receiver.Spans().Count().ShouldBe((int)loads.Sum(load => load.Started));
        receiver.Count("sparkload.query.failed", ("error.type", "PLANTED")).ShouldBe(loads[0].Failed);
        receiver.Metrics.SelectMany(OtlpReceiver.MetricsIn).Where(metric => metric.Name == "sparkload.query.in_flight")
            .SelectMany(metric => metric.Sum.Points).Max(point => point.AsInt).ShouldBeGreaterThan(0);
        receiver.Authorizations.Distinct().ShouldBe([Secret]);
        said.ShouldBeEmpty();
    }

    [Test]
    public async Task Span_OfAQuery_HasWhatTheConventionsAskFor()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        var telemetry = Start([], ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address));

        await PlantedLoad.RunAsync(telemetry, seconds: 0.5);
        await telemetry.DisposeAsync();

        var spans = receiver.Spans().ToList();
        spans.Select(span => span.TraceId).Distinct().Count().ShouldBe(spans.Count);
        spans.ShouldAllBe(span => span.Kind == 3 && span.EndNanos >= span.StartNanos && span.ParentSpanId.IsEmpty);
        var failed = spans.First(span => span.Status?.Code == 2 && span.Attributes.Of("error.type") == "PLANTED");
        failed.Name.ShouldBe(failed.Attributes.Of("db.query.summary"));
        failed.Attributes.Of("db.response.status_code").ShouldBe("PLANTED");
        var answered = spans.First(span => span.Name == "schema");
        var told = answered.Attributes.Where(attribute => !attribute.Key.StartsWith("sparkload.query.", StringComparison.Ordinal))
            .ToDictionary(attribute => attribute.Key, attribute => answered.Attributes.Of(attribute.Key));
        double.Parse(told["sparkload.dispatch_delay"]!, CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
        told.Remove("sparkload.dispatch_delay");
        told.ShouldBe(
            new Dictionary<string, string?>
            {
                ["db.system.name"] = "spark",
                ["db.query.summary"] = "schema",
                ["db.response.returned_rows"] = "3",
                ["server.address"] = "spark.example",
                ["server.port"] = "15002",
                ["rpc.system.name"] = "grpc",
                ["rpc.method"] = "spark.connect.SparkConnectService/ExecutePlan",
                ["sparkload.run.id"] = PlantedLoad.Run.Id,
                ["sparkload.scenario"] = PlantedLoad.Scenario,
                ["sparkload.load"] = "reports",
                ["sparkload.spark.version"] = "4.1.1-acme-0",
                ["sparkload.evidence"] = "acceptance",
                ["sparkload.client.number"] = "0",
            },
            ignoreOrder: true);
    }

    [Test]
    public async Task StandardVariables_OfSamplerServiceAndSignal_AreFollowed()
    {
        await using var metrics = await OtlpReceiver.StartAsync("http/protobuf");
        await using var traces = await OtlpReceiver.StartAsync("grpc");
        var telemetry = Start(
            [], ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"{metrics.Address}/v1/metrics"),
            ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", traces.Address),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", $"authorization={Secret}"), ("OTEL_SERVICE_NAME", "nightly"),
            ("OTEL_RESOURCE_ATTRIBUTES", "team=lake"), ("OTEL_TRACES_SAMPLER", "traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.3"));

        var loads = await PlantedLoad.RunAsync(telemetry);
        await telemetry.DisposeAsync();

        metrics.ShouldEqual(PlantedLoad.Scenario, loads[0]);
        metrics.Authorizations.Distinct().ShouldBe([""]);
        traces.Authorizations.Distinct().ShouldBe([Secret]);
        (traces.Spans().Count() / (double)loads.Sum(load => load.Started)).ShouldBeInRange(0.1, 0.5);
        var resource = metrics.Metrics.First().Resources[0].Resource.Attributes;
        resource.Of("service.name").ShouldBe("nightly");
        resource.Of("service.instance.id").ShouldBe(PlantedLoad.Run.Id);
        resource.Of("service.version").ShouldBe("1.2.3");
        resource.Of("team").ShouldBe("lake");
    }

    [TestCase(Behaviour.Refuses, "http/protobuf", "503")]
    [TestCase(Behaviour.Refuses, "grpc", "it answered Unavailable")]
    [TestCase(Behaviour.Hangs, "grpc", "it did not answer in time")]
    [TestCase(Behaviour.Hangs, "http/protobuf", "it did not answer in time")]
    [TestCase(null, "grpc", "Connection refused")]
    [TestCase(null, "http/protobuf", "Connection refused")]
    public async Task Collector_ThatComesBack_HasAllFiguresAndWasNamedOnce(Behaviour? first, string protocol, string reason)
    {
        var port = FreePort();
        var receiver = first is { } behaviour ? await OtlpReceiver.StartAsync(protocol, behaviour, port) : null;
        var said = new List<string>();
        var telemetry = Start(
            said, ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://user:{Secret}@127.0.0.1:{port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_EXPORTER_OTLP_HEADERS", $"authorization={Secret}"), ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "100"));

        var loads = await PlantedLoad.RunAsync(telemetry, seconds: 0.6);
        receiver ??= await OtlpReceiver.StartAsync(protocol, port: port);
        receiver.Behaviour = Behaviour.Takes;
        // The load is over, so that any metrics hold all of it. The last ones may come too late on a busy machine, with so short a limit.
        await receiver.FirstMetrics.WaitAsync(TimeSpan.FromSeconds(30));
        await telemetry.DisposeAsync();
        await receiver.DisposeAsync();

        var sentence = said.ShouldHaveSingleItem();
        sentence.ShouldStartWith($"OpenTelemetry: http://127.0.0.1:{port} did not take what was sent to it: ");
        sentence.ShouldContain(reason);
        sentence.ShouldNotContain(Secret);
        receiver.ShouldEqual(PlantedLoad.Scenario, loads[0]);
    }

    [Test]
    public async Task Collector_ThatHangsToTheEnd_HoldsUpNeitherTheLoadNorTheEndForLong()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc", Behaviour.Hangs);
        var said = new List<string>();
        var telemetry = Start(said, ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_METRIC_EXPORT_INTERVAL", "50"));

        var loads = await PlantedLoad.RunAsync(telemetry);
        var clock = Stopwatch.StartNew();
        await telemetry.DisposeAsync();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(7));
        said.ShouldHaveSingleItem().ShouldContain("did not answer in time");
        receiver.Requests.ShouldBeGreaterThan(0);
        loads[1].Succeeded.ShouldBe(loads[1].Planned);
    }

    [TestCase]
    [TestCase("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317", "OTEL_SDK_DISABLED", "true")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317", "OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none")]
    public void Run_WithoutACollector_ExportsNothing(params string[] variables) =>
        RunTelemetry.Start(
            Variables([.. variables.Chunk(2).Select(pair => (pair[0], pair[1]))]), PlantedLoad.Run, _ => { }).ShouldBeNull();

    [Test]
    public async Task Signal_WithoutACollector_IsSentNowhere()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        var telemetry = Start([], ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Address), ("OTEL_METRIC_EXPORT_INTERVAL", "50"));

        await PlantedLoad.RunAsync(telemetry, seconds: 0.3);
        await telemetry.DisposeAsync();

        receiver.Spans().ShouldNotBeEmpty();
        receiver.Metrics.ShouldBeEmpty();
    }

    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "is not the address of a collector")]
    [TestCase("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector", "is not the address of a collector")]
    [TestCase("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "write grpc or http/protobuf")]
    [TestCase("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "json", "write grpc or http/protobuf")]
    [TestCase("OTEL_EXPORTER_OTLP_HEADERS", Secret, "cannot be read; write name=value")]
    [TestCase("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "write milliseconds")]
    [TestCase("OTEL_METRIC_EXPORT_INTERVAL", "0", "write milliseconds")]
    [TestCase("OTEL_EXPORTER_OTLP_COMPRESSION", "zip", "write none or gzip")]
    [TestCase("OTEL_TRACES_SAMPLER", "traceidratoi", "is \"traceidratoi\"; write one of always_on, ")]
    [TestCase("OTEL_TRACES_SAMPLER_ARG", "1%", "write a share from 0 to 1")]
    public void Variable_ThatCannotBeUsed_IsNamedWithTheWayOut(string key, string value, string words)
    {
        var variables = Variables(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317"), (key, value));

        var mistake = RunTelemetry.Mistake(variables).ShouldNotBeNull();

        mistake.ShouldStartWith(key);
        mistake.ShouldContain(words);
        mistake.ShouldNotContain(Secret);
        Should.Throw<TelemetryException>(() => RunTelemetry.Start(variables, PlantedLoad.Run, _ => { })).Message.ShouldBe(mistake);
    }

    internal static RunTelemetry Start(List<string> said, params (string Key, string Value)[] variables) =>
        RunTelemetry.Start(Variables(variables), PlantedLoad.Run, said.Add).ShouldNotBeNull();

    private static IConfiguration Variables(params (string Key, string Value)[] variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.GroupBy(pair => pair.Key)
            .Select(pairs => KeyValuePair.Create(pairs.Key, (string?)pairs.Last().Value))).Build();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
