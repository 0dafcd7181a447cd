namespace SparkLoad.SparkConnect.Tests;

internal sealed class ConnectionStringTests
{
    [TestCase("sc://spark", "spark", 15002)]
    [TestCase("sc://spark/", "spark", 15002)]
    [TestCase("sc://spark:443", "spark", 443)]
    [TestCase("sc://10.0.0.1:15002/;user_id=eva", "10.0.0.1", 15002)]
    [TestCase("sc://[::1]:15003/", "::1", 15003)]
    [TestCase("sc://[fe80::1]", "fe80::1", 15002)]
    public void Parse_OfHostAndPort_FindsBoth(string text, string host, int port)
    {
        var connection = ConnectionString.Parse(text);

        connection.Host.ShouldBe(host);
        connection.Port.ShouldBe(port);
    }

    [Test]
    public void Parse_OfParameters_KnowsItsOwnAndSendsTheRest()
    {
        var connection = ConnectionString.Parse(
            "sc://h:1/;use_ssl=true;user_id=eva%20k;user_agent=a%2Fb;session_id=0c6ff4a9-6a3c-4d3c-9a3e-0a8f6f1d2b3c;"
                + "grpc_max_message_size=1048576;x-cluster-id=7%3B8");

        connection.UseTls.ShouldBeTrue();
        connection.UserId.ShouldBe("eva k");
        connection.UserAgent.ShouldBe("a/b");
        connection.SessionId.ShouldBe(Guid.Parse("0c6ff4a9-6a3c-4d3c-9a3e-0a8f6f1d2b3c"));
        connection.MaxMessageSize.ShouldBe(1048576);
        connection.Headers.ShouldBe(new Dictionary<string, string> { ["x-cluster-id"] = "7;8" });
    }

    [TestCase("sc://h/;token=abc", true)]
    [TestCase("sc://localhost/;token=abc", false)]
    [TestCase("sc://localhost/;token=abc;use_ssl=true", true)]
    [TestCase("sc://h", false)]
    public void Parse_OfToken_EncryptsEverywhereButOnLocalhost(string text, bool encrypted) =>
        ConnectionString.Parse(text).UseTls.ShouldBe(encrypted);

    [TestCase(
        "sc://h:1/;use_ssl=true;token=a%3Db%20c;user_id=eva%20k;user_agent=a%2Fb;"
            + "session_id=0c6ff4a9-6a3c-4d3c-9a3e-0a8f6f1d2b3c;x-cluster-id=7%3B8")]
    [TestCase("sc://localhost:15002/;use_ssl=false;token=abc")]
    [TestCase("sc://[::1]:15003/;use_ssl=false")]
    public void ToSecretString_ReadAgain_IsTheSameConnection(string text)
    {
        var connection = ConnectionString.Parse(text);

        connection.ToSecretString().ShouldBe(text);
        var again = ConnectionString.Parse(connection.ToSecretString());
        (again with { Headers = connection.Headers }).ShouldBe(connection);
        again.Headers.ShouldBe(connection.Headers);
    }

    [Test]
    public void ToString_WithToken_NeverShowsIt()
    {
        var connection = ConnectionString.Parse("sc://h:1/;token=verysecret;x-key=hidden");

        connection.ToString().ShouldBe("sc://h:1");
        $"{connection} {connection.Address}".ShouldNotContain("verysecret");
        connection.HasToken.ShouldBeTrue();
    }

    [TestCase("http://h", "scheme")]
    [TestCase("SC://h", "scheme")]
    [TestCase("sc://", "host")]
    [TestCase("sc://:15002", "host")]
    [TestCase("sc://eva@h", "host")]
    [TestCase("sc://::1", "host")]
    [TestCase("sc://[::1", "host")]
    [TestCase("sc://[nonsense]", "host")]
    [TestCase("sc://a b", "host")]
    [TestCase("sc://h;user_id=eva", "host")]
    [TestCase("sc://h:0", "port")]
    [TestCase("sc://h:65536", "port")]
    [TestCase("sc://h:x", "port")]
    [TestCase("sc://h:", "port")]
    [TestCase("sc://h/path", "path")]
    [TestCase("sc://h/;user_id", "parameter")]
    [TestCase("sc://h/;user_id=", "parameter user_id")]
    [TestCase("sc://h/;=eva", "parameter")]
    [TestCase("sc://h/;user_id=a;user_id=b", "parameter user_id")]
    [TestCase("sc://h/;user_id=%zz", "parameter user_id")]
    [TestCase("sc://h/;user_id=%f", "parameter user_id")]
    [TestCase("sc://h/;user_id=%ff", "parameter user_id")]
    [TestCase("sc://h/;use_ssl=yes", "parameter use_ssl")]
    [TestCase("sc://h/;session_id=7", "parameter session_id")]
    [TestCase("sc://h/;grpc_max_message_size=-1", "parameter grpc_max_message_size")]
    [TestCase("sc://h/;x key=1", "parameter x")]
    [TestCase("sc://h/;user_id=a=b", "parameter user_id")]
    [TestCase("sc://h/;x-bin=1", "parameter x-bin")]
    [TestCase("sc://h/;x-key=%0A", "parameter x-key")]
    public void Parse_OfMalformedString_NamesThePart(string text, string part)
    {
        var error = Should.Throw<ArgumentException>(() => ConnectionString.Parse(text));

        error.Message.ShouldContain($"The connection string's {part}");
    }

    [TestCase("sc://h/;token=very%0Asecret", "token")]
    [TestCase("sc://h/;token=verysecret%", "token")]
    [TestCase("sc://h/;token=verysecret==", "token")]
    [TestCase("sc://h/;token:verysecret=", "token")]
    [TestCase("sc://h/;token verysecret=1", "token")]
    [TestCase("sc://h/;verysecret", "parameter")]
    [TestCase("sc://h/;token=a;token=verysecret", "token")]
    [TestCase("sc://h/token=verysecret", "path")]
    [TestCase("sc://h;token=verysecret", "host")]
    [TestCase("sc://h?token=verysecret", "host")]
    [TestCase("sc://h token=verysecret", "host")]
    [TestCase("sc://[::1?token=verysecret]", "host")]
    [TestCase("sc://h:15002?token=verysecret", "port")]
    [TestCase("sc://h:15002,token=verysecret", "port")]
    public void Parse_OfMalformedStringWithToken_KeepsItSecret(string text, string part)
    {
        var error = Should.Throw<ArgumentException>(() => ConnectionString.Parse(text));

        error.Message.ShouldContain(part);
        error.Message.ShouldNotContain("secret");
    }
}
