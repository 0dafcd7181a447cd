using System.Globalization;

namespace SparkLoad.ClientBench;

internal enum ReadMode
{
    Drain,
    Rows,
    Arrow,
}

/// <summary>What to measure, from the command line.</summary>
internal sealed record BenchSettings(string Endpoint, string Sql, int Queries, int Warmup, ReadMode Mode, int Clients)
{
    public const string Usage = "usage: ClientBench --endpoint sc://host:port --sql \"SELECT 1 AS one\" --queries 3000 --warmup 1000 "
        + "[--mode drain|rows|arrow] [--clients N]";

    /// <exception cref="ArgumentException">A name is unknown or a value is malformed.</exception>
    public static BenchSettings Parse(string[] arguments)
    {
        var settings = new BenchSettings("", "SELECT 1 AS one", 3000, 1000, ReadMode.Drain, 1);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var name = arguments[i];
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{name} has no value. {Usage}");
            settings = name switch
            {
                "--endpoint" => settings with { Endpoint = value },
                "--sql" => settings with { Sql = value },
                "--queries" => settings with { Queries = Number(name, value, 1) },
                "--warmup" => settings with { Warmup = Number(name, value, 0) },
                "--clients" => settings with { Clients = Number(name, value, 1) },
                "--mode" => settings with
                {
                    Mode = Enum.TryParse<ReadMode>(value, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
                        ? mode
                        : throw new ArgumentException($"--mode '{value}' is neither drain, rows nor arrow. {Usage}"),
                },
                _ => throw new ArgumentException($"'{name}' is unknown. {Usage}"),
            };
        }

        return settings.Endpoint.Length > 0 ? settings : throw new ArgumentException($"--endpoint is missing. {Usage}");
    }

    private static int Number(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ArgumentException($"{name} '{value}' is not a number of at least {least}. {Usage}");
}
