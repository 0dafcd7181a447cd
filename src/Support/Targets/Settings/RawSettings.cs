using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using SparkLoad.Results.Text;

namespace SparkLoad.Targets.Settings;

/// <summary>The settings as text, all keys known.</summary>
internal sealed class RawSettings
{
    public const string FileName = "sparkload.json";

    private readonly IConfiguration _values;

    private RawSettings(IConfiguration values) => _values = values;

    /// <summary>The value of a key, or null where it is not set or empty.</summary>
    public string? this[string key] => _values[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <exception cref="SettingsException">A key is unknown, or the file cannot be read.</exception>
    public static RawSettings Read(string folder) => Read(folder, new EnvironmentVariablesConfigurationSource());

    internal static RawSettings Read(string folder, IConfigurationSource environment)
    {
        var file = ReadFile(Path.Combine(folder, FileName));
        foreach (var (key, value) in file.AsEnumerable())
        {
            RequireKnown(key, value, FileName);
            if (key.Equals(SettingKeys.Home, StringComparison.OrdinalIgnoreCase))
            {
                throw new SettingsException(
                    $"{SettingKeys.Home} stands in {FileName}, which lies in the folder that it names: set it as a variable.");
            }
        }

        var variables = new ConfigurationBuilder().Add(environment).Build();
        foreach (var (key, value) in variables.AsEnumerable().Where(IsOurs))
        {
            RequireKnown(key, value, "the environment");
        }

        // An empty variable is one that a pipeline left blank: it must not hide the file's value.
        var set = variables.AsEnumerable().Where(IsOurs).Where(pair => !string.IsNullOrWhiteSpace(pair.Value));
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
        && !pair.Key.StartsWith(SettingKeys.TestPrefix, StringComparison.OrdinalIgnoreCase);

    private static void RequireKnown(string key, string? value, string source)
    {
        if (!SettingKeys.All.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            throw new SettingsException(
                $"{key} in {source} is not a setting (its value is {Shown(key, value)}): "
                + $"did you mean {NearestName.Of(key, SettingKeys.All)}?");
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
