using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace SparkLoad.Telemetry;

/// <summary>Metrics or spans, and what the standard variables say of where they go.</summary>
internal sealed record Signal
{
    private const string Variable = "OTEL_EXPORTER_OTLP_";
    private const string Milliseconds = "write milliseconds, such as 10000";

    private static readonly string[] Samplers =
    [
        "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio",
    ];

    /// <summary>Of a variable, or of its part after the signal: what fits, and what to write.</summary>
    private static readonly (string Key, Func<string, bool> Fits, string WayOut)[] Rules =
    [
        ("PROTOCOL", value => value is "grpc" or "http/protobuf", "write grpc or http/protobuf"),
        ("COMPRESSION", value => value is "none" or "gzip", "write none or gzip"),
        ("TIMEOUT", IsMilliseconds, Milliseconds),
        (
            "HEADERS", value => value.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0),
            "write name=value, with a comma between two"),
        ("OTEL_METRIC_EXPORT_INTERVAL", IsMilliseconds, Milliseconds),
        ("OTEL_TRACES_SAMPLER", value => Samplers.Contains(value), $"write one of {string.Join(", ", Samplers)}"),
        (
            "OTEL_TRACES_SAMPLER_ARG",
            value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1,
            "write a share from 0 to 1, such as 0.01"),
    ];

    private static readonly string[] OfEachSignal = ["PROTOCOL", "HEADERS", "TIMEOUT", "COMPRESSION"];

    /// <summary>Where it goes, for people to read: without user and parameters.</summary>
    public required string Collector { get; init; }

    /// <summary>The variables as the SDK is to read them for this signal.</summary>
    public required IConfiguration Variables { get; init; }

    /// <summary>Its own address; null where it goes to the common one, which the exporter reads itself.</summary>
    private Uri? Own { get; init; }

    public static Signal? Metrics(IConfiguration variables) => Read("METRICS", variables);

    public static Signal? Spans(IConfiguration variables) => Read("TRACES", variables);

    /// <summary>Has the signal sent to its own address, to which nothing is then added, not even if the same is set again.</summary>
    public void Address(OtlpExporterOptions exporter)
    {
        if (Own is not null)
        {
            exporter.Endpoint = Own;
        }
    }

    /// <returns>Null where no variable gives an address, or one says that nothing is exported.</returns>
    private static Signal? Read(string name, IConfiguration variables)
    {
        var own = $"{Variable}{name}_ENDPOINT";
        var key = IsSet(variables, own) ? own : $"{Variable}ENDPOINT";
        if (!IsSet(variables, key) || Says(variables, "OTEL_SDK_DISABLED", "true") || Says(variables, $"OTEL_{name}_EXPORTER", "none"))
        {
            return null;
        }

        if (!Uri.TryCreate(variables[key], UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new TelemetryException(
                $"{key} is not the address of a collector; write http://host:4317 (grpc) or http://host:4318 (http/protobuf).");
        }

        Check(variables, name);
        return new Signal
        {
            Collector = endpoint.GetLeftPart(UriPartial.Authority).Replace($"{endpoint.UserInfo}@", "", StringComparison.Ordinal),
            Own = key == own ? endpoint : null,
            Variables = new ConfigurationBuilder().AddConfiguration(variables).AddInMemoryCollection(OfEachSignal
                .Where(part => IsSet(variables, $"{Variable}{name}_{part}"))
                .Select(part => KeyValuePair.Create(Variable + part, variables[$"{Variable}{name}_{part}"]))).Build(),
        };
    }

    /// <summary>What the SDK would pass over in silence, sending to another place, in another way or more than was asked for.</summary>
    private static void Check(IConfiguration variables, string name)
    {
        foreach (var (part, fits, wayOut) in Rules)
        {
            foreach (var key in OfEachSignal.Contains(part) ? [$"{Variable}{part}", $"{Variable}{name}_{part}"] : new[] { part })
            {
                if (IsSet(variables, key) && !fits(variables[key]!.Trim()))
                {
                    var value = part == "HEADERS" ? "cannot be read" : $"is \"{variables[key]}\"";
                    throw new TelemetryException($"{key} {value}; {wayOut}.");
                }
            }
        }
    }

    private static bool IsMilliseconds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0;

    private static bool IsSet(IConfiguration variables, string key) => !string.IsNullOrWhiteSpace(variables[key]);

    private static bool Says(IConfiguration variables, string key, string value) =>
        string.Equals(variables[key]?.Trim(), value, StringComparison.OrdinalIgnoreCase);
}
