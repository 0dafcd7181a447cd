using System.Collections.Concurrent;
using System.Globalization;
using Apache.Arrow.Ipc;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Results;

namespace SparkLoad.EmbeddedSpark.Sessions;

/// <summary>A session's settings over the server's over Spark's defaults.</summary>
internal sealed class SessionConfig(ServerVersion version, IReadOnlyDictionary<string, string> server, FaultPlan faults)
{
    private const double UsableShare = 0.7; // Spark fills a batch to 70% of the limit

    private readonly IReadOnlyDictionary<string, string> _defaults = SparkDefaults.For(version);
    private readonly ConcurrentDictionary<string, string> _own = new(StringComparer.Ordinal);

    public bool Ansi => bool.Parse(Required(SparkDefaults.Ansi));

    public string Zone => Required(SparkDefaults.TimeZone);

    public BatchLimits Batches => new(
        Math.Max(1, int.Parse(Required(SparkDefaults.RowsPerBatch), CultureInfo.InvariantCulture)),
        (long)(SparkUnits.Bytes(Required(SparkDefaults.BatchBytes)) * UsableShare),
        Zone,
        !version.IsFour ? null : Required(SparkDefaults.Codec) switch
        {
            "zstd" => CompressionCodecType.Zstd,
            "lz4" => CompressionCodecType.Lz4Frame,
            _ => null,
        });

    public string? Find(string key) =>
        FaultPlan.IsFault(key) ? faults.Find(key) :
        _own.TryGetValue(key, out var value) || server.TryGetValue(key, out value) || _defaults.TryGetValue(key, out value) ? value : null;

    public string Required(string key) => Find(key) ?? throw new SparkException(
        ErrorKind.NoSuchElement, "SQL_CONF_NOT_FOUND", "42K0I",
        $"The SQL config \"{key}\" cannot be found. Please verify that the config exists.",
        SparkErrors.With("sqlConf", $"\"{key}\""));

    /// <exception cref="SparkException">The setting is fixed, or the value is not of its type.</exception>
    public void Set(string key, string value)
    {
        if (SparkDefaults.IsFixed(key))
        {
            throw version.IsFour
                ? new SparkException(
                    ErrorKind.Analysis, "CANNOT_MODIFY_STATIC_CONFIG", "46110",
                    $"Cannot modify the value of the static Spark config: \"{key}\".", SparkErrors.With("key", $"\"{key}\""))
                : new SparkException(ErrorKind.Analysis, null, null, $"Cannot modify the value of a static config: {key}.");
        }

        Check(key, value);
        FaultPlan.Validate(key, value, SparkErrors.IllegalArgument);
        if (FaultPlan.IsFault(key))
        {
            faults.Set(key, value);
        }
        else
        {
            _own[key] = value;
        }
    }

    public void Unset(string key)
    {
        faults.Unset(key);
        _own.TryRemove(key, out _);
    }

    /// <summary>What was set, by this session or at the server's start; the defaults are not among it, as in Spark.</summary>
    public IEnumerable<KeyValuePair<string, string>> All() =>
        server.Where(pair => !_own.ContainsKey(pair.Key)).Concat(_own).OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>A value is of the type that the default has: boolean, whole number or text.</summary>
    private void Check(string key, string value)
    {
        var type = _defaults.GetValueOrDefault(key) switch
        {
            "true" or "false" when !bool.TryParse(value, out _) => "boolean",
            { } number when long.TryParse(number, CultureInfo.InvariantCulture, out _)
                && !long.TryParse(value, CultureInfo.InvariantCulture, out _) => "int",
            _ when key == SparkDefaults.TimeZone && !TimeZoneInfo.TryFindSystemTimeZoneById(value, out _) => "time zone",
            _ => null,
        };
        if (type is null)
        {
            return;
        }

        throw version.IsFour
            ? new SparkException(
                ErrorKind.IllegalArgument, "INVALID_CONF_VALUE.TYPE_MISMATCH", "22022",
                $"The value '{value}' in the config \"{key}\" is invalid. It should be a/an '{type}' value.",
                new Dictionary<string, string> { ["confName"] = key, ["confValue"] = value, ["confType"] = type })
            : SparkErrors.IllegalArgument($"{key} should be {type}, but was {value}");
    }
}
