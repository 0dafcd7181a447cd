using SparkLoad.LivingDoc;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class RenderCommand : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        await Pages.RenderAsync(settings.Folder, cancellationToken);
        return 0;
    }
}
