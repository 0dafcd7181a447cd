using Grpc.Core;
using Microsoft.Extensions.Logging;
using SparkLoad.SparkConnect.Telemetry;

namespace SparkLoad.SparkConnect.Sessions;

/// <summary>Headers of every call: made once, and again where the token's file holds another token.</summary>
internal sealed class CallHeaders(ConnectionString connection, ILogger log)
{
    private Made _made = new(connection.Token, Make(connection, connection.Token));

    /// <summary>Headers for a call that is about to be sent, or null for none.</summary>
    public Metadata? Current
    {
        get
        {
            var made = Volatile.Read(ref _made);
            if (connection.TokenFile is not { } file)
            {
                return made.Headers;
            }

            var token = file.Current;
            Tell(file);
            if (!ReferenceEquals(token, made.Token))
            {
                made = new(token, Make(connection, token));
                Volatile.Write(ref _made, made);
            }

            return made.Headers;
        }
    }

    /// <summary>Whether a call that was refused with these headers would be sent with another token now.</summary>
    public bool HaveChangedSince(Metadata? sent)
    {
        if (connection.TokenFile is not { } file || sent is null)
        {
            return false;
        }

        file.LookNow();
        return sent.GetValue(Authorization) != Bearer(file.Current);
    }

    private const string Authorization = "authorization";

    private void Tell(TokenFile file)
    {
        if (file.TakeFault() is { } fault)
        {
            log.TokenKept(fault);
        }
    }

    private static string Bearer(string token) => $"Bearer {token}";

    private static Metadata? Make(ConnectionString connection, string? token)
    {
        if (token is null && connection.Headers.Count == 0)
        {
            return null;
        }

        var headers = new Metadata();
        if (token is not null)
        {
            headers.Add(Authorization, Bearer(token));
        }

        foreach (var (key, value) in connection.Headers)
        {
            headers.Add(key, value);
        }

        return headers;
    }

    private sealed record Made(string? Token, Metadata? Headers);
}
