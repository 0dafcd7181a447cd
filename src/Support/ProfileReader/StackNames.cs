using Microsoft.Diagnostics.Tracing.Etlx;

namespace SparkLoad.ProfileReader;

/// <summary>Gives every different stack a number.</summary>
internal sealed class StackNames
{
    private readonly Dictionary<CallStackIndex, int?> _known = [];
    private readonly Dictionary<CodeAddressIndex, Frame?> _frames = [];
    private readonly List<IReadOnlyList<Frame>> _all = [];

    /// <summary>Their frames, by number.</summary>
    public IReadOnlyList<IReadOnlyList<Frame>> All => _all;

    /// <returns>Null for a stack without any frame that has a name.</returns>
    public int? IndexOf(TraceCallStack stack)
    {
        if (!_known.TryGetValue(stack.CallStackIndex, out var index))
        {
            var frames = FramesOf(stack);
            if (frames.Count > 0)
            {
                index = _all.Count;
                _all.Add(frames);
            }

            _known[stack.CallStackIndex] = index;
        }

        return index;
    }

    private List<Frame> FramesOf(TraceCallStack stack)
    {
        var frames = new List<Frame>();
        for (var call = stack; call is not null; call = call.Caller)
        {
            if (FrameOf(call.CodeAddress) is { } frame)
            {
                frames.Add(frame);
            }
        }

        frames.Reverse();
        return frames;
    }

    // Stubs that the runtime generates have no name and tell nothing.
    private Frame? FrameOf(TraceCodeAddress address)
    {
        if (!_frames.TryGetValue(address.CodeAddressIndex, out var frame))
        {
            var name = address.FullMethodName;
            frame = name.Length > 0 ? new Frame(MethodName.Of(name), address.ModuleName) : null;
            _frames[address.CodeAddressIndex] = frame;
        }

        return frame;
    }
}
