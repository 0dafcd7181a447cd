namespace SparkLoad.SparkConnect;

/// <summary>How sessions share connections.</summary>
public enum Topology
{
    /// <summary>Each session has a channel of its own (the default).</summary>
    ConnectionPerSession,

    /// <summary>Sessions of the same address, security and user settings use one channel.</summary>
    SharedConnection,
}
