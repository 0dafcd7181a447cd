using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using SparkLoad.Results.Checks;

namespace SparkLoad.Targets.Settings;

/// <summary>The settings as text, all keys known.</summary>
internal sealed class RawSettings
{
    public const string FileName = "sparkload.json";

    // Without features, what a key of a Spark looks like.
    private static readonly SparkName[] Example = [SparkName.OfVersion("4.1.1")];

    private readonly IConfiguration _values;

    /// <summary>Nothing is set.</summary>
    public static RawSettings None { get; } = new(new ConfigurationBuilder().Build());

    private RawSettings(IConfiguration values) => _values = values;

    /// <summary>All keys that have a value.</summary>
    public IEnumerable<string> Keys => _values.AsEnumerable().Select(pair => pair.Key).Where(key => this[key] is not null);

    /// <summary>The value of a key, or null where it is not set or empty.</summary>
    public string? this[string key] => _values[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <param name="folder">Holds the file.</param>
    /// <param name="sparks">Those that features name, or none where they are not known.</param>
    /// <param name="mistakes">Takes the keys that are unknown.</param>
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static RawSettings Read(string folder, IReadOnlyCollection<SparkName> sparks, SettingMistakes mistakes) =>
        Read(folder, sparks, mistakes, new EnvironmentVariablesConfigurationSource());

    internal static RawSettings Read(
        string folder, IReadOnlyCollection<SparkName> sparks, SettingMistakes mistakes, IConfigurationSource environment)
    {
        var file = ReadFile(Path.Combine(folder, FileName));
        foreach (var (key, value) in file.AsEnumerable())
        {
            RequireKnown(key, value, FileName, sparks, mistakes);
            if (key.Equals(SettingKeys.Home, StringComparison.OrdinalIgnoreCase))
            {
                mistakes.Add(
                    $"{SettingKeys.Home} stands in {FileName}, which lies in the folder that it names: set it as a variable.");
            }
        }

        // A variable's "__" is read as ":", which no variable of ours has; the Spark "eu--1" has the former.
        var variables = new ConfigurationBuilder().Add(environment).Build().AsEnumerable()
            .Where(pair => IsOurs(pair) && pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key.Replace(":", "__", StringComparison.Ordinal), pair.Value)).ToList();
        foreach (var (key, value) in variables)
        {
            RequireKnown(key, value, "the environment", sparks, mistakes);
        }

        // An empty variable is one that a pipeline left blank: it must not hide the file's value.
        var set = variables.Where(pair => !string.IsNullOrWhiteSpace(pair.Value));
        return new(new ConfigurationBuilder().AddConfiguration(file).AddInMemoryCollection(set).Build());
    }

    private static IConfigurationRoot ReadFile(string path)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: true, reloadOnChange: false).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            var reason = (e.InnerException ?? e).Message.ReplaceLineEndings(" ");
            throw new SettingsException(
                $"{path} cannot be read: {reason} Write a flat JSON object such as {{ \"{SettingKeys.DurationScale}\": \"1/90\" }}.", e);
        }
    }

    private static bool IsOurs(KeyValuePair<string, string?> pair) =>
        pair.Key.StartsWith(SettingKeys.Prefix, StringComparison.OrdinalIgnoreCase)
        && !pair.Key.StartsWith(SettingKeys.TestPrefix, StringComparison.OrdinalIgnoreCase)
        // No setting, so that a suite of before the check refuses it, and sends no load.
        && !pair.Key.Equals(CheckFile.Variable, StringComparison.OrdinalIgnoreCase);

    private static void RequireKnown(
        string key, string? value, string source, IReadOnlyCollection<SparkName> sparks, SettingMistakes mistakes)
    {
        if (!SettingKeys.Exists(key))
        {
            mistakes.Add(
                $"{key} in {source} is not a setting (its value is {Shown(key, value)}): "
                + $"did you mean {SettingKeys.NearestTo(key, sparks.Count > 0 ? sparks : Example)}?");
        }
    }

    // An address may carry a token, and so may a key that says so.
    private static string Shown(string key, string? value) => value switch
    {
        null => "an object or list",
        _ when value.Contains("://", StringComparison.Ordinal) => "an address",
        _ when Secrets.Names(key) => "not shown",
        _ => $"'{value}'",
    };
}
