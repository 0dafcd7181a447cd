using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Telemetry;

/// <summary>
/// Metrics and spans of a run, for the collector that the standard variables name. The SDK reads those variables itself and exports on
/// threads of its own, from queues with a limit.
/// </summary>
public sealed class RunTelemetry : IAsyncDisposable
{
    /// <summary>How long the end of a run waits for the collector.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The SDK's own default of 60 s shows nothing of a load of a minute.</summary>
    private const int ExportIntervalMilliseconds = 10_000;

    private readonly RunInfo _run;
    private readonly CollectorWatch _watch;
    private readonly QueryMetrics _metrics = new();
    private readonly QuerySpans _spans = new();
    private readonly MeterProvider? _meters;
    private readonly TracerProvider? _tracers;

    private RunTelemetry(RunInfo run, Signal? metrics, Signal? spans, Action<string> say)
    {
        _run = run;
        Signal[] signals = [.. new[] { metrics, spans }.OfType<Signal>()];
        _watch = new CollectorWatch(signals, say);
        _meters = metrics is null ? null : Meters(metrics);
        _tracers = spans is null ? null : Tracers(spans);
    }

    /// <summary>Begins to export, where a variable names a collector.</summary>
    /// <param name="variables">Those of the environment.</param>
    /// <param name="run">The run.</param>
    /// <param name="say">Says a sentence to whoever reads the run's output; called once, if the collector takes nothing.</param>
    /// <returns>Null where no collector is named: nothing is then created or sent.</returns>
    /// <exception cref="TelemetryException">A variable cannot be used.</exception>
    public static RunTelemetry? Start(IConfiguration variables, RunInfo run, Action<string> say)
    {
        var (metrics, spans) = (Signal.Metrics(variables), Signal.Spans(variables));
        return metrics is null && spans is null ? null : new RunTelemetry(run, metrics, spans, say);
    }

    /// <summary>The variables of this process.</summary>
    public static IConfiguration Variables() => new ConfigurationBuilder().AddEnvironmentVariables().Build();

    /// <summary>What is wrong with the variables; null where nothing is.</summary>
    public static string? Mistake(IConfiguration variables)
    {
        try
        {
            _ = (Signal.Metrics(variables), Signal.Spans(variables));
            return null;
        }
        catch (TelemetryException e)
        {
            return e.Message;
        }
    }

    /// <summary>Exports what a scenario's loads do, besides telling it to another observer.</summary>
    /// <param name="observer">Is told as before.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="reference">The side that asks another Spark, and that Spark; null where there is none.</param>
    public ILoadObserver Observe(ILoadObserver observer, ScenarioResult scenario, (string Side, TargetInfo Spark)? reference = null) =>
        new ExportedScenario(observer, new ScenarioTags(_run, scenario, reference), _metrics, _spans);

    /// <summary>Sends what is left, within a limit. What is not sent by then is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        var milliseconds = (int)Limit.TotalMilliseconds;
        var ending = Task.WhenAll(
            Task.Run(() => _meters?.Shutdown(milliseconds) ?? true), Task.Run(() => _tracers?.Shutdown(milliseconds) ?? true));
        await Task.WhenAny(ending, Task.Delay(Limit)).ConfigureAwait(false);
        if (ending is not { IsCompletedSuccessfully: true } || ending.Result.Contains(false))
        {
            _watch.EndedUnsent();
        }

        _watch.Dispose();
        // Takes as long as a collector that hangs lets it; its threads end with the process.
        _ = Task.Run(Release);
    }

    private void Release()
    {
        _meters?.Dispose();
        _tracers?.Dispose();
        _metrics.Dispose();
        _spans.Dispose();
    }

    private MeterProvider Meters(Signal signal) => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(signal.Variables))
        .ConfigureResource(Describe)
        .AddMeter(QueryMetrics.Meter, "System.Runtime")
        .AddOtlpExporter((exporter, reader) =>
        {
            signal.Address(exporter);
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds ??= ExportIntervalMilliseconds;
        })
        .Build();

    private TracerProvider Tracers(Signal signal) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(signal.Variables))
        .ConfigureResource(Describe)
        .AddSource(QuerySpans.Source)
        .AddOtlpExporter(signal.Address)
        .Build();

    // The variables last, so that what they say of the service wins.
    private void Describe(ResourceBuilder resource) => resource
        .AddService("sparkload", serviceVersion: _run.Suite.Version, serviceInstanceId: _run.Id)
        .AddEnvironmentVariableDetector();
}
