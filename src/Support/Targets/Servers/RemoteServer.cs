using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>A service that runs already, at an address that the user gave.</summary>
internal sealed class RemoteServer(SparkName spark, ConnectionString connection, Uri? ui, TimeSpan readyWithin) : IServer
{
    public static TimeSpan DefaultReadyWithin { get; } = TimeSpan.FromSeconds(20);

    public TargetKind Kind => TargetKind.Remote;

    public string Name => $"{spark} at {connection.Address}";

    public ConnectionString Connection => connection;

    public Uri? Ui => ui;

    public int? ProcessId => null;

    public IReadOnlyDictionary<string, string> Conf { get; } = new Dictionary<string, string>();

    public TimeSpan ReadyWithin => readyWithin;

    public Task Ended { get; } = new TaskCompletionSource().Task;

    public string Advice => "see the log of that server";

    public string WayOut(Obstacle obstacle) => WaysOut.Of(obstacle.Kind, connection.HasToken, SettingKeys.Target(spark));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
