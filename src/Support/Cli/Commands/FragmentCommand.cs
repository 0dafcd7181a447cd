using System.ComponentModel;
using SparkLoad.LivingDoc;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class FragmentCommand : AsyncCommand<FragmentCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandArgument(1, "<scenario id>")]
        [Description("As in results.json of the run.")]
        public required string Scenario { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        foreach (var file in await Pages.FragmentAsync(settings.Folder, settings.Scenario, cancellationToken))
        {
            Console.WriteLine(file);
        }

        return 0;
    }
}
