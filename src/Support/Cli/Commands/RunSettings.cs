using System.ComponentModel;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

/// <summary>A command on one run.</summary>
internal class RunSettings : CommandSettings
{
    [CommandArgument(0, "<run folder>")]
    [Description("The folder of a run, one below the reports folder.")]
    public required string Folder { get; init; }
}
