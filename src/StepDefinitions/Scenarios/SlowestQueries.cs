using SparkLoad.LoadEngine.Recording;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Finds out, once loads are over, what their slowest queries were asked with and what they took on the server.</summary>
internal static class SlowestQueries
{
    public static async Task CompleteAsync(IEnumerable<LoadMeasurement> loads, SparkTarget target, CancellationToken cancelled)
    {
        foreach (var load in loads)
        {
            SlowQuery[] asked =
            [
                .. load.Slowest.Select(query => query with
                {
                    Parameters = query.ParameterRow is { } row ? target.ParametersOf(query.Query, row) : null,
                }),
            ];
            load.Slowest = target.Ui is { } ui ? await SlowQueryLookup.CompleteAsync(ui, asked, cancelled) : asked;
        }
    }
}
