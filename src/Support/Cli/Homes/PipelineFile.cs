namespace SparkLoad.Cli.Homes;

/// <summary>The file by which a system of pipelines rehearses and runs the scenarios of a team's folder.</summary>
/// <param name="System">What the command calls the system.</param>
/// <param name="Path">The file among the others of the template.</param>
/// <param name="Place">Where in the folder that system looks for it.</param>
internal sealed record PipelineFile(string System, string Path, string Place)
{
    public static IReadOnlyList<PipelineFile> All { get; } =
    [
        new("github", "pipelines/github-actions.yml", ".github/workflows/load.yml"),
        new("gitlab", "pipelines/gitlab-ci.yml", ".gitlab-ci.yml"),
        new("azure", "pipelines/azure-pipelines.yml", "azure-pipelines.yml"),
        new("jenkins", "pipelines/Jenkinsfile", "Jenkinsfile"),
    ];
}
