using System.Reflection;
using System.Runtime.ExceptionServices;
using SparkLoad.Cli.Commands;
using SparkLoad.Cli.Homes;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.Results.Files;
using SparkLoad.Targets.Settings;
using Spectre.Console.Cli;

namespace SparkLoad.Cli;

/// <summary>The command <c>sparkload</c>: its commands, and its answer to a mistake, which is one sentence on standard error.</summary>
internal static class CommandLine
{
    /// <summary>What was asked for could not be done.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for is not understood.</summary>
    public const int Misunderstood = 2;

    /// <summary>Of the suite that the command belongs to.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <returns>The exit code: 0, <see cref="Failed"/> or <see cref="Misunderstood"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var app = new CommandApp();
        app.Configure(Configure);
        var code = await app.RunAsync(arguments, cancellationToken);
        // Without a command, the help is printed as if somebody had asked for it.
        return arguments.Length == 0 ? Misunderstood : code;
    }

    private static void Configure(IConfigurator sparkload)
    {
        sparkload.SetApplicationName("sparkload");
        sparkload.SetApplicationVersion(Version);
        sparkload.UseStrictParsing();
        sparkload.SetExceptionHandler((problem, _) => Answer(problem));
        sparkload.AddCommand<NewCommand>("new").WithDescription(
            "Makes a folder with features, queries, data and settings of your own, which run at once.");
        sparkload.AddCommand<CheckCommand>("check").WithDescription(
            "Says what each scenario of a folder would send, to which Spark and for how long, and every mistake. Sends nothing.");
        sparkload.AddCommand<RenderCommand>("render").WithDescription("Writes the page of one run, index.html, and its summary.md.");
        sparkload.AddCommand<WatchCommand>("watch").WithDescription(
            "Shows the run under way in the terminal, or in a pipe a line now and then. Exit code: 0 passed, 1 not passed, 3 broke off, 4 no run, 130 Ctrl-C.");
        sparkload.AddCommand<DrawCommand>("draw").WithDescription(
            "Writes the page of a run at once and then at most every 10 seconds, until standard input closes; draws what its lines ask for (the suite uses it).");
        sparkload.AddCommand<IndexCommand>("index").WithDescription("Writes index.html, the page over all runs of a reports folder.");
        sparkload.AddCommand<PublishCommand>("publish").WithDescription(
            "Adds the acceptance runs of a reports folder to a record that a repository can hold: pages, summaries, results and a table.");
        sparkload.AddCommand<BaselineCommand>("baseline").WithDescription(
            "Saves a run as the baseline of its machine, with which later runs are compared.");
        sparkload.AddCommand<QueriesCommand>("queries").WithDescription(
            "Lists the queries that features can name, with their parameters and what they read, and what is wrong with any.");
        sparkload.AddCommand<FragmentCommand>("fragment").WithDescription(
            "Writes the page of one scenario and its charts as SVG into the run's folder, and prints the paths of the files.");
    }

    private static int Answer(Exception problem)
    {
        var (code, sentence) = problem switch
        {
            CommandAppException => (Misunderstood, $"{problem.Message} \"sparkload --help\" shows what there is."),
            RunFolderException or BaselineException or HomeException or SettingsException => (Failed, problem.Message),
            IOException or UnauthorizedAccessException => (Failed, $"A file cannot be read or written: {problem.Message}"),
            OperationCanceledException => (Failed, "Stopped before it was done."),
            _ => (Failed, null),
        };
        if (sentence is null)
        {
            // A defect of ours: where it happened is worth more than a sentence.
            ExceptionDispatchInfo.Throw(problem);
        }

        Console.Error.WriteLine(sentence);
        return code;
    }
}
