using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

internal sealed class ScriptedService;

/// <summary>Binds the service's methods by hand: the client's generated messages serve here as well.</summary>
internal sealed class ScriptedMethods : IServiceMethodProvider<ScriptedService>
{
    public ScriptedSpark Script { get; set; } = null!;

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ScriptedService> context)
    {
        context.AddServerStreamingMethod(Stream("ExecutePlan", ExecutePlanRequest.Parser), [], (_, request, stream, call) =>
            Script.AnswerAsync(request, request.SessionId, request.OperationId, stream, call));
        context.AddServerStreamingMethod(Stream("ReattachExecute", ReattachExecuteRequest.Parser), [], (_, request, stream, call) =>
            Script.AnswerAsync(request, request.SessionId, request.OperationId, stream, call));
        Unary(context, "ReleaseExecute", ReleaseExecuteRequest.Parser, ReleaseExecuteResponse.Parser, request =>
            new ReleaseExecuteResponse { SessionId = request.SessionId, OperationId = request.OperationId });
        Unary(
            context,
            "Interrupt",
            InterruptRequest.Parser,
            InterruptResponse.Parser,
            request => new InterruptResponse { SessionId = request.SessionId });
        Unary(
            context,
            "ReleaseSession",
            ReleaseSessionRequest.Parser,
            ReleaseSessionResponse.Parser,
            request => Script.Release(request));
        Unary(
            context,
            "FetchErrorDetails",
            FetchErrorDetailsRequest.Parser,
            FetchErrorDetailsResponse.Parser,
            request => Script.Details(request));
        Unary(context, "Config", ConfigRequest.Parser, ConfigResponse.Parser, request => Script.Config(request));
        Unary(context, "AnalyzePlan", AnalyzePlanRequest.Parser, AnalyzePlanResponse.Parser, Analyze);
    }

    private AnalyzePlanResponse Analyze(AnalyzePlanRequest request)
    {
        if (Script.Analyses.TryDequeue(out var analysis))
        {
            analysis(request);
        }

        var response = new AnalyzePlanResponse { SessionId = request.SessionId, ServerSideSessionId = Script.ServerSideSessionId };
        if (request.AnalyzeCase == AnalyzePlanRequest.AnalyzeOneofCase.Schema)
        {
            response.Schema = new() { Schema_ = Script.Schema };
        }
        else
        {
            response.SparkVersion = new() { Version = "4.1.1" };
        }

        return response;
    }

    private void Unary<TRequest, TResponse>(
        ServiceMethodProviderContext<ScriptedService> context, string name, MessageParser<TRequest> request,
        MessageParser<TResponse> response, Func<TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddUnaryMethod(new Method<TRequest, TResponse>(
            MethodType.Unary,
            "spark.connect.SparkConnectService",
            name,
            Of(request),
            Of(response)), [], (_, message, _) =>
        {
            Script.Requests.Enqueue(message);
            return Task.FromResult(answer(message));
        });

    private static Method<TRequest, ExecutePlanResponse> Stream<TRequest>(string name, MessageParser<TRequest> request)
        where TRequest : class, IMessage<TRequest> =>
        new(MethodType.ServerStreaming, "spark.connect.SparkConnectService", name, Of(request), Of(ExecutePlanResponse.Parser));

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : class, IMessage<T> =>
        Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
}
