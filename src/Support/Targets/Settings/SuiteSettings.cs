using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.Targets.Settings;

/// <summary>
/// Everything a user can set, from variables <c>SPARKLOAD_…</c> and from <c>sparkload.json</c> in the suite's home;
/// a variable wins, an empty one counts as not set.
/// </summary>
public sealed record SuiteSettings
{
    private readonly Dictionary<string, TargetSetting> _targets;
    private readonly Dictionary<string, Uri> _uis;
    private readonly Dictionary<string, string> _pySparks;
    private readonly Dictionary<string, SecureFiles> _files;

    internal SuiteSettings(RawSettings raw, string home, IReadOnlyCollection<SparkName>? named = null)
    {
        Home = home;
        _targets = OfEachSpark(SettingKeys.TargetOf, raw, (key, value) => TargetSetting.Parse(key, value, home));
        _uis = OfEachSpark(SettingKeys.TargetUiOf, raw, WebAddress);
        _pySparks = OfEachSpark(SettingKeys.PySparkOf, raw, (_, value) => value);
        _files = _targets.Where(target => target.Value is TargetSetting.Remote).ToDictionary(
            target => target.Key,
            target => SecureFiles.Of(
                target.Key, ((TargetSetting.Remote)target.Value).Connection, raw, home, Environment.GetEnvironmentVariable),
            StringComparer.OrdinalIgnoreCase);
        Notes = named is null ? [] : UnusedKeys.Of(raw.Keys, named);
        SparkSubmitArguments = raw[SettingKeys.SparkSubmit] is { } line ? ArgumentLine.Parse(SettingKeys.SparkSubmit, line) : [];
        ConfiguredScale = raw[SettingKeys.DurationScale] is { } scale ? ScaleSetting.Parse(scale) : null;
        NycTaxi = raw[SettingKeys.NycTaxi] is { } data ? DataSetting.Parse(data) : new DataSetting.Auto();
        AcceptanceRequired = raw[SettingKeys.Require] is { } required && Acceptance(required);
        ReportsFolder = Path.GetFullPath(raw[SettingKeys.Reports] ?? "reports", home);
        Home = home;
    }

    /// <summary>The folder with features, queries, data and settings.</summary>
    public string Home { get; }

    /// <summary>Further arguments of <c>spark-submit</c>; they come last, so they win.</summary>
    public IReadOnlyList<string> SparkSubmitArguments { get; }

    /// <summary>The factor on stated durations as configured; null where each target has its default.</summary>
    public DurationScale? ConfiguredScale { get; }

    public DataSetting NycTaxi { get; }

    /// <summary>Whatever would be a rehearsal is not run and fails.</summary>
    public bool AcceptanceRequired { get; }

    /// <summary>Absolute path; the folder may not exist yet.</summary>
    public string ReportsFolder { get; }

    /// <summary>What a user should know of settings that are in order: keys of a Spark that no feature names.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>
    /// Where that Spark is to come from. Where nothing is set, the embedded endpoint stands in for a version, and null says that nobody
    /// knows where a word leads.
    /// </summary>
    public TargetSetting? Target(SparkName spark) =>
        _targets.GetValueOrDefault(spark.InKeys) ?? (spark.IsVersion ? new TargetSetting.Embedded() : null);

    /// <summary>Base address of that Spark's UI as configured, or null.</summary>
    public Uri? Ui(SparkName spark) => _uis.GetValueOrDefault(spark.InKeys);

    /// <summary>A <c>PYTHONPATH</c> with the PySpark client for that Spark, or null.</summary>
    public string? PySpark(SparkName spark) => _pySparks.GetValueOrDefault(spark.InKeys);

    /// <summary>What secures the way to that Spark, where it is one at an address.</summary>
    internal SecureFiles Files(SparkName spark) => _files.GetValueOrDefault(spark.InKeys) ?? SecureFiles.None;

    /// <summary>Reads and checks all settings.</summary>
    /// <param name="named">The Sparks that features name, with which keys are compared; null where features are not known.</param>
    /// <exception cref="SettingsException">A key is unknown, a value cannot be read, or two Sparks have the same variables.</exception>
    public static SuiteSettings Load(IReadOnlyCollection<SparkName>? named = null)
    {
        var root = SuiteHome.Find();
        return new(RawSettings.Read(root, named ?? []), root, named);
    }

    /// <summary>As if nothing were set.</summary>
    /// <exception cref="SettingsException">There is no home.</exception>
    public static SuiteSettings Unset() => new(RawSettings.None, SuiteHome.Find(), null);

    private static Dictionary<string, T> OfEachSpark<T>(string beginning, RawSettings raw, Func<string, string, T> parse)
        where T : notnull =>
        raw.Keys.Where(key => SettingKeys.BeginningOf(key) == beginning)
            .ToDictionary(key => key[beginning.Length..], key => parse(key, raw[key]!), StringComparer.OrdinalIgnoreCase);

    private static Uri WebAddress(string key, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new SettingsException($"{key} is '{value}': write the base address of Spark's UI, such as http://localhost:4040.");

    private static bool Acceptance(string value) =>
        value.Equals("acceptance", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new SettingsException($"{SettingKeys.Require} is '{value}': write acceptance, or leave it out.");
}
