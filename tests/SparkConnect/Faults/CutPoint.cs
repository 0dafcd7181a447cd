namespace SparkLoad.SparkConnect.Tests.Faults;

/// <summary>Where in one direction of a connection a fault begins: after so many bytes, or after so many messages.</summary>
/// <param name="ToClient">The direction; otherwise on the way to the server.</param>
/// <param name="Bytes">Bytes that pass unharmed.</param>
/// <param name="Messages">Messages of gRPC that pass unharmed, where they are counted instead.</param>
internal sealed record CutPoint(bool ToClient, int Bytes, int? Messages = null)
{
    public static CutPoint AfterBytes(bool toClient, int bytes) => new(toClient, bytes);

    public static CutPoint AfterMessages(bool toClient, int messages) => new(toClient, 0, messages);

    public override string ToString() =>
        $"{(ToClient ? "to client" : "to server")} after {(Messages is { } messages ? $"{messages} messages" : $"{Bytes} bytes")}";
}
