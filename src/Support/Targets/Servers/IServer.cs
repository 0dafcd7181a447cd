using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Servers;

/// <summary>A Spark Connect server that runs, or is about to. Disposing ends it if it was started for the run.</summary>
internal interface IServer : IAsyncDisposable
{
    TargetKind Kind { get; }

    /// <summary>How messages call it.</summary>
    string Name { get; }

    ConnectionString Connection { get; }

    /// <summary>What the connection was secured with.</summary>
    SecureFiles Files => SecureFiles.None;

    /// <summary>Base address of the UI, or null where it is not known.</summary>
    Uri? Ui { get; }

    /// <summary>The server's process on this machine, or null for one that was not started for the run.</summary>
    int? ProcessId { get; }

    /// <summary>How it was started, secrets left out.</summary>
    IReadOnlyDictionary<string, string> Conf { get; }

    /// <summary>How long it may take until it answers.</summary>
    TimeSpan ReadyWithin { get; }

    /// <summary>Completes if the server ends; never for one that was not started for the run.</summary>
    Task Ended { get; }

    /// <summary>What a user should look at when the server does not answer: its last output, or its log.</summary>
    string Advice { get; }

    /// <summary>What a user can do about an obstacle.</summary>
    string WayOut(Obstacle obstacle) => Advice;
}
