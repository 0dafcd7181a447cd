using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Analysis;
using Microsoft.Diagnostics.Tracing.Analysis.GC;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.EventPipe;
using SparkLoad.Resources.Profiles;
using TraceLog = Microsoft.Diagnostics.Tracing.Etlx.TraceLog;

namespace SparkLoad.ProfileReader;

/// <summary>Reads a recording of <see cref="RuntimeEventSession"/>.</summary>
internal sealed class TraceReader
{
    private readonly StackNames _stacks = new();
    private readonly List<(double At, int Stack)> _samples = [];
    private readonly List<(double At, int Thread)> _looks = [];
    private readonly List<(double At, SampledObject Sampled)> _allocations = [];
    private double _began;
    private double? _ended;

    private TraceReader()
    {
    }

    /// <param name="path">A <c>.nettrace</c> file. A file as large as eight of it is made next to it meanwhile.</param>
    /// <exception cref="ProfileException">It cannot be read; the message says so.</exception>
    public static RecordedTrace Read(string path)
    {
        var converted = path + ".etlx";
        try
        {
            TraceLog.CreateFromEventPipeDataFile(
                path, converted, new TraceLogOptions { ConversionLog = TextWriter.Null, ContinueOnError = true });
            using var log = new TraceLog(converted);
            return new TraceReader().Read(log);
        }
        catch (Exception e) when (e is not ProfileException)
        {
            // The library's own exceptions for damaged files are of many kinds.
            throw new ProfileException($"The recording {Path.GetFileName(path)} cannot be read: {e.Message}", e);
        }
        finally
        {
            File.Delete(converted);
        }
    }

    private RecordedTrace Read(TraceLog log)
    {
        using var source = log.Events.GetSource();
        source.NeedLoadedDotNetRuntimes();
        new SampleProfilerTraceEventParser(source).ThreadSample += Look;
        source.Clr.AllocationSampling += allocated => _allocations.Add(
            (allocated.TimeStampRelativeMSec, new SampledObject(allocated.TypeName, allocated.ObjectSize)));
        source.Dynamic.All += Mark;
        source.Process();

        var ended = _ended ?? log.SessionDuration.TotalMilliseconds;
        var looks = _looks.Where(look => IsWithin(look.At, ended)).ToList();
        // A thread that lived all the time was met at every look.
        var mostOfAThread = looks.GroupBy(look => look.Thread).Select(thread => thread.Count()).DefaultIfEmpty().Max();
        return new RecordedTrace
        {
            DurationMs = Math.Max(0, ended - _began),
            Stacks = _stacks.All,
            Samples = [.. _samples.Where(sample => IsWithin(sample.At, ended)).Select(sample => sample.Stack)],
            ThreadSamples = looks.Count,
            IntervalMs = mostOfAThread > 0 ? (ended - _began) / mostOfAThread : null,
            Allocations = [.. _allocations.Where(one => IsWithin(one.At, ended)).Select(one => one.Sampled)],
            Collections = [.. Collections(source).Where(one => IsWithin(one.PauseStartRelativeMSec, ended)).Select(ToCollection)],
            LostEvents = log.EventsLost,
        };
    }

    private void Look(ClrThreadSampleTraceData look)
    {
        _looks.Add((look.TimeStampRelativeMSec, look.ThreadID));
        // A thread in native code, and every thread that waits is in native code, does not run managed code.
        if (look.Type == ClrThreadSampleType.Managed && look.CallStack() is { } stack && _stacks.IndexOf(stack) is { } index)
        {
            _samples.Add((look.TimeStampRelativeMSec, index));
        }
    }

    private void Mark(TraceEvent marked)
    {
        if (marked.ProviderName != LoadMarks.SourceName)
        {
            return;
        }

        switch (marked.EventName)
        {
            case LoadMarks.Began:
                _began = marked.TimeStampRelativeMSec;
                break;
            case LoadMarks.Ended:
                _ended = marked.TimeStampRelativeMSec;
                break;
        }
    }

    private bool IsWithin(double at, double ended) => at >= _began && at <= ended;

    private static IEnumerable<TraceGC> Collections(TraceLogEventSource source) => source.Processes()
        .SelectMany(process => process.LoadedDotNetRuntime()?.GC.GCs ?? [])
        .Where(collection => collection.IsComplete);

    private Collection ToCollection(TraceGC collection) =>
        new(
            collection.PauseStartRelativeMSec - _began,
            collection.Generation,
            collection.PauseDurationMSec,
            Reason(collection.Reason.ToString()));

    /// <summary>The runtime's word in plain letters: <c>AllocSmall</c> is <c>alloc small</c>.</summary>
    private static string Reason(string word) =>
        string.Concat(
            word.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
