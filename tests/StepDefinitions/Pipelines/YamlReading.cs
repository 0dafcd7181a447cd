using YamlDotNet.RepresentationModel;

namespace SparkLoad.StepDefinitions.Tests.Pipelines;

/// <summary>What is not there is empty.</summary>
internal static class YamlReading
{
    public static YamlMappingNode Map(this YamlMappingNode node, string key) => Node(node, key) as YamlMappingNode ?? [];

    public static IEnumerable<YamlNode> List(this YamlMappingNode node, string key) => Node(node, key) as YamlSequenceNode ?? [];

    public static IEnumerable<string> Lines(this YamlMappingNode node, string key) =>
        node.List(key).Select(line => ((YamlScalarNode)line).Value!);

    public static string? Text(this YamlMappingNode node, string key) => (Node(node, key) as YamlScalarNode)?.Value;

    /// <summary>The values of a map; of one that is described, as GitLab's variables can be, its <c>value</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Texts(this YamlMappingNode node) => node.Children.Select(
        child => KeyValuePair.Create(
            ((YamlScalarNode)child.Key).Value!,
            child.Value is YamlMappingNode described ? described.Text("value")! : ((YamlScalarNode)child.Value).Value!));

    private static YamlNode? Node(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
}
