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

    private static readonly string[] FixedPrefixes = ["spark.connect.", "spark.sql.warehouse.dir", "spark.sql.catalogImplementation", "spark.sql.extensions"];

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
        ["spark.sql.execution.arrow.pyspark.enabled"] = "false",
        ["spark.sql.execution.arrow.pyspark.fallback.enabled"] = "true",
        ["spark.sql.execution.arrow.pyspark.selfDestruct.enabled"] = "false",
        ["spark.sql.execution.arrow.useLargeVarTypes"] = "false",
        ["spark.sql.execution.pandas.convertToArrowArraySafely"] = "false",
        ["spark.sql.execution.pandas.inferPandasDictAsMap"] = "false",
        ["spark.sql.execution.pandas.structHandlingMode"] = "legacy",
        ["spark.sql.pyspark.inferNestedDictAsStruct.enabled"] = "false",
        ["spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled"] = "false",
        ["spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled"] = "false",
        ["spark.sql.pyspark.jvmStacktrace.enabled"] = "false",
        ["spark.sql.parquet.compression.codec"] = "snappy",
        ["spark.sql.repl.eagerEval.enabled"] = "false",
        ["spark.sql.repl.eagerEval.maxNumRows"] = "20",
        ["spark.sql.repl.eagerEval.truncate"] = "20",
        ["spark.sql.session.localRelationCacheThreshold"] = version.IsFour ? "1048576" : "67108864",
        ["spark.sql.session.localRelationChunkSizeRows"] = "10000",
        ["spark.sql.session.localRelationChunkSizeBytes"] = "16777216",
        ["spark.sql.session.localRelationBatchOfChunksSizeBytes"] = "1073741824",
        ["spark.sql.session.localRelationSizeLimit"] = "3221225472",
        ["spark.sql.sources.default"] = "parquet",
        ["spark.sql.timestampType"] = "TIMESTAMP_LTZ",
        ["spark.connect.session.planCompression.threshold"] = "-1",
        ["spark.connect.session.planCompression.defaultAlgorithm"] = "NONE",
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
