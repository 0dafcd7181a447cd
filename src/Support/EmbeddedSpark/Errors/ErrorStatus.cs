using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>Puts a failure on the wire: status INTERNAL, and its details in the trailer grpc-status-details-bin.</summary>
internal static class ErrorStatus
{
    private const int MessageLimit = 2048; // Spark also cuts there: trailers have a limit of 8 KiB
    private const int ParameterLimit = 1024; // spark.connect.jvmStacktrace.maxSize's sibling for metadata

    /// <param name="errorId">Under which FetchErrorDetails finds the failure; null where there is no session to keep it.</param>
    public static RpcException ToRpc(SparkException error, bool four, string? errorId)
    {
        var message = Cut(error.Render(four), MessageLimit);
        var status = new Google.Rpc.Status { Code = (int)StatusCode.Internal, Message = message };
        status.Details.Add(Any.Pack(Describe(error, four, errorId)));
        return new RpcException(
            new Grpc.Core.Status(StatusCode.Internal, message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }

    /// <summary>3.5.8 wraps this failure in another one and so hides its class.</summary>
    public static RpcException SessionNotFoundOnThree(SparkException error) => ToRpc(
        new SparkException(ErrorKind.Internal, null, null, "org.apache.spark.SparkSQLException: " + error.Render(four: false)),
        ["java.util.concurrent.ExecutionException", "java.lang.Exception", "java.lang.Throwable", "java.lang.Object"]);

    private static RpcException ToRpc(SparkException error, IReadOnlyList<string> classes)
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.Internal, Message = error.Message };
        var info = new ErrorInfo { Reason = classes[0], Domain = "org.apache.spark" };
        info.Metadata["classes"] = JsonSerializer.Serialize(classes);
        status.Details.Add(Any.Pack(info));
        return new RpcException(
            new Grpc.Core.Status(StatusCode.Internal, error.Message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }

    private static ErrorInfo Describe(SparkException error, bool four, string? errorId)
    {
        var classes = JavaClasses.Of(error.Kind);
        var info = new ErrorInfo { Reason = classes[0], Domain = "org.apache.spark" };
        info.Metadata["classes"] = JsonSerializer.Serialize(classes);
        if (!four)
        {
            return info;
        }

        if (error.ErrorClass is { } errorClass)
        {
            info.Metadata["errorClass"] = errorClass;
            var parameters = JsonSerializer.Serialize(error.Parameters);
            if (parameters.Length <= ParameterLimit)
            {
                info.Metadata["messageParameters"] = parameters;
            }
        }

        if (error.SqlState is { } state)
        {
            info.Metadata["sqlState"] = state;
        }

        if (errorId is not null)
        {
            info.Metadata["errorId"] = errorId;
        }

        return info;
    }

    private static string Cut(string text, int limit) => text.Length <= limit ? text : text[..limit];
}
