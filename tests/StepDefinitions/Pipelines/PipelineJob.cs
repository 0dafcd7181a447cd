using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace SparkLoad.StepDefinitions.Tests.Pipelines;

/// <summary>One job of a pipeline, as any system runs it.</summary>
/// <param name="Commands">In their order; the first that fails ends the job.</param>
/// <param name="Always">Those that follow however it ended.</param>
/// <param name="Variables">What its commands find in their environment, apart from what the system holds itself.</param>
internal sealed partial record PipelineJob(
    IReadOnlyList<string> Commands, IReadOnlyList<string> Always, IReadOnlyDictionary<string, string> Variables)
{
    public const string Workspace = "(workspace)";
    public const string Address = "(address)";
    public const string Token = "(token)";

    /// <summary>Reads the job of that name.</summary>
    public static PipelineJob Read(string file, string job) => Path.GetFileName(file) switch
    {
        "github-actions.yml" => GitHub(Yaml(file), job),
        "gitlab-ci.yml" => GitLab(Yaml(file), job),
        "azure-pipelines.yml" => Azure(Yaml(file), job),
        _ => Jenkins(File.ReadAllText(file), job),
    };

    private static PipelineJob GitHub(YamlMappingNode pipeline, string name)
    {
        var job = pipeline.Map("jobs").Map(name);
        var steps = job.List("steps").Cast<YamlMappingNode>().ToList();
        return Of(steps, "run", "if", [pipeline.Map("env"), job.Map("env"), .. steps.Select(step => step.Map("env"))]);
    }

    private static PipelineJob Azure(YamlMappingNode pipeline, string name)
    {
        var job = pipeline.List("jobs").Cast<YamlMappingNode>().First(job => job.Text("job") == name);
        var steps = job.List("steps").Cast<YamlMappingNode>().ToList();
        return Of(steps, "bash", "condition", [pipeline.Map("variables"), job.Map("variables"), .. steps.Select(step => step.Map("env"))]);
    }

    private static PipelineJob Of(
        IEnumerable<YamlMappingNode> steps, string command, string condition, IEnumerable<YamlMappingNode> variables)
    {
        var commands = steps.Where(step => step.Text(command) is not null).ToLookup(
            step => step.Text(condition) == "always()", step => step.Text(command)!);
        return new([.. commands[false]], [.. commands[true]], Merged(variables.SelectMany(map => map.Texts())));
    }

    private static PipelineJob GitLab(YamlMappingNode pipeline, string name)
    {
        var job = pipeline.Map(name);
        return new(
            [.. pipeline.Map("default").Lines("before_script"), .. job.Lines("script")], [.. job.Lines("after_script")],
            Merged([.. pipeline.Map("variables").Texts(), .. job.Map("variables").Texts()]));
    }

    private static PipelineJob Jenkins(string pipeline, string name)
    {
        var stages = pipeline.Split("stage('");
        var stage = stages.First(stage => stage.StartsWith(name, StringComparison.Ordinal)).Split("post {");
        return new(
            Commands(stage[0]), Commands(stage[1]),
            Merged(new[] { stages[0], stage[0] }.SelectMany(text => Assignment().Matches(text)).Select(
                match => KeyValuePair.Create(match.Groups["name"].Value, match.Groups["value"].Value.Trim('\'', '"')))));

        static List<string> Commands(string text) => [.. Shell().Matches(text).Select(match => match.Groups["command"].Value)];
    }

    private static YamlMappingNode Yaml(string file)
    {
        using var text = new StreamReader(file);
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static Dictionary<string, string> Merged(IEnumerable<KeyValuePair<string, string>> variables) =>
        variables.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => Meaning(group.Last().Value));

    // Each system has its own way to say the same.
    private static string Meaning(string value) => value switch
    {
        "${{ github.workspace }}" or "$CI_PROJECT_DIR" or "$(Build.SourcesDirectory)" or "${env.WORKSPACE}" => Workspace,
        "${{ vars.SPARK_ADDRESS }}" or "$SPARK_ADDRESS" or "$(SPARK_ADDRESS)" or "${env.SPARK_ADDRESS}" => Address,
        "${{ secrets.SPARK_TOKEN }}" or "$SPARK_TOKEN" or "$(SPARK_TOKEN)" or "credentials('spark-token')" => Token,
        _ => value,
    };

    [GeneratedRegex(@"^ +sh '(?<command>.+)'$", RegexOptions.Multiline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"^ +(?<name>[A-Z][A-Z0-9_]+) = (?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
