using System.Text.RegularExpressions;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Sessions;

/// <summary>Settings of Spark that hold in every session of a scenario.</summary>
public sealed partial class SessionSettings
{
    private readonly IReadOnlyList<SessionSetting> _settings;

    private SessionSettings(IReadOnlyList<SessionSetting> settings) => _settings = settings;

    public static SessionSettings None { get; } = new([]);

    /// <summary>The settings by name as results and pages may show them: no secret is among them.</summary>
    public IReadOnlyDictionary<string, string> Shown => _settings.ToDictionary(setting => setting.Name, setting => setting.Shown);

    internal IReadOnlyList<SessionSetting> All => _settings;

    /// <summary>A message of Spark's without the values that are not shown.</summary>
    internal string Hide(string message) => _settings.Aggregate(message, (shown, setting) => setting.Hide(shown));

    /// <summary>Reads the rows of a feature.</summary>
    /// <param name="rows">Name and value as written; <c>${NAME}</c> is the value of that variable of the environment.</param>
    /// <param name="variable">Looks up a variable.</param>
    /// <exception cref="SessionSettingException">A row cannot be set; the message names it and never holds a secret.</exception>
    public static SessionSettings Read(IReadOnlyList<(string Name, string Value)> rows, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new SessionSettingException("The table of Spark settings has no row: add one, or leave the step out.");
        }

        List<string> mistakes =
        [
            .. rows.Select((row, n) => (row.Name, Row: n + 1)).Where(row => string.IsNullOrWhiteSpace(row.Name)).Select(
                row => $"Row {row.Row} of the Spark settings has no name: write one, such as spark.sql.shuffle.partitions."),
            .. rows.GroupBy(row => row.Name, StringComparer.Ordinal).Where(same => same.Key.Length > 0 && same.Count() > 1).Select(
                twice => $"The Spark setting {twice.Key} is stated twice; keep one of the rows."),
        ];
        SessionSetting[] settings = [.. rows.Select(row => Read(row.Name, row.Value, variable, mistakes))];
        return mistakes.Count > 0 ? throw new SessionSettingException(string.Join(' ', mistakes)) : new(settings);
    }

    private static SessionSetting Read(string name, string value, Func<string, string?> variable, List<string> mistakes)
    {
        if (Variable().Match(value) is { Success: true, Groups: [_, { Value: var from }] })
        {
            var found = variable(from);
            if (string.IsNullOrEmpty(found))
            {
                mistakes.Add($"The Spark setting {name} is to be ${{{from}}}, but the variable {from} is not set.");
            }

            return new(name, found ?? "", $"from the variable {from}");
        }

        // The feature's text stands in every report, so a value in it cannot be hidden.
        if (Secrets.Names(name))
        {
            mistakes.Add(
                $"The Spark setting {name} is a secret by its name, and a feature's text stands in every report: "
                + "write the name of a variable that holds it, such as ${SPARK_SECRET}.");
        }

        return new(name, value, value);
    }

    [GeneratedRegex(@"^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$")]
    private static partial Regex Variable();
}

/// <summary>One of them.</summary>
/// <param name="Name">Spark's key.</param>
/// <param name="Value">What is sent.</param>
/// <param name="Shown">What is shown in its place: the same, or where it comes from.</param>
internal sealed record SessionSetting(string Name, string Value, string Shown)
{
    /// <summary>Its value is shown nowhere.</summary>
    public bool IsHidden => Value != Shown;

    /// <summary>A message of Spark's, which may repeat the value.</summary>
    public string Hide(string message) => !IsHidden ? message : message.Replace(Value, "…", StringComparison.Ordinal);
}

/// <summary>A setting that a scenario states cannot be set. The message is one sentence for its author.</summary>
public sealed class SessionSettingException(string message) : Exception(message);
