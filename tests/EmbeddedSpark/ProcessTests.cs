using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class ProcessTests
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Process_InputCloses_Ends()
    {
        await using var endpoint = await EndpointProcess.StartAsync();

        (await endpoint.CloseInputAndWaitAsync(EndLimit)).ShouldBeTrue();
    }

    [Test]
    public async Task Process_InputClosesInMidQuery_Ends()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var client = endpoint.NewClient();
        var query = await client.StartAsync(client.Request(Client.Sql(Client.Endless)));

        (await endpoint.CloseInputAndWaitAsync(EndLimit)).ShouldBeTrue();
        await query.Failure;
    }

    [Test]
    public async Task Process_StayAndInputCloses_GoesOn()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--stay");
        await using var other = await EndpointProcess.StartAsync();

        endpoint.CloseInput();

        // One that does not stay shows how long an end takes here and now.
        (await other.CloseInputAndWaitAsync(EndLimit)).ShouldBeTrue();
        endpoint.HasEnded.ShouldBeFalse();
        (await endpoint.NewClient().QueryAsync("SELECT 1 AS one")).Single.ShouldBe(1);
    }

    [TestCase("--version", "4.1", "--version '4.1' is not a version: use three numbers, such as 4.1.1.")]
    [TestCase("--port", "70000", "--port '70000' is not a port: use a number from 0 to 65535.")]
    [TestCase("--port", null, "The option --port needs a value.")]
    [TestCase("--faults", "errorEvery=often", "The fault errorEvery cannot be 'often': use a whole number from 0 on.")]
    [TestCase("--faults", "hiccups=1", "The fault 'hiccups' is not known: use one of latencyMs, executionMs, batchMs, errorEvery, "
        + "wrongEvery, missingEvery, bytesPerSecond, leakBytes.")]
    public async Task Process_BadOption_SaysSoInOneSentence(string option, string? value, string sentence)
    {
        using var process = EndpointProcess.Launch(value is null ? [option] : [option, value]);

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(2);
        error.Trim().ShouldBe(sentence);
    }

    [Test]
    public async Task Process_PortInUse_SaysSo()
    {
        var port = Endpoints.Four.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var process = EndpointProcess.Launch("--port", port);

        (await process.StandardError.ReadToEndAsync()).ShouldStartWith($"--port {port} cannot be used:");
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(2);
    }

    [Test]
    public void Address_AnyEndpoint_IsLoopback() => Endpoints.Four.Address.Host.ShouldBe("127.0.0.1");

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task Version_Asked_NamesVersionAndStandIn(string version)
    {
        var client = Endpoints.Of(version).NewClient();

        var response = await client.Stub.AnalyzePlanAsync(
            new AnalyzePlanRequest { SessionId = client.SessionId, UserContext = client.User, SparkVersion = new() }, Client.Limited);

        response.SparkVersion.Version.ShouldBe($"{version}-embedded");
    }

    [Test]
    public async Task ReleaseSession_OnThree_IsNotImplemented()
    {
        var client = Endpoints.Of("3.5.8").NewClient();

        var failure = await Failure.Of(async () => await client.Stub
            .ReleaseSessionAsync(new() { SessionId = client.SessionId, UserContext = client.User }, Client.Limited));

        failure.Status.ShouldBe(StatusCode.Unimplemented);
    }
}
