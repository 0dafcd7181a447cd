using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparkLoad.FeatureTests.Tests;

/// <summary>Cucumber Messages as text that is equal where two runs did the same.</summary>
internal static class MessageText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Each message by what it is about: those of a scenario together, scenarios by their names, ids numbered as they come up, so that
    /// references are still told apart.
    /// </summary>
    /// <param name="messages">Of one run.</param>
    /// <param name="ignored">Members that are left out wherever they stand; <c>meta</c> is always.</param>
    public static string Of(IReadOnlyList<JsonObject> messages, IReadOnlyCollection<string> ignored)
    {
        var ids = new Dictionary<string, string>();
        foreach (var id in messages.SelectMany(IdsIn).Distinct())
        {
            ids.Add(id, "");
        }

        var names = PickleOfEach(messages);
        var ordered = messages.Where(message => !message.ContainsKey("meta")).OrderBy(message => names.GetValueOrDefault(message, (0, "")));
        var lines = ordered.Select(message => Plain("", message, ids, ignored)!.ToJsonString(Indented));
        return string.Join("\n", lines);
    }

    /// <summary>For each message of a running scenario the place of its feature and its pickle's place in it.</summary>
    private static Dictionary<JsonObject, (int Group, string Name)> PickleOfEach(IReadOnlyList<JsonObject> messages)
    {
        var pickles = messages.Where(message => message.ContainsKey("pickle"))
            .Select((message, n) => (Id: Text(message["pickle"]!["id"])!, Place: n)).ToDictionary(
                entry => entry.Id, entry => $"{entry.Place:D4}");
        var ofCase = new Dictionary<string, string>();
        var found = new Dictionary<JsonObject, (int, string)>();
        foreach (var message in messages)
        {
            var (kind, body) = (message.First().Key, message.First().Value!.AsObject());
            if (kind == "testCase")
            {
                ofCase[Text(body["id"])!] = pickles[Text(body["pickleId"])!];
            }
            else if (kind == "testCaseStarted")
            {
                ofCase[Text(body["id"])!] = ofCase[Text(body["testCaseId"])!];
            }

            var place = (Text(kind == "testCase" ? body["id"] : null)
                ?? Text(body["testCaseId"]) ?? Text(body["testCaseStartedId"])) is { } id
                ? ofCase.GetValueOrDefault(id)
                : null;
            // Of a suggestion only the pickle's step is known.
            place ??= kind == "suggestion" ? PlaceOfStep(messages, pickles, Text(body["pickleStepId"])!) : null;
            found[message] = place is not null ? (2, place) : (kind is "source" or "gherkinDocument" or "pickle" ? 1 : 0, "");
        }

        return found;
    }

    private static string? PlaceOfStep(IReadOnlyList<JsonObject> messages, Dictionary<string, string> pickles, string step) => messages
        .Select(message => message["pickle"]).OfType<JsonNode>()
        .Where(pickle => pickle["steps"]!.AsArray().Any(candidate => Text(candidate!["id"]) == step))
        .Select(pickle => pickles[Text(pickle["id"])!]).FirstOrDefault();

    public static IEnumerable<string> IdsIn(JsonNode? node) => node switch
    {
        JsonObject made => made.SelectMany(member => member.Key == "id" && Text(member.Value) is { } id ? [id] : IdsIn(member.Value)),
        JsonArray list => list.SelectMany(IdsIn),
        _ => [],
    };

    private static JsonNode? Plain(string name, JsonNode? node, Dictionary<string, string> ids, IReadOnlyCollection<string> ignored)
    {
        switch (node)
        {
            case JsonObject made:
                return new JsonObject(made.Where(member => !ignored.Contains(member.Key)).OrderBy(
                    member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Plain(member.Key, member.Value, ids, ignored))));
            case JsonArray list:
                return new JsonArray([.. list.Select(entry => Plain(name, entry, ids, ignored))]);
            default:
                // Some runners count: a cell of a table may read as an id does.
                return name.TrimEnd('s') is "id" or [.., 'I', 'd'] && Text(node) is { } text && ids.TryGetValue(text, out var number)
                    ? JsonValue.Create(Numbered(text, number, ids))
                    : node?.DeepClone();
        }
    }

    private static string Numbered(string id, string number, Dictionary<string, string> ids) =>
        number.Length > 0 ? number : ids[id] = $"id {ids.Values.Count(value => value.Length > 0) + 1}";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
