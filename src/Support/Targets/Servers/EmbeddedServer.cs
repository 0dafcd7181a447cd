using System.Reflection;
using SparkLoad.Processes;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>The endpoint that stands in for Spark, as a process of its own on a port that the system chose.</summary>
internal sealed class EmbeddedServer : IServer
{
    private const string Assembly = "SparkLoad.EmbeddedSpark.dll";
    private const string Listening = "listening http://";

    private readonly WatchedProcess _process;

    private EmbeddedServer(SparkName spark, WatchedProcess process, ConnectionString connection) =>
        (Name, _process, Connection) = ($"The embedded endpoint for {spark}", process, connection);

    public TargetKind Kind => TargetKind.Embedded;

    public string Name { get; }

    public ConnectionString Connection { get; }

    public Uri? Ui => null;

    public int? ProcessId => _process.ProcessId;

    public IReadOnlyDictionary<string, string> Conf { get; } = new Dictionary<string, string>();

    public TimeSpan ReadyWithin => TimeSpan.FromSeconds(30);

    public Task Ended => _process.Exited;

    public string Advice => $"its last lines (all in {_process.LogFile}):\n{_process.OutputTail}";

    /// <summary>Starts the endpoint and waits until it listens.</summary>
    /// <exception cref="TargetNotReachedException">It is not built, or does not come up.</exception>
    public static Task<EmbeddedServer> StartAsync(SparkName spark, string folder, CancellationToken cancellationToken) =>
        StartAsync(Locate(), spark, folder, cancellationToken);

    internal static async Task<EmbeddedServer> StartAsync(
        string assembly, SparkName spark, string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(assembly))
        {
            throw new TargetNotReachedException($"The embedded endpoint is not at {assembly}: build the solution, which also builds it.");
        }

        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = WatchedCommand.ForAssembly(
            $"The embedded endpoint for {spark}", assembly, ["--port", "0", .. Version(spark)],
            Path.Combine(folder, $"embedded-{spark.Text}.log")) with
        {
            OutputLine = line =>
            {
                if (line.StartsWith(Listening, StringComparison.Ordinal))
                {
                    address.TrySetResult(line[Listening.Length..].TrimEnd('/'));
                }
            },
        };
        var process = await WatchedProcess.StartAsync(command, cancellationToken).ConfigureAwait(false);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            await Task.WhenAny(address.Task, process.Exited).WaitAsync(limit.Token).ConfigureAwait(false);
            return address.Task.IsCompletedSuccessfully
                ? new(spark, process, ConnectionString.Parse($"sc://{await address.Task.ConfigureAwait(false)}"))
                : throw new TargetNotReachedException(
                    $"{command.Name} ended before it listened; its last lines (all in {process.LogFile}):\n{process.OutputTail}");
        }
        catch (Exception e)
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw e is OperationCanceledException && !cancellationToken.IsCancellationRequested
                ? new TargetNotReachedException(
                    $"{command.Name} did not listen within 30 seconds; its last lines (all in {process.LogFile}):\n{process.OutputTail}", e)
                : e;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Without one it is the newest that it knows, as good as any for a name that states none.
    private static string[] Version(SparkName spark) => spark.IsVersion ? ["--version", spark.Text] : [];

    // The build writes where the endpoint lies from here: the two are built into neighbouring folders.
    private static string Locate()
    {
        var relative = typeof(EmbeddedServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "EmbeddedSparkFolder").Value!;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative, Assembly));
    }
}
