using System.ComponentModel;
using SparkLoad.LivingDoc;
using SparkLoad.Results.Text;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class PublishCommand : AsyncCommand<PublishCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<reports folder>")]
        [Description("The folder that holds the folders of the runs.")]
        public required string Reports { get; init; }

        [CommandArgument(1, "<record folder>")]
        [Description("A folder that does not exist yet, or that this command has written; runs are added to it.")]
        public required string Record { get; init; }

        [CommandOption("--all")]
        [Description("Publish rehearsals as well; the table never shows them.")]
        public bool All { get; init; }

        [CommandOption("--table <file>")]
        [Description("A Markdown file that shows the table as well, between <!-- sparkload table --> and <!-- /sparkload table -->.")]
        public string? Table { get; init; }

        public override ValidationResult Validate() =>
            string.IsNullOrWhiteSpace(Reports) ? ValidationResult.Error("The reports folder is empty; name one.")
            : string.IsNullOrWhiteSpace(Record) ? ValidationResult.Error("The record folder is empty; name one.")
            : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var published = await Pages.PublishAsync(settings.Reports, settings.Record, settings.All, settings.Table, cancellationToken);
        foreach (var run in published.Added)
        {
            Console.WriteLine($"added {run}");
        }

        Say(published.Known, "published before");
        Say(published.Rehearsals, "left out: no acceptance");
        Say(published.Unfinished, "left out: not finished");
        Console.WriteLine($"{settings.Record} holds {Figures.Plural(published.Runs, "run")}, {Figures.Bytes(published.Bytes)}");
        return 0;
    }

    private static void Say(int runs, string what)
    {
        if (runs > 0)
        {
            Console.WriteLine($"{Figures.Plural(runs, "run")} {what}");
        }
    }
}
