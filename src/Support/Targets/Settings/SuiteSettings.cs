using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.Targets.Settings;

/// <summary>
/// Everything a user can set, from variables <c>SPARKLOAD_…</c> and from <c>sparkload.json</c> in the suite's home;
/// a variable wins, an empty one counts as not set.
/// </summary>
public sealed record SuiteSettings
{
    private readonly IReadOnlyDictionary<string, TargetSetting> _targets;
    private readonly IReadOnlyDictionary<string, Uri> _uis;
    private readonly IReadOnlyDictionary<string, string> _pySparks;

    internal SuiteSettings(RawSettings raw, string home)
    {
        Home = home;
        _targets = PerVersion(SettingKeys.Target, raw, (key, value) => TargetSetting.Parse(key, value, home));
        _uis = PerVersion(SettingKeys.TargetUi, raw, WebAddress);
        _pySparks = PerVersion(SettingKeys.PySpark, raw, (_, value) => value);
        SparkSubmitArguments = raw[SettingKeys.SparkSubmit] is { } line ? ArgumentLine.Parse(SettingKeys.SparkSubmit, line) : [];
        ConfiguredScale = raw[SettingKeys.DurationScale] is { } scale ? ScaleSetting.Parse(scale) : null;
        NycTaxi = raw[SettingKeys.NycTaxi] is { } data ? DataSetting.Parse(data) : new DataSetting.Auto();
        AcceptanceRequired = raw[SettingKeys.Require] is { } required && Acceptance(required);
        ReportsFolder = Path.GetFullPath(raw[SettingKeys.Reports] ?? "reports", home);
    }

    /// <summary>The folder with features, queries and settings.</summary>
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

    /// <summary>Where the Spark of that version is to come from; embedded where nothing is set.</summary>
    public TargetSetting Target(string version) => _targets.GetValueOrDefault(version) ?? new TargetSetting.Embedded();

    /// <summary>Base address of that Spark's UI as configured, or null.</summary>
    public Uri? Ui(string version) => _uis.GetValueOrDefault(version);

    /// <summary>A <c>PYTHONPATH</c> with the PySpark client of that version, or null.</summary>
    public string? PySpark(string version) => _pySparks.GetValueOrDefault(version);

    /// <summary>Reads and checks all settings.</summary>
    /// <exception cref="SettingsException">A key is unknown or a value cannot be read.</exception>
    public static SuiteSettings Load()
    {
        var root = SuiteHome.Find();
        return new(RawSettings.Read(root), root);
    }

    private static Dictionary<string, T> PerVersion<T>(Func<string, string> key, RawSettings raw, Func<string, string, T> parse)
        where T : notnull =>
        SparkVersions.All
            .Where(version => raw[key(version)] is not null)
            .ToDictionary(version => version, version => parse(key(version), raw[key(version)]!));

    private static Uri WebAddress(string key, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new SettingsException($"{key} is '{value}': write the base address of Spark's UI, such as http://localhost:4040.");

    private static bool Acceptance(string value) =>
        value.Equals("acceptance", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new SettingsException($"{SettingKeys.Require} is '{value}': write acceptance, or leave it out.");
}
