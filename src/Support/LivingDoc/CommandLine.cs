using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Rendering;
using SparkLoad.LoadEngine.Baselines;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc;

/// <summary>The program's commands. Ends with 0 when the page is written or the baseline saved, 1 when it could not be, 2 when the command is not understood.</summary>
internal static class CommandLine
{
    private const string Usage = """
        Usage: dotnet SparkLoad.LivingDoc.dll <command>
          render <run folder>                    writes index.html and summary.md of one run
          watch <run folder>                     renders at once and then at most every 10 seconds, until the run is over
                                                 or standard input closes, which means that the suite is gone
          index <reports folder>                 writes index.html over all runs
          baseline <run folder>                  saves the run as the baseline of its machine, with which later runs are compared
          fragment <run folder> <scenario id>    writes fragments/<scenario id>.html and the charts beside it as SVG
        """;

    public static async Task<int> RunAsync(
        string[] args, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            switch (args)
            {
                case ["render", var folder]:
                    await using (var renderer = new PageRenderer())
                    {
                        await new RunPageWriter(renderer).WriteAgainAsync(new RunReader(folder), DateTimeOffset.UtcNow, cancellationToken);
                    }

                    return 0;
                case ["watch", var folder]:
                    await using (var renderer = new PageRenderer())
                    {
                        await new Watch(new RunReader(folder), new RunPageWriter(renderer), TimeProvider.System).RunAsync(input, cancellationToken);
                    }

                    return 0;
                case ["index", var folder]:
                    await using (var renderer = new PageRenderer())
                    {
                        await new HistoryWriter(renderer).WriteAsync(folder, DateTimeOffset.UtcNow, cancellationToken);
                    }

                    return 0;
                case ["baseline", var folder]:
                    await output.WriteLineAsync(string.Join(Environment.NewLine, SavedBaseline.Save(folder)));
                    return 0;
                case ["fragment", var folder, var scenario]:
                    await using (var renderer = new PageRenderer())
                    {
                        var files = await new FragmentWriter(renderer).WriteAsync(new RunReader(folder), scenario, DateTimeOffset.UtcNow, cancellationToken);
                        await output.WriteLineAsync(string.Join(Environment.NewLine, files));
                    }

                    return 0;
                case ["help" or "--help" or "-h"]:
                    await output.WriteLineAsync(Usage);
                    return 0;
                default:
                    await error.WriteLineAsync(args.Length == 0 ? Usage : $"'{string.Join(' ', args)}' is not a command.\n{Usage}");
                    return 2;
            }
        }
        catch (Exception problem) when (problem is RunFolderException or BaselineException)
        {
            await error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The page could not be written: {problem.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped before the page was written.");
            return 1;
        }
    }
}
