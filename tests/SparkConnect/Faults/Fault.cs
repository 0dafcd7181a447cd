namespace SparkLoad.SparkConnect.Tests.Faults;

internal enum Fault
{
    None,

    /// <summary>The connection is reset on both sides.</summary>
    Reset,

    /// <summary>The connection is closed on both sides, in order.</summary>
    Close,

    /// <summary>Bytes vanish in both directions; the connection stays open.</summary>
    BlackHole,

    /// <summary>Bytes vanish in this direction only.</summary>
    OneWay,

    /// <summary>The sender of this direction loses the connection, and the receiver is not told.</summary>
    HalfOpen,

    /// <summary>Each piece is late.</summary>
    Delay,

    /// <summary>Bytes trickle.</summary>
    Throttle,
}
