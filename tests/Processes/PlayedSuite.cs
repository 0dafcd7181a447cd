using System.Globalization;

namespace SparkLoad.Processes.Tests;

/// <summary>
/// This assembly as a program: a suite that watches one process, prints the process's id, and then waits to be killed, or ends
/// without disposing anything.
/// </summary>
internal static class PlayedSuite
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var how, var grace, var log, var remove, var program, .. var rest])
        {
            return 2;
        }

        var process = await WatchedProcess.StartAsync(
            new()
            {
                Name = "The process",
                Program = program,
                Arguments = rest,
                LogFile = log,
                Grace = TimeSpan.FromMilliseconds(int.Parse(grace, CultureInfo.InvariantCulture)),
                RemoveAfterwards = remove.Length == 0 ? null : remove,
            },
            CancellationToken.None);
        await Console.Out.WriteLineAsync(process.ProcessId.ToString(CultureInfo.InvariantCulture));
        await Console.Out.FlushAsync();
        switch (how)
        {
            case "wait":
                await Task.Delay(TimeSpan.FromMinutes(2));
                return 0;
            case "crash":
                Environment.FailFast("Played crash.");
                return 1;
            default:
                return 0;
        }
    }
}
