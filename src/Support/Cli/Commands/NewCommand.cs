using System.ComponentModel;
using SparkLoad.Cli.Homes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class NewCommand : Command<NewCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<folder>")]
        [Description("A folder that does not exist yet, or is empty.")]
        public required string Folder { get; init; }

        [CommandOption("--pipeline <system>")]
        [Description("Only the pipeline of github, gitlab, azure or jenkins, where it is looked for; default is all, in pipelines/.")]
        public string? Pipeline { get; init; }

        public PipelineFile? OnlyPipeline => PipelineFile.All.FirstOrDefault(file => file.System == Pipeline);

        public override ValidationResult Validate() =>
            string.IsNullOrWhiteSpace(Folder) ? ValidationResult.Error("The folder is empty; name one that does not exist yet.")
            : Pipeline is not null && OnlyPipeline is null ? ValidationResult.Error(
                $"There is no pipeline for \"{Pipeline}\"; there are {string.Join(", ", PipelineFile.All.Select(file => file.System))}.")
            : ValidationResult.Success();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        foreach (var file in NewHome.Write(settings.Folder, settings.OnlyPipeline))
        {
            Console.WriteLine(file);
        }

        Console.WriteLine($"{Path.Combine(settings.Folder, "README.md")} says how to run it.");
        return 0;
    }
}
