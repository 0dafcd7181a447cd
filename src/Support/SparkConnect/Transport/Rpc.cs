using Google.Protobuf;
using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>
/// The service's methods. Written out, because result streams are read by <see cref="ExecuteResponse"/>, not by generated messages.
/// </summary>
internal static class Rpc
{
    public const string Service = "spark.connect.SparkConnectService";

    public static readonly Method<ExecutePlanRequest, ExecuteResponse> ExecutePlan =
        Stream<ExecutePlanRequest>("ExecutePlan", detailed: false);

    public static readonly Method<ExecutePlanRequest, ExecuteResponse> ExecutePlanDetailed =
        Stream<ExecutePlanRequest>("ExecutePlan", detailed: true);

    public static readonly Method<ReattachExecuteRequest, ExecuteResponse> ReattachExecute =
        Stream<ReattachExecuteRequest>("ReattachExecute", detailed: false);

    public static readonly Method<ReattachExecuteRequest, ExecuteResponse> ReattachExecuteDetailed =
        Stream<ReattachExecuteRequest>("ReattachExecute", detailed: true);

    public static readonly Method<ReleaseExecuteRequest, ReleaseExecuteResponse> ReleaseExecute =
        Unary<ReleaseExecuteRequest, ReleaseExecuteResponse>("ReleaseExecute", ReleaseExecuteResponse.Parser);

    public static readonly Method<InterruptRequest, InterruptResponse> Interrupt =
        Unary<InterruptRequest, InterruptResponse>("Interrupt", InterruptResponse.Parser);

    public static readonly Method<AnalyzePlanRequest, AnalyzePlanResponse> AnalyzePlan =
        new(
            MethodType.Unary, Service, "AnalyzePlan", Write<AnalyzePlanRequest>(),
            new((_, _) => throw new NotSupportedException("Responses are only received."),
                context => DeepMessages.Read(AnalyzePlanResponse.Parser, context.PayloadAsNewBuffer())));

    public static readonly Method<ConfigRequest, ConfigResponse> Config =
        Unary<ConfigRequest, ConfigResponse>("Config", ConfigResponse.Parser);

    public static readonly Method<ReleaseSessionRequest, ReleaseSessionResponse> ReleaseSession =
        Unary<ReleaseSessionRequest, ReleaseSessionResponse>("ReleaseSession", ReleaseSessionResponse.Parser);

    public static readonly Method<FetchErrorDetailsRequest, FetchErrorDetailsResponse> FetchErrorDetails =
        Unary<FetchErrorDetailsRequest, FetchErrorDetailsResponse>("FetchErrorDetails", FetchErrorDetailsResponse.Parser);

    private static Method<TRequest, ExecuteResponse> Stream<TRequest>(string name, bool detailed)
        where TRequest : class, IMessage<TRequest> =>
        new(
            MethodType.ServerStreaming,
            Service,
            name,
            Write<TRequest>(),
            detailed ? ExecuteResponse.DetailedMarshaller : ExecuteResponse.Marshaller);

    private static Method<TRequest, TResponse> Unary<TRequest, TResponse>(
        string name, MessageParser<TResponse> parser)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(MethodType.Unary, Service, name, Write<TRequest>(), Read(parser));

    private static Marshaller<T> Write<T>()
        where T : class, IMessage<T> =>
        new(WriteMessage, _ => throw new NotSupportedException("Requests are only sent."));

    private static Marshaller<T> Read<T>(MessageParser<T> parser)
        where T : class, IMessage<T> =>
        new(
            (_, _) => throw new NotSupportedException("Responses are only received."),
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    private static void WriteMessage<T>(T message, SerializationContext context)
        where T : class, IMessage<T>
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
