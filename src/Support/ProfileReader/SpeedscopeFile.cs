using Microsoft.Diagnostics.Tracing.Stacks;
using Microsoft.Diagnostics.Tracing.Stacks.Formats;

namespace SparkLoad.ProfileReader;

/// <summary>
/// Writes the samples for speedscope.app, with TraceEvent's own writer: it is given only those that were kept, under the names they got.
/// </summary>
internal static class SpeedscopeFile
{
    // Beyond this a browser becomes slow, and time order is of no use.
    private const int MostInOrderOfTime = 50_000;

    public static void Write(string path, RecordedTrace trace)
    {
        var isInOrder = trace.Samples.Count <= MostInOrderOfTime;
        var stacks = new SampledStacks(trace, isInOrder ? "in order of time" : "each stack once, in no order of time");
        var weight = trace.IntervalMs ?? 1;
        if (isInOrder)
        {
            foreach (var stack in trace.Samples)
            {
                stacks.Add(stack, weight);
            }
        }
        else
        {
            foreach (var (stack, count) in trace.Samples.CountBy(stack => stack))
            {
                stacks.Add(stack, count * weight);
            }
        }

        SpeedScopeStackSourceWriter.WriteStackViewAsJson(stacks.Source, path);
    }

    /// <summary>Samples as TraceEvent takes them, one after the other.</summary>
    private sealed class SampledStacks
    {
        private readonly StackSourceCallStackIndex[] _stacks;
        private double _atMs;

        public SampledStacks(RecordedTrace trace, string order)
        {
            // The writer makes a profile of each "Thread (…)"; all threads are one here, as in the flame graph.
            var thread = Call(new Frame($"Thread (all that ran managed code, {order})", ""), StackSourceCallStackIndex.Invalid);
            _stacks = [.. trace.Stacks.Select(stack => stack.Aggregate(thread, (caller, frame) => Call(frame, caller)))];
            if (trace.Samples.Count == 0)
            {
                // A file without a profile is none that speedscope opens.
                Add(thread, 0);
            }
        }

        public InternStackSource Source { get; } = new();

        public void Add(int stack, double weightMs) => Add(_stacks[stack], weightMs);

        private void Add(StackSourceCallStackIndex stack, double weightMs)
        {
            Source.AddSample(new StackSourceSample(Source) { StackIndex = stack, TimeRelativeMSec = _atMs, Metric = (float)weightMs });
            _atMs += weightMs;
        }

        private StackSourceCallStackIndex Call(Frame frame, StackSourceCallStackIndex caller) =>
            Source.Interner.CallStackIntern(Source.Interner.FrameIntern(frame.Name, Source.Interner.ModuleIntern(frame.Module)), caller);
    }
}
