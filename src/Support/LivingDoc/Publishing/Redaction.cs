using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Publishing;

/// <summary>
/// Takes out of results what tells of a machine: paths, addresses, host and user names. What the team itself wrote, as the names of its
/// scenarios and queries, stays as it is.
/// </summary>
internal sealed partial class Redaction
{
    // Names and numbers of the suite or the team, in which no message of a machine can stand.
    private static readonly HashSet<string> TeamsWords =
    [
        "id", "featureUri", "feature", "rule", "scenario", "example", "tags", "name", "query", "load", "side", "subject", "reference",
        "key", "measure", "mustBe", "comparison", "unit", "model", "histogram", "file", "checksum", "class", "sqlState", "commit",
        "version", "os", "cpu", "dotnet", "statedVersion", "reportedVersion",
    ];

    // They say nothing of whose machine it is, and stand in many a message.
    private static readonly HashSet<string> CommonNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "localhost", "root", "runner", "spark", "user",
    };

    private readonly Regex? _names;

    private Redaction(IEnumerable<string> names)
    {
        var escaped = names.Where(name => name.Length > 1 && !CommonNames.Contains(name)).Distinct().Select(Regex.Escape).ToList();
        _names = escaped.Count == 0 ? null : new(
            $@"(?<![\p{{L}}\d])(?:{string.Join('|', escaped)})(?:\.[\w-]+)*(?![\p{{L}}\d])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    public static RunResult Of(RunResult results)
    {
        var redaction = new Redaction(NamesIn(results));
        var document = JsonSerializer.SerializeToNode(WithoutProfiles(results), ResultsJson.Document)!;
        redaction.Clean(document);
        var clean = document.Deserialize<RunResult>(ResultsJson.Document)!;
        return clean with { Run = clean.Run with { Machine = clean.Run.Machine with { Id = Anonymous(results.Run.Machine.Id) } } };
    }

    /// <summary>The home folder of who publishes, where a text holds it; else null.</summary>
    public static string? HomeIn(string text) =>
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 3 } home
        && text.Contains(home, StringComparison.OrdinalIgnoreCase) ? home : null;

    // Servers at an address, and the machine and the user that publish: mostly those that ran it.
    private static IEnumerable<string> NamesIn(RunResult results) =>
    [
        .. results.Scenarios.Select(scenario => scenario.Target?.Address).OfType<string>().Select(HostOf).Where(host => !IsLoopback(host)),
        Environment.MachineName, Environment.UserName,
    ];

    private static string HostOf(string address) =>
        address.LastIndexOf(':') is > 0 and var colon ? address[..colon].Trim('[', ']') : address;

    private static bool IsLoopback(string host) => IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip);

    private static RunResult WithoutProfiles(RunResult results) => results with
    {
        Scenarios = [.. results.Scenarios.Select(scenario => scenario.Resources?.Client is { Profile: not null } client
            ? scenario with
            {
                Resources = scenario.Resources with
                {
                    Client = client with { Profile = new() { Note = "The profile is not part of a published record." } },
                },
            }
            : scenario)],
    };

    // Runs of one machine can still be compared with each other, but not with what it left elsewhere.
    private static string Anonymous(string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"published|{id}")))[..12];

    private void Clean(JsonNode node)
    {
        switch (node)
        {
            case JsonObject values:
                foreach (var (name, value) in values.Where(pair => !IsTeams(pair)).ToList())
                {
                    Clean(value, clean => values[name] = clean);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var place = i;
                    Clean(items[i], clean => items[place] = clean);
                }

                break;
        }
    }

    private static bool IsTeams(KeyValuePair<string, JsonNode?> pair) =>
        TeamsWords.Contains(pair.Key) && (pair.Value is JsonValue || pair.Key == "tags");

    private void Clean(JsonNode? value, Action<string> replace)
    {
        if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
        {
            replace(Clean(text.GetValue<string>()));
        }
        else if (value is not null)
        {
            Clean(value);
        }
    }

    private string Clean(string text)
    {
        var clean = Uri().Replace(text, "$1(address)");
        clean = WindowsPath().Replace(clean, "(path)");
        clean = UnixPath().Replace(clean, "(path)");
        clean = HostOfSpark().Replace(clean, "(host)");
        clean = IpAddress().Replace(clean, "(host)");
        return _names?.Replace(clean, "(name)") ?? clean;
    }

    [GeneratedRegex(@"\b([A-Za-z][A-Za-z0-9+.-]*://)[^\s""'`<>,;)\]]+")]
    private static partial Regex Uri();

    [GeneratedRegex(@"(?:\b[A-Za-z]:\\|\\\\)[^\s""'`<>|,;)\]]+")]
    private static partial Regex WindowsPath();

    // "1/360" and "queries/s" are none.
    [GeneratedRegex(@"(?<![\w./)\]>])~?(?:/[\w.@+~%$=-]+)+/?")]
    private static partial Regex UnixPath();

    // As in Spark's "Lost task 0.3 in stage 1.0 (TID 3) (ip-10-0-0-7.internal executor 2)", "Lost executor 2 on worker-7: Remote RPC client
    // disassociated", "Failed to connect to driver-7.internal/10.0.0.7:7077" and "java.net.UnknownHostException: driver-7.internal".
    [GeneratedRegex(
        @"(?<=\()[^\s()]+(?= executor )|(?<=\bLost executor \S+ on |\bUnknownHostException: )[\w-]+(?:\.[\w-]+)*"
            + @"|\b[\w-]+(?:\.[\w-]+)*(?=/\d{1,3}(?:\.\d{1,3}){3}\b)|\bip-\d{1,3}(?:-\d{1,3}){3}(?:\.[\w-]+)*")]
    private static partial Regex HostOfSpark();

    [GeneratedRegex(@"\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b|\[(?!::1\])[0-9a-fA-F]*:[0-9a-fA-F:]+\]")]
    private static partial Regex IpAddress();
}
