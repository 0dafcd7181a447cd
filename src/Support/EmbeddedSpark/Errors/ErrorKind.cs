namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>The families of Java exceptions that clients tell apart by the class names in ErrorInfo.</summary>
internal enum ErrorKind
{
    Analysis,
    Parse,
    NoSuchTable,
    TableExists,
    Arithmetic,
    NumberFormat,
    DateTime,
    Runtime,
    Sql,
    NoSuchElement,
    IllegalArgument,
    Unsupported,
    Internal,
}

internal static class JavaClasses
{
    private static readonly string[] Roots = ["java.lang.Exception", "java.lang.Throwable", "java.lang.Object"];

    /// <summary>The class of the exception first, then those it derives from.</summary>
    public static IReadOnlyList<string> Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Parse => Analysis("org.apache.spark.sql.catalyst.parser.ParseException"),
        ErrorKind.NoSuchTable => Analysis("org.apache.spark.sql.catalyst.analysis.NoSuchTableException"),
        ErrorKind.TableExists => Analysis("org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException"),
        ErrorKind.Arithmetic => Unchecked("org.apache.spark.SparkArithmeticException", "java.lang.ArithmeticException"),
        ErrorKind.NumberFormat => Unchecked(
            "org.apache.spark.SparkNumberFormatException", "java.lang.NumberFormatException", "java.lang.IllegalArgumentException"),
        ErrorKind.DateTime => Unchecked("org.apache.spark.SparkDateTimeException", "java.time.DateTimeException"),
        ErrorKind.Runtime => Unchecked("org.apache.spark.SparkRuntimeException"),
        ErrorKind.Sql => ["org.apache.spark.SparkSQLException", "java.sql.SQLException", .. Roots],
        ErrorKind.NoSuchElement => Unchecked("org.apache.spark.SparkNoSuchElementException", "java.util.NoSuchElementException"),
        ErrorKind.IllegalArgument => Unchecked("java.lang.IllegalArgumentException"),
        ErrorKind.Unsupported => Unchecked("java.lang.UnsupportedOperationException"),
        ErrorKind.Internal => ["org.apache.spark.SparkException", .. Roots],
        _ => Analysis("org.apache.spark.sql.catalyst.ExtendedAnalysisException"),
    };

    private static string[] Analysis(string name) => [name, "org.apache.spark.sql.AnalysisException", .. Roots];

    private static string[] Unchecked(params string[] names) => [.. names, "java.lang.RuntimeException", .. Roots];
}
