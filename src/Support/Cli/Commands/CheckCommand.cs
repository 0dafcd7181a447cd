using System.ComponentModel;
using SparkLoad.Cli.Homes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class CheckCommand : AsyncCommand<CheckCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[folder]")]
        [Description("The folder with features, queries, data and sparkload.json; default is SPARKLOAD_HOME, else the current folder.")]
        public string? Folder { get; init; }

        [CommandOption("--suite <assembly>")]
        [Description("The built suite, SparkLoad.Specs.dll; default is the one that was built together with this command.")]
        public string? Suite { get; init; }

        public override ValidationResult Validate() =>
            Folder is not null && string.IsNullOrWhiteSpace(Folder)
                ? ValidationResult.Error("The folder is empty; name one, or leave it out for the current one.")
                : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        // An empty variable is one that a pipeline left blank.
        var home = Environment.GetEnvironmentVariable("SPARKLOAD_HOME")?.Trim();
        var folder = settings.Folder ?? (string.IsNullOrEmpty(home) ? "." : home);
        var found = await CheckedHome.ReadAsync(folder, settings.Suite ?? CheckedHome.BuiltSuite, cancellationToken);
        foreach (var line in CheckReport.Of(found))
        {
            Console.WriteLine(line);
        }

        return found.Any(line => line.Mistake is not null) ? CommandLine.Failed : 0;
    }
}
