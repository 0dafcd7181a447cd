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

    /// <exception cref="SettingsException">Settings cannot be used; the message says so of each.</exception>
    internal SuiteSettings(RawSettings raw, string home, SettingMistakes mistakes, IReadOnlyCollection<SparkName>? named = null)
    {
        Home = home;
        _targets = OfEachSpark(SettingKeys.TargetOf, raw, (key, value) => TargetSetting.Parse(key, value, home), mistakes);
        _uis = OfEachSpark(SettingKeys.TargetUiOf, raw, WebAddress, mistakes);
        _pySparks = OfEachSpark(SettingKeys.PySparkOf, raw, (_, value) => value, mistakes);
        _files = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (ending, target) in _targets)
        {
            if (target is TargetSetting.Remote remote && mistakes.Read(
                () => SecureFiles.Of(ending, remote.Connection, raw, home, Environment.GetEnvironmentVariable)) is { } files)
            {
                _files.Add(ending, files);
            }
        }

        Notes = named is null ? [] : mistakes.Read(() => UnusedKeys.Of(raw.Keys, named)) ?? [];
        SparkSubmitArguments = raw[SettingKeys.SparkSubmit] is { } line
            ? mistakes.Read(() => ArgumentLine.Parse(SettingKeys.SparkSubmit, line)) ?? [] : [];
        ConfiguredScale = raw[SettingKeys.DurationScale] is { } scale
            ? mistakes.Read<DurationScale?>(() => ScaleSetting.Parse(scale)) : null;
        NycTaxi = (raw[SettingKeys.NycTaxi] is { } data ? mistakes.Read(() => DataSetting.Parse(data)) : null) ?? new DataSetting.Auto();
        AcceptanceRequired = raw[SettingKeys.Require] is { } required && mistakes.Read(() => Acceptance(required));
        ReportsFolder = Path.GetFullPath(raw[SettingKeys.Reports] ?? "reports", home);
        mistakes.ThrowIfAny();
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
        var mistakes = new SettingMistakes();
        return new(RawSettings.Read(root, named ?? [], mistakes), root, mistakes, named);
    }

    /// <summary>As if nothing were set.</summary>
    /// <exception cref="SettingsException">There is no home.</exception>
    public static SuiteSettings Unset() => new(RawSettings.None, SuiteHome.Find(), new SettingMistakes());

    /// <summary>What is wrong with the files that secure a way to a Spark, a sentence each: they are opened, and nothing is sent.</summary>
    public IReadOnlyList<string> MistakesInFiles()
    {
        var found = new List<string>();
        foreach (var (ending, files) in _files)
        {
            try
            {
                files.Open(((TargetSetting.Remote)_targets[ending]).Connection, Environment.GetEnvironmentVariable);
            }
            catch (SettingsException e)
            {
                found.Add(e.Message);
            }
        }

        return [.. found.Distinct()];
    }

    private static Dictionary<string, T> OfEachSpark<T>(
        string beginning, RawSettings raw, Func<string, string, T> parse, SettingMistakes mistakes)
        where T : class
    {
        var read = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in raw.Keys.Where(key => SettingKeys.BeginningOf(key) == beginning))
        {
            if (mistakes.Read(() => parse(key, raw[key]!)) is { } value)
            {
                read.Add(key[beginning.Length..], value);
            }
        }

        return read;
    }

    private static Uri WebAddress(string key, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? address
            : throw new SettingsException($"{key} is '{value}': write the base address of Spark's UI, such as http://localhost:4040.");

    private static bool Acceptance(string value) =>
        value.Equals("acceptance", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new SettingsException($"{SettingKeys.Require} is '{value}': write acceptance, or leave it out.");
}
