using System.ComponentModel;
using SparkLoad.Results.Files;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

/// <summary>A command on one run.</summary>
internal class RunSettings : CommandSettings
{
    [CommandArgument(0, "<run folder>")]
    [Description("The folder of a run, one below the reports folder, or reports/latest for the newest.")]
    public required string Folder { get; init => field = RunFiles.FolderAt(Path.TrimEndingDirectorySeparator(value)); }

    public override ValidationResult Validate() =>
        string.IsNullOrWhiteSpace(Folder)
            ? ValidationResult.Error("The run folder is empty; name one below the reports folder.")
            : ValidationResult.Success();
}
