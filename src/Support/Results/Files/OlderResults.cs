using System.Text.Json.Nodes;

namespace SparkLoad.Results.Files;

/// <summary>Brings the results of an older suite into the shape that they have now.</summary>
internal static class OlderResults
{
    /// <summary>Version 1 called the sides of a comparison left and right, and had the evidence in words alone.</summary>
    public static JsonObject OfVersion1(JsonObject results)
    {
        foreach (var scenario in Objects(results["scenarios"]))
        {
            scenario["evidenceParts"] = new JsonObject
            {
                ["kind"] = scenario["evidence"]?.DeepClone(),
                ["asWritten"] = scenario["evidenceNote"]?.DeepClone(),
            };
            foreach (var comparison in Objects(scenario["comparisons"]))
            {
                Rename(comparison, "left", "subject");
                Rename(comparison, "right", "reference");
                Rename(comparison, "leftFigure", "subjectFigure");
                Rename(comparison, "rightFigure", "referenceFigure");
            }
        }

        results["schemaVersion"] = RunResult.Version;
        return results;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonObject>();

    private static void Rename(JsonObject from, string older, string name)
    {
        if (from.Remove(older, out var value))
        {
            from[name] = value;
        }
    }
}
