using SparkLoad.LoadEngine.Baselines;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class BaselineCommand : Command<RunSettings>
{
    public override int Execute(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        foreach (var line in SavedBaseline.Save(settings.Folder))
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
