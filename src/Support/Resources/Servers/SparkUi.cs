using System.Net;
using System.Text.Json;

namespace SparkLoad.Resources.Servers;

/// <summary>
/// Reads what a running application shows of itself in Spark's REST API (spark.apache.org, "Monitoring and Instrumentation").
/// </summary>
internal sealed class SparkUi : IDisposable
{
    private static readonly string[] ConnectServerNames =
        ["org.apache.spark.sql.connect.service.SparkConnectServer", "Spark Connect server"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="address">Base address; a path such as that of a proxy is kept.</param>
    /// <param name="patience">Time for one answer.</param>
    public SparkUi(Uri address, TimeSpan patience)
    {
        _address = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        // A proxy of the environment is for the outside, and often not told about this machine.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !address.IsLoopback })
        {
            Timeout = patience,
            MaxResponseContentBufferSize = 16 * 1024 * 1024,
        };
    }

    /// <exception cref="UnseenException">The figures cannot be read; the message says why.</exception>
    public async Task<ApplicationFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var id = await FindApplicationAsync(cancellationToken).ConfigureAwait(false);
        var executors = await ReadAsync<List<RestExecutor>>(id, "allexecutors", cancellationToken).ConfigureAwait(false);
        return new ApplicationFigures(id, [.. executors.Select(executor => executor.ToFigures())]);
    }

    /// <summary>The id of the server's application.</summary>
    /// <exception cref="UnseenException">It cannot be read, or it is open which one it is.</exception>
    public async Task<string> FindApplicationAsync(CancellationToken cancellationToken) => TheServer(
        await GetJsonAsync<List<RestApplication>>("api/v1/applications?status=running", cancellationToken).ConfigureAwait(false)).Id;

    /// <summary>What an application shows below a path of its own.</summary>
    /// <exception cref="UnseenException">It cannot be read.</exception>
    public Task<T> ReadAsync<T>(string application, string path, CancellationToken cancellationToken) =>
        GetJsonAsync<T>($"api/v1/applications/{Uri.EscapeDataString(application)}/{path}", cancellationToken);

    public void Dispose() => _http.Dispose();

    private RestApplication TheServer(List<RestApplication> running)
    {
        var named = running.Where(application => ConnectServerNames.Contains(application.Name)).ToList();
        return (running, named) switch
        {
            ([var only], _) => only,
            (_, [var only]) => only,
            _ => throw new UnseenException(
                $"{Shown(_address)} shows {running.Count} running applications, of which none is clearly the server"),
        };
    }

    private async Task<T> GetJsonAsync<T>(string path, CancellationToken cancellationToken)
    {
        var content = await GetAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize<T>(content, Json) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw new UnseenException($"{Shown(new Uri(_address, path))} is not Spark's REST API", failure);
        }
    }

    private async Task<string> GetAsync(string path, CancellationToken cancellationToken)
    {
        var uri = new Uri(_address, path);
        try
        {
            using var response = await _http.GetAsync(uri, cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)
                : throw new UnseenException($"{Shown(uri)} answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            throw new UnseenException($"{Shown(uri)} could not be read ({failure.HttpRequestError})", failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnseenException($"{Shown(uri)} did not answer within {_http.Timeout.TotalSeconds:0} s", failure);
        }
    }

    /// <summary>Without a user's name and password, which an address may hold.</summary>
    private static string Shown(Uri uri) => uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
}
