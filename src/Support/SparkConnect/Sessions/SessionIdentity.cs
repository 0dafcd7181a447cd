using System.Runtime.InteropServices;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Sessions;

/// <summary>Who asks: made once per session and shared by all its requests.</summary>
internal sealed class SessionIdentity
{
    private const int LongestClientType = 2048;

    public SessionIdentity(ConnectionString connection, SparkSessionOptions options)
    {
        SessionId = (connection.SessionId ?? options.SessionId ?? Guid.NewGuid()).ToString("D");
        UserContext = new UserContext { UserId = FindUser(connection, options) };
        ClientType = DescribeClient(connection.UserAgent ?? Environment.GetEnvironmentVariable("SPARK_CONNECT_USER_AGENT"));
    }

    public string SessionId { get; }

    public UserContext UserContext { get; }

    public string ClientType { get; }

    private static string FindUser(ConnectionString connection, SparkSessionOptions options)
    {
        // The variables here and below are PySpark's.
        return new[]
        {
            connection.UserId, options.UserId, Environment.GetEnvironmentVariable("SPARK_USER"), Environment.GetEnvironmentVariable("USER"),
        }.FirstOrDefault(user => !string.IsNullOrEmpty(user)) ?? Environment.UserName;
    }

    private static string DescribeClient(string? agent)
    {
        var os = OperatingSystem.IsWindows()
            ? "windows"
            : OperatingSystem.IsMacOS()
            ? "darwin"
            : OperatingSystem.IsLinux()
            ? "linux"
            : "unknown";
        var version = typeof(SessionIdentity).Assembly.GetName().Version?.ToString(3);
        var name = Uri.EscapeDataString(string.IsNullOrEmpty(agent) ? "_SPARKLOAD" : agent)
            .Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", " ", StringComparison.Ordinal);
        var text = $"{name} sparkload/{version} os/{os} dotnet/{Environment.Version} {RuntimeInformation.ProcessArchitecture}";
        return text.Length <= LongestClientType
            ? text
            : throw new ArgumentException("The connection string's parameter user_agent is too long: with it the client's name has "
                + $"{text.Length} of at most {LongestClientType} characters.", nameof(agent));
    }
}
