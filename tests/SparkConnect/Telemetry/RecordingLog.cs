using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SparkLoad.SparkConnect.Tests.Telemetry;

/// <summary>Keeps everything that is logged, at every level.</summary>
internal sealed class RecordingLog : ILoggerFactory
{
    private readonly ConcurrentQueue<Event> _events = new();

    /// <summary>Events of the client's own category.</summary>
    public IReadOnlyList<Event> Own => [.. _events.Where(e => e.Category == "SparkLoad.SparkConnect")];

    public ILogger CreateLogger(string categoryName) => new OfCategory(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It has no providers.");

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', _events.Select(e => $"{e.Level} {e.Category} {e.Name}: {e.Text}"));

    private void Keep(string category, LogLevel level, EventId id, string text) =>
        _events.Enqueue(new Event(category, level, id.Name ?? "", text));

    public sealed record Event(string Category, LogLevel Level, string Name, string Text);

    private sealed class OfCategory(RecordingLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Keep(category, logLevel, eventId, $"{formatter(state, exception)} {exception}");
    }
}
