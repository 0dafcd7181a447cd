using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Faults;
using SparkLoad.EmbeddedSpark.Hosting;

namespace SparkLoad.EmbeddedSpark.Sessions;

/// <summary>All sessions by user and session id. Any call makes its session, except those that need one to be there.</summary>
internal sealed class SessionRegistry : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);

    private readonly EndpointOptions _options;
    private readonly DuckDatabase _database;
    private readonly FaultPlan _faults;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly Dictionary<SessionKey, Session> _sessions = [];
    private readonly HashSet<SessionKey> _closed = [];
    private int _created;

    public SessionRegistry(EndpointOptions options, DuckDatabase database, FaultPlan faults, TimeProvider time)
    {
        (_options, _database, _faults, _time) = (options, database, faults, time);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <param name="observed">The server-side id that the client saw before, null if none; 3.5.8 does not look at it.</param>
    /// <exception cref="SparkException">The handle is malformed, closed, or of another server.</exception>
    public Session GetOrCreate(SessionKey key, string? observed) => Find(key, observed, create: true);

    /// <exception cref="SparkException">As <see cref="GetOrCreate"/>, and there is no such session.</exception>
    public Session Get(SessionKey key, string? observed) => Find(key, observed, create: false);

    /// <summary>Ends a session; its id stays closed unless <paramref name="allowReconnect"/>.</summary>
    /// <returns>The session that was ended, or null.</returns>
    public Session? Release(SessionKey key, bool allowReconnect)
    {
        Session? session;
        lock (_sessions)
        {
            _sessions.Remove(key, out session);
            if (!allowReconnect && session is not null)
            {
                _closed.Add(key);
            }
        }

        session?.Dispose();
        return session;
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_sessions)
        {
            foreach (var session in _sessions.Values)
            {
                session.Operations.Dispose();
            }
        }
    }

    private Session Find(SessionKey key, string? observed, bool create)
    {
        if (!Guid.TryParse(key.SessionId, out _))
        {
            throw SparkErrors.InvalidHandle("FORMAT", key.SessionId);
        }

        lock (_sessions)
        {
            if (!_sessions.TryGetValue(key, out var session))
            {
                if (_closed.Contains(key))
                {
                    throw SparkErrors.InvalidHandle("SESSION_CLOSED", key.SessionId);
                }

                if (_options.Version.IsFour && !string.IsNullOrEmpty(observed))
                {
                    throw SparkErrors.InvalidHandle("SESSION_CHANGED", key.SessionId);
                }

                if (!create)
                {
                    throw SparkErrors.InvalidHandle("SESSION_NOT_FOUND", key.SessionId);
                }

                session = new Session(key, ++_created, _options.Version, _options.Conf, _faults, _database, _time.GetUtcNow());
                _sessions.Add(key, session);
            }
            else if (_options.Version.IsFour && !string.IsNullOrEmpty(observed) && observed != session.ServerSideId)
            {
                throw SparkErrors.InvalidHandle("SESSION_CHANGED", key.SessionId);
            }

            session.LastUse = _time.GetUtcNow();
            return session;
        }
    }

    private void Sweep()
    {
        var now = _time.GetUtcNow();
        Session[] all;
        lock (_sessions)
        {
            all = [.. _sessions.Values];
        }

        foreach (var session in all)
        {
            session.Operations.Sweep(now - SparkUnits.Time(session.Config.Required(SparkDefaults.DetachedTimeout)));
            var idleSince = now - SparkUnits.Time(session.Config.Required(SparkDefaults.SessionTimeout));
            if (session.Operations.IsEmpty && session.LastUse < idleSince)
            {
                Release(session.Key, allowReconnect: false);
            }
        }
    }
}
