using System.Globalization;

namespace SparkLoad.Processes;

/// <summary>
/// The watcher's command line:
/// <c>watch [--grace &lt;milliseconds&gt;] [--remove &lt;folder&gt;] -- &lt;command&gt; &lt;arguments…&gt;</c>.
/// </summary>
/// <param name="Grace">How long the child may take to end after it was asked to.</param>
/// <param name="Remove">A folder that is deleted once the child is gone, or null.</param>
/// <param name="Command">The child's program.</param>
/// <param name="Arguments">The child's arguments.</param>
internal sealed record WatchOptions(TimeSpan Grace, string? Remove, string Command, IReadOnlyList<string> Arguments)
{
    public const string Verb = "watch";

    /// <summary>Leaves room within the ten seconds that everything has to end in.</summary>
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromSeconds(5);

    public IEnumerable<string> ToArguments() =>
    [
        Verb,
        "--grace", Grace.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
        .. Remove is null ? Array.Empty<string>() : ["--remove", Remove],
        "--", Command, .. Arguments,
    ];

    /// <returns>Null where the arguments are not a watcher's.</returns>
    public static WatchOptions? Parse(IReadOnlyList<string> arguments)
    {
        var grace = DefaultGrace;
        string? remove = null;
        if (arguments is not [Verb, ..])
        {
            return null;
        }

        for (var i = 1; i + 1 < arguments.Count; i += 2)
        {
            switch (arguments[i])
            {
                case "--grace" when int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                    grace = TimeSpan.FromMilliseconds(milliseconds);
                    break;
                case "--remove":
                    remove = arguments[i + 1];
                    break;
                case "--":
                    return new(grace, remove, arguments[i + 1], [.. arguments.Skip(i + 2)]);
                default:
                    return null;
            }
        }

        return null;
    }
}
