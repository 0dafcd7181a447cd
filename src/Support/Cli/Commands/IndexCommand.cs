using System.ComponentModel;
using SparkLoad.LivingDoc;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class IndexCommand : AsyncCommand<IndexCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<reports folder>")]
        [Description("The folder that holds the folders of the runs.")]
        public required string Folder { get; init; }

        public override ValidationResult Validate() =>
            string.IsNullOrWhiteSpace(Folder)
                ? ValidationResult.Error("The reports folder is empty; name one.")
                : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await Pages.IndexAsync(settings.Folder, cancellationToken);
        return 0;
    }
}
