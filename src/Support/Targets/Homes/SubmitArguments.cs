using System.Globalization;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Homes;

/// <summary>
/// The command line of <c>spark-submit</c>: ours, then the user's, so that the user's win. Every process of the machine can read it, so
/// secrets are in a file of properties in its place.
/// </summary>
internal sealed class SubmitArguments
{
    private const string Setting = "--conf";
    private const string Properties = "--properties-file";

    private readonly IReadOnlyList<Argument> _arguments;
    private readonly IReadOnlyList<Argument> _users;
    private readonly Dictionary<string, string> _secrets;

    /// <param name="scratch">The folder of everything that the server writes.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="uiPort">Where its UI does.</param>
    /// <param name="users">The user's arguments.</param>
    /// <param name="secrets">Names of settings among them that are secrets, besides those whose names say so.</param>
    public SubmitArguments(string scratch, int port, int uiPort, IReadOnlyList<string> users, IReadOnlyList<string>? secrets = null)
    {
        Scratch = scratch;
        _users = [.. Read(users)];
        _arguments =
        [
            .. Read(
            [
                "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
                "--master", "local[*]",
                "--driver-memory", "2g",
                .. Conf("spark.driver.host", "127.0.0.1"),
                .. Conf("spark.driver.bindAddress", "127.0.0.1"),
                .. Conf("spark.connect.grpc.binding.address", "127.0.0.1"),
                .. Conf("spark.connect.grpc.binding.port", port.ToString(CultureInfo.InvariantCulture)),
                .. Conf("spark.ui.port", uiPort.ToString(CultureInfo.InvariantCulture)),
                // Another port than the one we know of would be of no use.
                .. Conf("spark.port.maxRetries", "0"),
                .. Conf("spark.log.level", "WARN"),
                .. Conf("spark.sql.catalogImplementation", "in-memory"),
                .. Conf("spark.sql.warehouse.dir", Path.Combine(scratch, "warehouse")),
                .. Conf("spark.local.dir", Path.Combine(scratch, "local")),
            ]),
            .. _users,
        ];
        _secrets = _users.Where(argument => argument.Key is { } key && (Secrets.Names(key) || secrets?.Contains(key) == true))
            .GroupBy(argument => argument.Key!).ToDictionary(same => same.Key, same => same.Last().Value!);
    }

    /// <summary>The folder of everything that the server writes; its warehouse among it.</summary>
    public string Scratch { get; }

    /// <summary>What stands on the command line.</summary>
    public IReadOnlyList<string> All =>
    [
        // What stands there wins over the file, so no earlier value of a secret may.
        .. _arguments.Where(argument => argument.Key is null || !_secrets.ContainsKey(argument.Key))
            .Where(argument => !HasSecrets || argument.Option != Properties)
            .SelectMany(argument => argument.Words),
        .. HasSecrets ? (string[])[Properties, SecretsFile] : [],
        "spark-internal",
    ];

    public bool HasSecrets => _secrets.Count > 0;

    /// <summary>Where the secrets are to stand; in the place of the user's own file of properties, or of the defaults of the home.</summary>
    public string SecretsFile => Path.Combine(Scratch, "secrets.conf");

    /// <summary>The user's own file of properties; null for the defaults of the home.</summary>
    public string? UsersProperties => _users.LastOrDefault(argument => argument.Option == Properties)?.Value;

    /// <summary>The secrets, a line each, as Java reads properties.</summary>
    public string SecretLines => string.Concat(_secrets.Select(secret => $"{Escaped(secret.Key)}={Escaped(secret.Value)}\n"));

    public int Port => int.Parse(this["spark.connect.grpc.binding.port"]!, CultureInfo.InvariantCulture);

    /// <summary>Null where the user turned the UI off.</summary>
    public Uri? Ui => this["spark.ui.enabled"] is "false" ? null : new($"http://127.0.0.1:{this["spark.ui.port"]}/");

    /// <summary>The value of a setting that counts, or null.</summary>
    public string? this[string key] => _arguments.LastOrDefault(argument => argument.Key == key)?.Value;

    /// <summary>What bears on the figures: master, memory, and all that the user set. Secrets are left out.</summary>
    public IReadOnlyDictionary<string, string> Shown()
    {
        var shown = new Dictionary<string, string>
        {
            ["spark.master"] = LastOption("--master")!,
            ["spark.driver.memory"] = this["spark.driver.memory"] ?? LastOption("--driver-memory")!,
        };
        foreach (var argument in _users.Where(argument => argument.Key is not null && !_secrets.ContainsKey(argument.Key)))
        {
            shown[argument.Key!] = argument.Value!;
        }

        string[] words = [.. _users.Where(argument => argument.Key is null).SelectMany(argument => argument.Words)];
        foreach (var (option, value) in words.Zip(words.Skip(1)))
        {
            if (option.StartsWith("--", StringComparison.Ordinal) && option is not ("--master" or "--driver-memory")
                && !Secrets.Names(option) && !value.StartsWith("--", StringComparison.Ordinal))
            {
                shown[$"spark-submit {option}"] = value;
            }
        }

        return shown;
    }

    /// <summary>One setting of Spark's.</summary>
    public static string[] Conf(string key, string value) => [Setting, $"{key}={value}"];

    private static IEnumerable<Argument> Read(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (word is Setting or "-c" or Properties && i + 1 < words.Count)
            {
                yield return Argument.Of([word, words[++i]], word == Properties ? Properties : Setting, words[i]);
            }
            else if (equals > 0 && word[..equals] is Setting or Properties)
            {
                yield return Argument.Of([word], word[..equals], word[(equals + 1)..]);
            }
            else
            {
                yield return new([word], null, null, null);
            }
        }
    }

    private static string Escaped(string text) => string.Concat(text.Select((letter, at) => letter switch
    {
        '\\' or '=' or ':' or '#' or '!' => $"\\{letter}",
        ' ' when at == 0 => "\\ ",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => letter.ToString(),
    }));

    private string? LastOption(string name)
    {
        string[] words = [.. _arguments.SelectMany(argument => argument.Words)];
        return Array.LastIndexOf(words, name, words.Length - 2) is >= 0 and var at ? words[at + 1] : null;
    }

    /// <summary>One argument, with its value where it is a setting or a file of them.</summary>
    private sealed record Argument(IReadOnlyList<string> Words, string? Option, string? Key, string? Value)
    {
        public static Argument Of(IReadOnlyList<string> words, string option, string value) =>
            option == Setting && value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
                ? new(words, option, value[..equals].Trim(), value[(equals + 1)..].Trim())
                : new(words, option, null, value);
    }
}
