using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>A service that runs already, at an address that the user gave.</summary>
internal sealed class RemoteServer(
    SparkName spark, ConnectionString connection, Uri? ui, TimeSpan readyWithin, SecureFiles? files = null) : IServer
{
    public static TimeSpan DefaultReadyWithin { get; } = TimeSpan.FromSeconds(20);

    public TargetKind Kind => TargetKind.Remote;

    public string Name => $"{spark} at {connection.Address}";

    public ConnectionString Connection => connection;

    public SecureFiles Files => files ?? SecureFiles.None;

    public Uri? Ui => ui;

    public int? ProcessId => null;

    public IReadOnlyDictionary<string, string> Conf { get; } = new Dictionary<string, string>();

    public TimeSpan ReadyWithin => readyWithin;

    public Task Ended { get; } = new TaskCompletionSource().Task;

    public string Advice => "see the log of that server";

    public string WayOut(Obstacle obstacle) => new WaysOut(spark, connection, Files).Of(obstacle.Kind);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
