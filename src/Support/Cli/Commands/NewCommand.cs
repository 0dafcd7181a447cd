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

        public override ValidationResult Validate() =>
            string.IsNullOrWhiteSpace(Folder)
                ? ValidationResult.Error("The folder is empty; name one that does not exist yet.")
                : ValidationResult.Success();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        foreach (var file in NewHome.Write(settings.Folder))
        {
            Console.WriteLine(file);
        }

        Console.WriteLine($"{Path.Combine(settings.Folder, "README.md")} says how to run it.");
        return 0;
    }
}
