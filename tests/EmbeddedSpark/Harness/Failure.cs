using System.Text.Json;
using Google.Rpc;
using Grpc.Core;

namespace SparkLoad.EmbeddedSpark.Tests.Harness;

/// <summary>A failed call, with what its trailer tells.</summary>
internal sealed record Failure(StatusCode Status, string Message, string Reason, IReadOnlyDictionary<string, string> Metadata)
{
    public string? ErrorClass => Metadata.GetValueOrDefault("errorClass");

    public string? SqlState => Metadata.GetValueOrDefault("sqlState");

    public IReadOnlyDictionary<string, string> Parameters =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Metadata["messageParameters"])!;

    public static Failure Of(RpcException error)
    {
        var details = error.Trailers.GetValueBytes("grpc-status-details-bin");
        var info = details is null ? new ErrorInfo() : Google.Rpc.Status.Parser.ParseFrom(details).Details.Single().Unpack<ErrorInfo>();
        return new Failure(error.StatusCode, error.Status.Detail, info.Reason, info.Metadata);
    }

    public static async Task<Failure> Of(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException error)
        {
            return Of(error);
        }

        throw new AssertionException("The call did not fail.");
    }
}
