using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Rendering;

namespace SparkLoad.LivingDoc;

/// <summary>The program's commands. Ends with 0 when the page is written, 1 when it could not be, 2 when the command is not understood.</summary>
internal static class CommandLine
{
    private const string Usage = """
        Usage:
          dotnet SparkLoad.LivingDoc.dll render <run folder>     writes index.html and summary.md of one run
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            switch (args)
            {
                case ["render", var folder]:
                    await RenderAsync(folder, cancellationToken);
                    return 0;
                case ["help" or "--help" or "-h"]:
                    await output.WriteLineAsync(Usage);
                    return 0;
                default:
                    await error.WriteLineAsync(args.Length == 0 ? Usage : $"'{string.Join(' ', args)}' is not a command.\n{Usage}");
                    return 2;
            }
        }
        catch (RunFolderException problem)
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

    private static async Task RenderAsync(string folder, CancellationToken cancellationToken)
    {
        var run = await new RunFolder(folder).ReadAsync(DateTimeOffset.UtcNow, cancellationToken);
        await using var renderer = new PageRenderer();
        await new RunPageWriter(renderer).WriteAsync(run, Path.GetFullPath(folder), cancellationToken);
    }
}
