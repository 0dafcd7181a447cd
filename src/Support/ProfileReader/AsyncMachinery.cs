namespace SparkLoad.ProfileReader;

/// <summary>
/// Frames by which the runtime resumes an async method. Each await adds five of them or more, which says nothing about whose
/// work it is and buries the methods that do.
/// </summary>
internal static class AsyncMachinery
{
    private static readonly string[] Types =
    [
        "System.Runtime.CompilerServices.Async",
        "System.Runtime.CompilerServices.PoolingAsync",
        "System.Runtime.CompilerServices.TaskAwaiter",
        "System.Runtime.CompilerServices.ValueTaskAwaiter",
        "System.Threading.ExecutionContext.",
        "System.Threading.Tasks.AwaitTaskContinuation.",
        "System.Threading.Tasks.SynchronizationContextAwaitTaskContinuation.",
        "System.Threading.Tasks.Task.",
        "System.Threading.Tasks.Task+",
        "System.Threading.Tasks.TaskCompletionSource",
        "System.Threading.Tasks.UnwrapPromise",
        "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.Sources.",
        "System.Threading.ThreadPool..cctor",
    ];

    public static bool Holds(string method) => Types.Any(type => method.StartsWith(type, StringComparison.Ordinal));
}
