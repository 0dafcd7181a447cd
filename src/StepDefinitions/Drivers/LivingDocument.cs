using System.Reflection;
using SparkLoad.Targets.Processes;

namespace SparkLoad.Specs.Drivers;

/// <summary>The page of a run, drawn by a process of its own so that drawing never weighs on the load.</summary>
internal sealed class LivingDocument(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Where the page is, or why there is none.</summary>
    public string Location { get; private set; } = "";

    /// <summary>Draws the page of the finished run.</summary>
    public async Task FinishAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, Setting("LivingDoc"));
        var command = WatchedCommand.ForAssembly("The living document", program, ["render", folder], Path.Combine(folder, "logs", "living-document.log"));
        await using var drawing = await WatchedProcess.StartAsync(command, CancellationToken.None);
        var ended = await Task.WhenAny(drawing.Exited, Task.Delay(Limit)) == drawing.Exited;
        var page = Path.Combine(folder, "index.html");
        Location = ended && await drawing.Exited == 0 && File.Exists(page)
            ? page
            : $"The page could not be drawn: {(ended ? drawing.OutputTail : $"it took longer than {Limit.TotalSeconds} s")}";
    }

    private static string Setting(string key) => typeof(LivingDocument).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(entry => entry.Key == key).Value!;
}
