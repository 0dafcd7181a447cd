using System.Globalization;
using System.Text.RegularExpressions;

namespace SparkLoad.Resources.Servers;

/// <summary>Reads <c>/metrics/executors/prometheus/</c>, which lists living executors only.</summary>
internal static partial class PrometheusFigures
{
    private const string Prefix = "metrics_executor_";

    /// <exception cref="UnseenException">The text has no executor.</exception>
    public static ApplicationFigures Parse(string text)
    {
        var application = string.Empty;
        var executors = new Dictionary<string, Dictionary<string, double>>();
        foreach (Match line in Line().Matches(text))
        {
            application = line.Groups["application"].Value;
            var executor = line.Groups["executor"].Value;
            if (!executors.TryGetValue(executor, out var figures))
            {
                executors.Add(executor, figures = []);
            }

            figures[line.Groups["name"].Value] = double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture);
        }

        return executors.Count == 0
            ? throw new UnseenException("the Prometheus figures name no executor")
            : new ApplicationFigures(application, [.. executors.Select(pair => ToFigures(pair.Key, pair.Value))]);
    }

    private static ExecutorFigures ToFigures(string id, Dictionary<string, double> figures)
    {
        return new ExecutorFigures
        {
            Id = id,
            Alive = true,
            PeakHeapBytes = Value("JVMHeapMemory_bytes"),
            GcTimeMs = figures.GetValueOrDefault("totalGCTime_seconds_total") * 1000,
            CompletedTasks = Value("completedTasks_total"),
            FailedTasks = Value("failedTasks_total"),
            ShuffleReadBytes = Value("totalShuffleRead_bytes_total"),
            ShuffleWriteBytes = Value("totalShuffleWrite_bytes_total"),
            StorageMemoryBytes = Value("memoryUsed_bytes"),
        };

        long Value(string name) => (long)figures.GetValueOrDefault(name);
    }

    [GeneratedRegex(
        Prefix + """(?<name>\w+)\{application_id="(?<application>[^"]*)",.*?executor_id="(?<executor>[^"]*)"\} (?<value>[-+.\dEe]+)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
