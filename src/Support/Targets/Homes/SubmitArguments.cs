using System.Globalization;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Homes;

/// <summary>The command line of <c>spark-submit</c>: ours, then the user's, so that the user's win.</summary>
internal sealed class SubmitArguments
{
    private readonly IReadOnlyList<string> _arguments;
    private readonly IReadOnlyList<string> _users;

    public SubmitArguments(string scratch, int port, int uiPort, IReadOnlyList<string> users)
    {
        (Scratch, _users) = (scratch, users);
        _arguments =
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
            .. users,
            "spark-internal",
        ];
    }

    /// <summary>The folder of everything that the server writes; its warehouse among it.</summary>
    public string Scratch { get; }

    public IReadOnlyList<string> All => _arguments;

    public int Port => int.Parse(this["spark.connect.grpc.binding.port"]!, CultureInfo.InvariantCulture);

    /// <summary>Null where the user turned the UI off.</summary>
    public Uri? Ui => this["spark.ui.enabled"] is "false" ? null : new($"http://127.0.0.1:{this["spark.ui.port"]}/");

    /// <summary>The value of a setting that counts, or null.</summary>
    public string? this[string key] => Settings(_arguments).LastOrDefault(pair => pair.Key == key).Value;

    /// <summary>What bears on the figures: master, memory, and all that the user set. Secrets are left out.</summary>
    public IReadOnlyDictionary<string, string> Shown()
    {
        var shown = new Dictionary<string, string>
        {
            ["spark.master"] = LastOption("--master")!,
            ["spark.driver.memory"] = this["spark.driver.memory"] ?? LastOption("--driver-memory")!,
        };
        foreach (var (key, value) in Settings(_users).Where(pair => !Secrets.Names(pair.Key)))
        {
            shown[key] = value;
        }

        for (var i = 0; i + 1 < _users.Count; i++)
        {
            if (_users[i].StartsWith("--", StringComparison.Ordinal) && _users[i] is not ("--conf" or "--master" or "--driver-memory")
                && !Secrets.Names(_users[i]) && !_users[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                shown[$"spark-submit {_users[i]}"] = _users[i + 1];
            }
        }

        return shown;
    }

    /// <summary>One setting of Spark's.</summary>
    public static string[] Conf(string key, string value) => ["--conf", $"{key}={value}"];

    private static IEnumerable<KeyValuePair<string, string>> Settings(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var pair = arguments[i] is "--conf" or "-c" && i + 1 < arguments.Count ? arguments[i + 1]
                : arguments[i].StartsWith("--conf=", StringComparison.Ordinal) ? arguments[i]["--conf=".Length..]
                : null;
            if (pair?.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                yield return new(pair[..equals].Trim(), pair[(equals + 1)..].Trim());
            }
        }
    }

    private string? LastOption(string name)
    {
        for (var i = _arguments.Count - 2; i >= 0; i--)
        {
            if (_arguments[i] == name)
            {
                return _arguments[i + 1];
            }
        }

        return null;
    }
}
