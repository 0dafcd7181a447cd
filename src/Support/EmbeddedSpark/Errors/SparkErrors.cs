namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>The conditions this endpoint raises, with Spark's class names and SQLSTATEs.</summary>
internal static class SparkErrors
{
    public static SparkException InvalidHandle(string subClass, string handle) => new(
        ErrorKind.Sql, "INVALID_HANDLE." + subClass, "HY000", $"The handle {handle} is invalid. " + subClass switch
        {
            "FORMAT" => "Handle must be an UUID string of the format '00112233-4455-6677-8899-aabbccddeeff'",
            "OPERATION_ABANDONED" => "Operation was considered abandoned because of inactivity and removed.",
            "OPERATION_ALREADY_EXISTS" => "Operation already exists.",
            "OPERATION_NOT_FOUND" => "Operation not found.",
            "SESSION_CHANGED" => "The existing Spark server driver instance has restarted. Please reconnect.",
            "SESSION_CLOSED" => "Session was closed.",
            _ => "Session not found.",
        },
        With("handle", handle));

    public static SparkException InvalidCursor(string subClass, string text) =>
        new(ErrorKind.Sql, "INVALID_CURSOR." + subClass, "HY109", "The cursor is invalid. " + text);

    public static SparkException Canceled() => new(ErrorKind.Sql, "OPERATION_CANCELED", "HY008", "Operation has been canceled.");

    public static SparkException Parse(string near) => new(
        ErrorKind.Parse, "PARSE_SYNTAX_ERROR", "42601", $"Syntax error at or near {near}.",
        new Dictionary<string, string> { ["error"] = near, ["hint"] = "" });

    public static SparkException EmptyStatement(bool four) => four
        ? new(ErrorKind.Parse, "PARSE_EMPTY_STATEMENT", "42617", "Syntax error, unexpected empty statement.")
        : Parse("end of input");

    public static SparkException TableNotFound(string name) => new(
        ErrorKind.NoSuchTable, "TABLE_OR_VIEW_NOT_FOUND", "42P01",
        $"The table or view {Quote(name)} cannot be found. Verify the spelling and correctness of the schema and catalog.",
        With("relationName", Quote(name)));

    public static SparkException TableExists(string name, bool temporary) => new(
        ErrorKind.TableExists, temporary ? "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS" : "TABLE_OR_VIEW_ALREADY_EXISTS", "42P07",
        $"Cannot create table or view {Quote(name)} because it already exists.", With("relationName", Quote(name)));

    public static SparkException Unsupported(string what) =>
        new(ErrorKind.Unsupported, null, null, $"{what} is not supported by the embedded endpoint.");

    public static SparkException IllegalArgument(string text) => new(ErrorKind.IllegalArgument, null, null, text);

    public static SparkException Internal(string text) => new(ErrorKind.Internal, "INTERNAL_ERROR", "XX000", text);

    public static string Quote(string name) =>
        string.Join('.', name.Split('.').Select(part => $"`{part.Replace("`", "``", StringComparison.Ordinal)}`"));

    public static Dictionary<string, string> With(string name, string value) => new() { [name] = value };
}
