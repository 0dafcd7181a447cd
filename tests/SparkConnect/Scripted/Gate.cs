using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>What stands before a Spark and looks at tokens: it answers as gRPC or, as gateways do, in HTTP.</summary>
internal sealed class Gate(string token, bool inHttp)
{
    /// <summary>The only token that it takes.</summary>
    public string Token { get; set; } = token;

    /// <summary>Tokens that it refused.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    public bool Admits(HttpContext context) => context.Request.Headers.Authorization == $"Bearer {Token}";

    /// <summary>Repeats what it was sent, as some do.</summary>
    public Task RefuseAsync(HttpContext context)
    {
        var sent = context.Request.Headers.Authorization.ToString();
        Refused.Enqueue(sent);
        if (inHttp)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsync(sent);
        }

        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = "16";
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString($"{sent} is no token of ours");
        return Task.CompletedTask;
    }
}
