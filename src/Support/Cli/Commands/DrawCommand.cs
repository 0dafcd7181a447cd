using System.ComponentModel;
using System.Diagnostics;
using SparkLoad.LivingDoc;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

/// <summary>The suite starts it alongside its load and holds its standard input, which closes when the suite is gone.</summary>
internal sealed class DrawCommand : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        GiveWayToTheLoad();
        await Pages.WatchAsync(settings.Folder, Console.In, Console.Out, cancellationToken);
        return 0;
    }

    private static void GiveWayToTheLoad()
    {
        try
        {
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException)
        {
            // It draws at most every ten seconds, also with a full share.
        }
    }
}
