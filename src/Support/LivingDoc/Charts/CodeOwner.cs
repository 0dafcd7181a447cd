namespace SparkLoad.LivingDoc.Charts;

/// <summary>Tells by a method's full name whose code it is.</summary>
internal static class CodeOwner
{
    private static readonly (string Prefix, FlameKind Kind)[] Known =
    [
        ("SparkLoad.", FlameKind.Suite),
        ("Spark.Connect.", FlameKind.Data),
        ("Grpc.", FlameKind.Wire),
        ("System.Net.", FlameKind.Wire),
        ("Google.Protobuf.", FlameKind.Data),
        ("Apache.Arrow.", FlameKind.Data),
        ("System.Text.Json.", FlameKind.Data),
        ("System.", FlameKind.Runtime),
        ("Microsoft.", FlameKind.Runtime),
        ("Interop", FlameKind.Runtime),
    ];

    public static FlameKind Of(string method) =>
        Known.FirstOrDefault(known => method.StartsWith(known.Prefix, StringComparison.Ordinal), (Prefix: "", Kind: FlameKind.Other)).Kind;

    /// <summary>The legend's word for it.</summary>
    public static string Name(FlameKind kind) => kind switch
    {
        FlameKind.Root => "all samples",
        FlameKind.Suite => "the suite and its client",
        FlameKind.Wire => "gRPC and network",
        FlameKind.Data => "Arrow, protobuf, JSON",
        FlameKind.Runtime => ".NET runtime library",
        _ => "other",
    };
}
