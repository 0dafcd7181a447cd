using SparkLoad.EmbeddedSpark.Hosting;

namespace SparkLoad.EmbeddedSpark.Sessions;

/// <summary>Settings with a default in Spark that clients are likely to read, and those that are fixed once a server runs.</summary>
internal static class SparkDefaults
{
    public const string Ansi = "spark.sql.ansi.enabled";
    public const string TimeZone = "spark.sql.session.timeZone";
    public const string RowsPerBatch = "spark.sql.execution.arrow.maxRecordsPerBatch";
    public const string BatchBytes = "spark.connect.grpc.arrow.maxBatchSize";
    public const string Codec = "spark.sql.execution.arrow.compression.codec";
    public const string StreamDuration = "spark.connect.execute.reattachable.senderMaxStreamDuration";
    public const string StreamBytes = "spark.connect.execute.reattachable.senderMaxStreamSize";
    public const string RetryBuffer = "spark.connect.execute.reattachable.observerRetryBufferSize";
    public const string DetachedTimeout = "spark.connect.execute.manager.detachedTimeout";
    public const string SessionTimeout = "spark.connect.session.manager.defaultSessionTimeout";

    private static readonly string[] FixedPrefixes =
        ["spark.connect.", "spark.sql.warehouse.dir", "spark.sql.catalogImplementation", "spark.sql.extensions"];

    public static IReadOnlyDictionary<string, string> For(ServerVersion version) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Ansi] = version.IsFour ? "true" : "false",
        [TimeZone] = LocalZone(),
        [RowsPerBatch] = "10000",
        [BatchBytes] = version.IsFour ? "128m" : "4m",
        [Codec] = "none",
        [StreamDuration] = "2m",
        [StreamBytes] = "1g",
        [RetryBuffer] = "10m",
        [DetachedTimeout] = "5m",
        [SessionTimeout] = "60m",
        ["spark.sql.shuffle.partitions"] = "200",
        ["spark.sql.adaptive.enabled"] = "true",
        ["spark.sql.autoBroadcastJoinThreshold"] = "10485760b",
        ["spark.sql.caseSensitive"] = "false",
        ["spark.sql.catalogImplementation"] = "in-memory",
        ["spark.sql.warehouse.dir"] = "spark-warehouse",
        ["spark.sql.parquet.compression.codec"] = "snappy",
        ["spark.sql.sources.default"] = "parquet",
        ["spark.sql.timestampType"] = "TIMESTAMP_LTZ",
        ["spark.app.name"] = "Spark Connect embedded",
        ["spark.master"] = "embedded",
    };

    public static bool IsFixed(string key) => FixedPrefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal));

    private static string LocalZone()
    {
        var id = TimeZoneInfo.Local.Id;
        return id is "" or "Local" || !TimeZoneInfo.TryConvertIanaIdToWindowsId(id, out _) ? "UTC" : id;
    }
}
