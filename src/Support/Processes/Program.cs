namespace SparkLoad.Processes;

/// <summary>This assembly as a program: the watcher of other processes (see <see cref="Watcher"/>).</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (WatchOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync("usage: watch [--grace <milliseconds>] [--remove <folder>] -- <command> <arguments…>")
                .ConfigureAwait(false);
            return 2;
        }

        using var watcher = new Watcher(options);
        return await watcher.RunAsync().ConfigureAwait(false);
    }
}
