using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SparkLoad.Targets.Tests.Servers;

/// <summary>What may stand at an address instead of a Spark: on a real socket, a web server or anything that talks in bytes.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly WebApplication? _web;
    private readonly TcpListener? _bytes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting = Task.CompletedTask;

    private Stranger(WebApplication web) => (_web, Port) = (web, new Uri(web.Urls.Single()).Port);

    private Stranger(Func<NetworkStream, CancellationToken, Task> talk)
    {
        _bytes = new TcpListener(IPAddress.Loopback, 0);
        _bytes.Start();
        Port = ((IPEndPoint)_bytes.LocalEndpoint).Port;
        _accepting = AcceptAsync(talk);
    }

    public int Port { get; }

    /// <summary>A web server that answers every request in one way.</summary>
    public static async Task<Stranger> WebAsync(
        RequestDelegate answer, X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A gateway's page in place of gRPC.</summary>
    public static Task<Stranger> HttpAsync(int code, X509Certificate2? certificate = null) => WebAsync(
        context =>
        {
            context.Response.StatusCode = code;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>no Spark here</html>");
        },
        certificate);

    /// <summary>A gRPC server that ends every call with a status.</summary>
    public static Task<Stranger> GrpcAsync(
        int status, Func<HttpContext, string> message, X509Certificate2? certificate = null) => WebAsync(
        context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message(context));
            return Task.CompletedTask;
        },
        certificate);

    /// <summary>A Spark that answers nothing but which version it is.</summary>
    public static Task<Stranger> SparkAsync(string version) => WebAsync(async context =>
    {
        context.Response.ContentType = "application/grpc";
        if (context.Request.Path.Value!.EndsWith("/AnalyzePlan", StringComparison.Ordinal))
        {
            // AnalyzePlanResponse { spark_version = 8: { version = 1 } }, after the five bytes of a gRPC message; all lengths below 128.
            var text = Encoding.UTF8.GetBytes(version);
            byte[] message = [0x42, (byte)(text.Length + 2), 0x0A, (byte)text.Length, .. text];
            await context.Response.Body.WriteAsync((byte[])[0, 0, 0, 0, (byte)message.Length, .. message]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        else
        {
            context.Response.Headers["grpc-status"] = "12";
        }
    });

    /// <summary>Anything else; each connection is closed when the talk is over.</summary>
    public static Stranger Talking(Func<NetworkStream, CancellationToken, Task> talk) => new(talk);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _bytes?.Dispose();
        await _accepting.WaitAsync(TimeSpan.FromSeconds(5));
        if (_web is not null)
        {
            await _web.StopAsync(_stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            await _web.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> talk)
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _bytes!.AcceptTcpClientAsync(_stop.Token), talk);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> talk)
    {
        using (client)
        {
            try
            {
                await talk(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
            {
            }
        }
    }
}
