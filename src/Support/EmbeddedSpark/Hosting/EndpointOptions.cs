using System.Globalization;

namespace SparkLoad.EmbeddedSpark.Hosting;

/// <summary>What the command line may say. Defaults: a port chosen by the system, 4.1.1, end with the standard input.</summary>
internal sealed record EndpointOptions
{
    public const string Usage = """
        usage: dotnet SparkLoad.EmbeddedSpark.dll [options]
          --port <0..65535>      port on 127.0.0.1; 0, the default, lets the system choose
          --version <version>    4.1.1 (default) or another; before 4.0 it answers as 3.5.8 does
          --conf <key>=<value>   a Spark setting for every session, may be repeated
          --faults <name>=<value>,...   faults from the start, see Faults/README.md
          --stay                 go on when the standard input closes
        """;

    public int Port { get; init; }

    public ServerVersion Version { get; init; } = ServerVersion.V4_1_1;

    public bool Stay { get; init; }

    public IReadOnlyDictionary<string, string> Conf { get; init; } = new Dictionary<string, string>();

    /// <exception cref="OptionException">An option is unknown or has no or a malformed value.</exception>
    public static EndpointOptions Parse(IReadOnlyList<string> args)
    {
        var options = new EndpointOptions();
        var conf = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            options = name switch
            {
                "--stay" => options with { Stay = true },
                "--port" => options with { Port = ParsePort(Value(args, ref i)) },
                "--version" => options with { Version = ServerVersion.Parse(Value(args, ref i)) },
                "--conf" => AddConf(options, Value(args, ref i), name, prefix: "", conf),
                "--faults" => Value(args, ref i).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Aggregate(options, (o, pair) => AddConf(o, pair, name, Faults.FaultPlan.KeyPrefix, conf)),
                _ => throw new OptionException($"The option '{name}' is not known.{Environment.NewLine}{Usage}"),
            };
        }

        return options with { Conf = conf };
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw new OptionException($"The option {args[i - 1]} needs a value.");

    private static int ParsePort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new OptionException($"--port '{text}' is not a port: use a number from 0 to 65535.");

    private static EndpointOptions AddConf(
        EndpointOptions options, string pair, string option, string prefix, Dictionary<string, string> conf)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
        {
            throw new OptionException($"{option} '{pair}' is not of the form <name>=<value>.");
        }

        var (key, value) = (prefix + pair[..at], pair[(at + 1)..]);
        Faults.FaultPlan.Validate(key, value, message => new OptionException(message));
        conf[key] = value;
        return options;
    }
}
