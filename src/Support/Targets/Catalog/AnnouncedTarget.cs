using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Data;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Python;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Servers;
using SparkLoad.Targets.Sessions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Catalog;

/// <summary>A Spark as the settings announce it: nothing is reached or started, so version and data are those that are stated.</summary>
internal static class AnnouncedTarget
{
    /// <exception cref="TargetNotReachedException">The settings say nothing of it, or name a folder that is no Spark home.</exception>
    public static SparkTarget Of(SparkName spark, bool withTrips, SuiteSettings settings, QueryCatalog queries, bool own = false)
    {
        var setting = settings.Target(spark) ?? throw ServerStart.Unknown(spark);
        if (setting is TargetSetting.SparkHome home)
        {
            SparkHome.Open(spark, home.Path, Environment.GetEnvironmentVariable);
        }

        return Of(spark, withTrips, setting, settings, queries, own);
    }

    /// <summary>A Spark of which nothing is known.</summary>
    public static SparkTarget Nowhere(SparkName spark, bool withTrips, SuiteSettings settings, QueryCatalog queries) =>
        Of(spark, withTrips, new TargetSetting.Embedded(), settings, queries, own: true);

    private static SparkTarget Of(
        SparkName spark, bool withTrips, TargetSetting setting, SuiteSettings settings, QueryCatalog queries, bool own)
    {
        var server = setting switch
        {
            TargetSetting.Remote remote => new Server(TargetKind.Remote, $"{spark} at sc://{remote.Connection.Address}"),
            TargetSetting.SparkHome home => new Server(TargetKind.SparkHome, $"{spark}, started from {home.Path}"),
            _ => new Server(TargetKind.Embedded, $"the embedded endpoint in place of {spark}"),
        };
        var isReal = server.Kind != TargetKind.Embedded;
        var version = spark.IsVersion ? spark.Text : "any version";
        var info = new TargetInfo
        {
            Name = spark.Text,
            Kind = server.Kind,
            Address = server.Name,
            StatedVersion = spark.IsVersion ? spark.Text : null,
            ReportedVersion = isReal ? version : version + TargetInfo.StandInSuffix,
        };
        return new SparkTarget(
            spark, server, info, settings.ConfiguredScale ?? (isReal ? DurationScale.Full : ScaleSetting.EmbeddedDefault), queries,
            withTrips ? new Trips(new DataInfo(SourceOf(settings.NycTaxi, isReal), 0, null), [], "", null) : null,
            new PySparkPlace(spark, version, settings.PySpark(spark), ""))
        {
            Own = own ? SessionSettings.None : null,
        };
    }

    private static DataSource SourceOf(DataSetting setting, bool isReal) => setting switch
    {
        DataSetting.Parquet => DataSource.Parquet,
        DataSetting.Table => DataSource.ServerTable,
        DataSetting.Auto when isReal => DataSource.ServerTable,
        _ => DataSource.Synthetic,
    };

    private sealed record Server(TargetKind Kind, string Name) : IServer
    {
        public ConnectionString Connection => throw new NotSupportedException("A check reaches no Spark.");

        public Uri? Ui => null;

        public int? ProcessId => null;

        public IReadOnlyDictionary<string, string> Conf => new Dictionary<string, string>();

        public TimeSpan ReadyWithin => TimeSpan.Zero;

        public Task Ended => Task.Delay(Timeout.Infinite);

        public string Advice => "";

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
