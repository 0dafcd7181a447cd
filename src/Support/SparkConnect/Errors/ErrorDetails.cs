using Spark.Connect;

namespace SparkLoad.SparkConnect.Errors;

internal static class ErrorDetails
{
    /// <summary>The root error first, then its causes.</summary>
    public static IReadOnlyList<ErrorDetail> Read(FetchErrorDetailsResponse response)
    {
        if (!response.HasRootErrorIdx)
        {
            return [];
        }

        var chain = new List<ErrorDetail>();
        var index = response.RootErrorIdx;
        // A chain longer than the list would go in circles.
        while (index >= 0 && index < response.Errors.Count && chain.Count < response.Errors.Count)
        {
            var error = response.Errors[index];
            chain.Add(Convert(error));
            index = error.HasCauseIdx ? error.CauseIdx : -1;
        }

        return chain;
    }

    private static ErrorDetail Convert(FetchErrorDetailsResponse.Types.Error error) => new(
        [.. error.ErrorTypeHierarchy],
        error.Message,
        error.SparkThrowable is { HasErrorClass: true } named ? named.ErrorClass : null,
        error.SparkThrowable is { HasSqlState: true } stated ? stated.SqlState : null,
        error.SparkThrowable is { } throwable
            ? new Dictionary<string, string>(throwable.MessageParameters)
            : new Dictionary<string, string>(),
        [.. error.StackTrace.Select(frame => $"{frame.DeclaringClass}.{frame.MethodName}({frame.FileName}:{frame.LineNumber})")]);
}
