using Spark.Connect;

namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>A failure as FetchErrorDetails tells it.</summary>
internal static class ErrorDetails
{
    public static FetchErrorDetailsResponse Of(SparkException error)
    {
        var details = new FetchErrorDetailsResponse.Types.Error { Message = error.Render(four: true) };
        details.ErrorTypeHierarchy.AddRange(JavaClasses.Of(error.Kind));
        if (error.ErrorClass is { } errorClass)
        {
            details.SparkThrowable = new() { ErrorClass = errorClass };
            details.SparkThrowable.MessageParameters.Add(error.Parameters.ToDictionary());
            if (error.SqlState is { } state)
            {
                details.SparkThrowable.SqlState = state;
            }
        }

        return new FetchErrorDetailsResponse { RootErrorIdx = 0, Errors = { details } };
    }
}
