using System.Globalization;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>
/// A line every few seconds while a load runs. Meant for standard error, which <c>dotnet test</c> shows at once, on a
/// terminal and through a pipe.
/// </summary>
/// <param name="output">Where the lines go.</param>
/// <param name="every">Shortest time between two lines of one load, by the load's own clock.</param>
public sealed class ConsoleProgress(TextWriter output, TimeSpan every)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TimeSpan> _shown = [];

    /// <summary>A sentence of its own, for example that a scenario begins.</summary>
    public void Say(string sentence)
    {
        lock (_gate)
        {
            _shown.Clear();
            output.WriteLine(sentence);
            output.Flush();
        }
    }

    /// <summary>Where a load stands; shown if the last line is old enough.</summary>
    public void Show(LoadProgress progress)
    {
        lock (_gate)
        {
            if (_shown.TryGetValue(progress.Load, out var last) && progress.Elapsed - last < every && progress.Elapsed >= last)
            {
                return;
            }

            _shown[progress.Load] = progress.Elapsed;
            output.WriteLine(Line(progress));
            output.Flush();
        }
    }

    private static string Line(LoadProgress p) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {p.Elapsed:hh\\:mm\\:ss} of {p.Duration:hh\\:mm\\:ss} | planned {p.Planned}, done {p.Done}, failed {p.Failed}, in flight "
            + $"{p.InFlight} | p95 {P95(p.P95Ms)}");

    private static string P95(double? milliseconds) =>
        milliseconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:0} ms") : "none";
}
