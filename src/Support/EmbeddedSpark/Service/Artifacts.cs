using Google.Protobuf;
using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Keeps the artifacts that clients upload: large local relations come that way. Nothing in them is ever run.</summary>
internal sealed class Artifacts(ServerVersion version)
{
    public async Task<AddArtifactsResponse> AddAsync(
        IAsyncStreamReader<AddArtifactsRequest> requests, RequestGuard guard, CancellationToken cancellationToken)
    {
        Session? session = null;
        var response = new AddArtifactsResponse();
        (string Name, MemoryStream Data, bool Intact)? open = null;
        await foreach (var request in requests.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            session ??= guard.GetOrCreate(request.UserContext, request.SessionId, request.ClientObservedServerSideSessionId);
            response.SessionId = version.IsFour ? request.SessionId : "";
            response.ServerSideSessionId = version.IsFour ? session.ServerSideId : "";
            switch (request.PayloadCase)
            {
                case AddArtifactsRequest.PayloadOneofCase.Batch:
                    foreach (var artifact in request.Batch.Artifacts)
                    {
                        Keep(session, response, artifact.Name, artifact.Data.Data.ToByteArray(), IsIntact(artifact.Data));
                    }

                    break;
                case AddArtifactsRequest.PayloadOneofCase.BeginChunk:
                    Close(session, response, open);
                    open = (request.BeginChunk.Name, Stream(request.BeginChunk.InitialChunk.Data), IsIntact(request.BeginChunk.InitialChunk));
                    break;
                case AddArtifactsRequest.PayloadOneofCase.Chunk when open is { } current:
                    request.Chunk.Data.WriteTo(current.Data);
                    open = current with { Intact = current.Intact && IsIntact(request.Chunk) };
                    break;
                default:
                    throw SparkErrors.IllegalArgument("An artifact chunk came before its beginning.");
            }
        }

        if (session is not null)
        {
            Close(session, response, open);
        }

        return response;
    }

    private static void Close(Session session, AddArtifactsResponse response, (string Name, MemoryStream Data, bool Intact)? open)
    {
        if (open is { } artifact)
        {
            Keep(session, response, artifact.Name, artifact.Data.ToArray(), artifact.Intact);
        }
    }

    private static void Keep(Session session, AddArtifactsResponse response, string name, byte[] data, bool intact)
    {
        if (intact)
        {
            session.Artifacts[name] = data;
        }

        response.Artifacts.Add(new AddArtifactsResponse.Types.ArtifactSummary { Name = name, IsCrcSuccessful = intact });
    }

    private static MemoryStream Stream(ByteString data)
    {
        var stream = new MemoryStream();
        data.WriteTo(stream);
        return stream;
    }

    private static bool IsIntact(AddArtifactsRequest.Types.ArtifactChunk chunk) => Crc32.Of(chunk.Data.Span) == (uint)chunk.Crc;
}
