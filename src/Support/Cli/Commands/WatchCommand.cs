using System.ComponentModel;
using SparkLoad.Cli.Watching;
using SparkLoad.Results.Files;
using SparkLoad.Targets.Settings;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

/// <summary>Only looks at the run's folder: the run neither knows of it nor ends with it.</summary>
internal sealed class WatchCommand : AsyncCommand<WatchCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[folder]")]
        [Description("A reports folder, or the folder of a run; default is the reports folder that a run would use.")]
        public string? Folder { get; init; }

        public override ValidationResult Validate() =>
            Folder is not null && string.IsNullOrWhiteSpace(Folder)
                ? ValidationResult.Error("The folder is empty; name one, or leave it out for the newest run.")
                : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Folder ?? SuiteSettings.Load().ReportsFolder));
        var latest = Path.Combine(folder, RunFiles.Latest);
        var run = new RunInProgress(RunFiles.FolderAt(File.Exists(latest) ? latest : folder), TimeProvider.System);
        if (run.WhyNone() is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return RunView.NoRun;
        }

        return await new RunView(run, AnsiConsole.Console, TimeProvider.System).ShowAsync(cancellationToken);
    }
}
