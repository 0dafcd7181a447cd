using System.Collections.Concurrent;
using System.Reflection;
using SparkLoad.Processes;

namespace SparkLoad.Specs.Suite;

/// <summary>Programs of the suite's own that work in processes of their own, never outlive it, and never fail a run.</summary>
internal static class SuiteProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="name">How messages call it.</param>
    /// <param name="key">Under which the build noted where it lies.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="logFile">Takes its output.</param>
    public static WatchedCommand Command(string name, string key, string[] arguments, string logFile) =>
        WatchedCommand.ForAssembly(name, Path.Combine(AppContext.BaseDirectory, Setting(key)), arguments, logFile);

    /// <summary>Runs it to its end, for a minute at most.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="failure">Begins the sentence for when it fails.</param>
    /// <returns>What it printed, and why it came to nothing or null.</returns>
    public static async Task<(IReadOnlyList<string> Printed, string? Problem)> RunAsync(WatchedCommand command, string failure)
    {
        try
        {
            // Kept here: the tail holds 20 lines, and the drawing of a scenario with five loads prints 24.
            var printed = new ConcurrentQueue<string>();
            await using var program = await WatchedProcess.StartAsync(
                command with { OutputLine = printed.Enqueue }, CancellationToken.None);
            var ended = await Task.WhenAny(program.Exited, Task.Delay(Limit)) == program.Exited;
            return ended && await program.Exited == 0
                ? ([.. printed], null)
                : ([], $"{failure}: {(ended ? program.OutputTail : $"it took longer than {Limit.TotalSeconds} s")}");
        }
        catch (ProcessStartException e)
        {
            return ([], $"{failure}: {e.Message}");
        }
    }

    private static string Setting(string key) => typeof(SuiteProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(entry => entry.Key == key).Value!;
}
