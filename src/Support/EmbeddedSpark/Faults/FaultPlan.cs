using System.Collections.Concurrent;
using System.Globalization;
using SparkLoad.EmbeddedSpark.Hosting;

namespace SparkLoad.EmbeddedSpark.Faults;

/// <summary>
/// Faults on purpose, for tests of what judges this endpoint. They are of the whole process: set through any session's Config call
/// or at the start, they strike every session until they are unset.
/// </summary>
internal sealed class FaultPlan
{
    public const string KeyPrefix = "sparkload.embedded.fault.";

    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<byte[]> _leaked = [];
    private long _queries;

    public FaultPlan(EndpointOptions options)
    {
        foreach (var (key, value) in options.Conf.Where(pair => IsFault(pair.Key)))
        {
            _values[key] = value;
        }

        Current = Read();
    }

    public FaultSettings Current { get; private set; }

    public static bool IsFault(string key) => key.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>Passes over keys that are not faults.</summary>
    /// <exception cref="Exception">As <paramref name="complain"/> makes it: an unknown fault, or not a whole number from 0 on.</exception>
    public static void Validate(string key, string value, Func<string, Exception> complain)
    {
        if (!IsFault(key))
        {
            return;
        }

        if (!FaultSettings.Names.Contains(key[KeyPrefix.Length..]))
        {
            throw complain($"The fault '{key[KeyPrefix.Length..]}' is not known: use one of {string.Join(", ", FaultSettings.Names)}.");
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw complain($"The fault {key[KeyPrefix.Length..]} cannot be '{value}': use a whole number from 0 on.");
        }
    }

    public string? Find(string key) => _values.GetValueOrDefault(key);

    public void Set(string key, string value)
    {
        _values[key] = value;
        Current = Read();
    }

    public void Unset(string key)
    {
        _values.TryRemove(key, out _);
        Current = Read();
    }

    /// <summary>Decides for the next query, and leaks for it.</summary>
    public QueryFaults Next()
    {
        var (settings, number) = (Current, Interlocked.Increment(ref _queries));
        if (settings.LeakBytes > 0)
        {
            var memory = GC.AllocateUninitializedArray<byte>(settings.LeakBytes);
            memory.AsSpan().Fill(1); // touched, so that it is resident
            _leaked.Add(memory);
        }

        return new QueryFaults(
            TimeSpan.FromMilliseconds(settings.LatencyMs), TimeSpan.FromMilliseconds(settings.ExecutionMs),
            TimeSpan.FromMilliseconds(settings.BatchMs), IsTurn(settings.ErrorEvery), IsTurn(settings.WrongEvery),
            IsTurn(settings.MissingEvery));

        bool IsTurn(int every) => every > 0 && number % every == 0;
    }

    /// <summary>Holds a stream back to the set bandwidth.</summary>
    public Task ThrottleAsync(int bytes, CancellationToken cancellationToken) =>
        Current.BytesPerSecond is > 0 and var rate
            ? Task.Delay(TimeSpan.FromSeconds((double)bytes / rate), cancellationToken)
            : Task.CompletedTask;

    private FaultSettings Read() => FaultSettings.From(name =>
        _values.TryGetValue(KeyPrefix + name, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0);
}
