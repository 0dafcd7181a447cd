using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace SparkLoad.StepDefinitions.Tests.Suite;

/// <summary>
/// The embedded endpoint behind a proxy that drops the suffix of its version, so that the suite takes it for a real Spark: what a
/// comparison refuses, and what it measures, can then be tested without one. Its figures are worth nothing.
/// </summary>
internal sealed class PlayedSpark : IAsyncDisposable
{
    private const string Suffix = "-embedded";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _endpoint;
    private readonly WebApplication _proxy;
    private readonly HttpMessageInvoker _client;

    private PlayedSpark(Process endpoint, WebApplication proxy, HttpMessageInvoker client) =>
        (_endpoint, _proxy, _client) = (endpoint, proxy, client);

    public string Address => string.Create(CultureInfo.InvariantCulture, $"sc://127.0.0.1:{new Uri(_proxy.Urls.Single()).Port}");

    public int Port => new Uri(_proxy.Urls.Single()).Port;

    /// <param name="version">What it reports.</param>
    /// <param name="certificate">Where it speaks TLS.</param>
    /// <param name="admits">Whether it takes a request, or answers it as gateways do that do not know the token.</param>
    public static async Task<PlayedSpark> StartAsync(
        string version, X509Certificate2? certificate = null, Func<HttpRequest, bool>? admits = null)
    {
        var built = TestContext.CurrentContext.TestDirectory;
        var assembly = Path.Combine(built, "..", "..", "SparkLoad.EmbeddedSpark", Path.GetFileName(built), "SparkLoad.EmbeddedSpark.dll");
        var endpoint = Process.Start(new ProcessStartInfo("dotnet", [assembly, "--port", "0", "--version", version])
        {
            // It ends when this is closed, so also when the tests are killed.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await endpoint.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        var address = new Uri((line ?? throw new InvalidOperationException("The embedded endpoint did not start."))["listening ".Length..]);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, options =>
            {
                options.Protocols = HttpProtocols.Http2;
                if (certificate is not null)
                {
                    options.UseHttps(certificate);
                }
            });
        });
        var proxy = builder.Build();
        var client = new HttpMessageInvoker(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
        proxy.Run(context =>
        {
            if (admits?.Invoke(context.Request) is null or true)
            {
                return PassAsync(context, client, address);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        await proxy.StartAsync();
        return new PlayedSpark(endpoint, proxy, client);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _client.Dispose();
        _endpoint.StandardInput.Close();
        await _endpoint.WaitForExitAsync().WaitAsync(Limit);
        _endpoint.Dispose();
    }

    private static async Task PassAsync(HttpContext context, HttpMessageInvoker client, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, context.Request.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StreamContent(context.Request.Body),
        };
        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key != "Host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
            }
        }

        using var response = await client.SendAsync(request, context.RequestAborted);
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        if (context.Request.Path.Value!.EndsWith("/AnalyzePlan", StringComparison.Ordinal))
        {
            using var whole = new MemoryStream();
            await body.CopyToAsync(whole, context.RequestAborted);
            await context.Response.Body.WriteAsync(WithoutSuffix(whole.ToArray()), context.RequestAborted);
        }
        else
        {
            await PassAsync(body, context.Response.Body, context.RequestAborted);
        }

        foreach (var (name, values) in response.TrailingHeaders)
        {
            context.Response.AppendTrailer(name, values.ToArray());
        }
    }

    // Each answer is to arrive when it is there, not when a buffer is full.
    private static async Task PassAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (var read = await from.ReadAsync(buffer, cancellationToken); read > 0; read = await from.ReadAsync(buffer, cancellationToken))
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }

    /// <summary>A message is its length in five bytes; in it, a field of a field, both shorter than 128 bytes, is the version.</summary>
    private static byte[] WithoutSuffix(byte[] message)
    {
        var suffix = message.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Suffix));
        if (suffix < 0)
        {
            return message;
        }

        var version = suffix - "4.1.1".Length;
        byte[] shorter = [.. message[..suffix], .. message[(suffix + Suffix.Length)..]];
        foreach (var length in new[] { 4, version - 3, version - 1 })
        {
            shorter[length] -= (byte)Suffix.Length;
        }

        return shorter;
    }
}
