using System.Text.Encodings.Web;
using System.Text.Json;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Comparing;

/// <summary>The figures of all runs, small enough to lie in the page, where a reader chooses two of them.</summary>
internal static class ComparisonData
{
    private const int MostRuns = 300;

    // The default encoder also hides < and >, so that the text cannot end the script element around it.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    public static string Of(History history)
    {
        var measures = new Numbered();
        var scenarios = new Numbered();
        var settings = new List<Setting>();
        var runs = history.Runs.Where(run => run.Done.Any()).Take(MostRuns).Select(run => (object)new
        {
            name = Plain.Text(run.Name, 80),
            at = Moments.Text(run.Result!.Run.StartedAt),
            machine = run.Result.Run.Machine.Id,
            // At once: the numbers are given while this runs, and the names are written before it.
            scenarios = run.Done.Select(scenario => (object[])
            [
                scenarios.Of(scenario.Id + "\n" + Plain.Name(scenario.Scenario) + (scenario.Example is null ? "" : $" ({Plain.Text(scenario.Example, 80)})")),
                Words.Of(scenario.Verdict),
                Words.Of(scenario.Evidence),
                NumberOf(settings, Setting.Of(scenario)),
                scenario.Loads.Sum(load => load.Failed + load.TimedOut + load.Unfinished + load.NeverStarted),
                .. scenario.Criteria.Select(row => (object)new object?[]
                {
                    measures.Of(string.Join('\n', row.Key, row.Load, Plain.Text(row.Measure, 80), row.Unit)),
                    Rounded(row.Measured),
                    Rounded(row.Interval?.Low),
                    Rounded(row.Interval?.High),
                    Plain.Text(row.MeasuredText, 60),
                }),
            ]).ToList(),
        }).ToList();
        return JsonSerializer.Serialize(new { measures = measures.Names, scenarios = scenarios.Names, settings, runs }, Options);
    }

    private static int NumberOf(List<Setting> settings, Setting setting)
    {
        var number = settings.IndexOf(setting);
        if (number < 0)
        {
            number = settings.Count;
            settings.Add(setting);
        }

        return number;
    }

    private static double? Rounded(double? value) =>
        value is { } number && double.IsFinite(number) && number != 0
            ? double.Parse(number.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture)
            : value;

    private sealed class Numbered
    {
        private readonly Dictionary<string, int> numbers = [];

        public IEnumerable<string> Names => numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key);

        public int Of(string name)
        {
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers[name] = number = numbers.Count;
            }

            return number;
        }
    }
}
