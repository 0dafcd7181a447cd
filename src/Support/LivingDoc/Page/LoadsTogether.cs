using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Page;

/// <summary>Whether loads were sent at the same time, so that what the client's process cost is that of all of them.</summary>
internal static class LoadsTogether
{
    private const string Search = "capacity";

    // The steps of a search follow each other, as the sides of a comparison do.
    public static bool Of(ScenarioResult scenario) =>
        scenario.Loads.Where(load => load.Model != Search).GroupBy(load => load.Side).Any(side => side.Count() > 1);
}
