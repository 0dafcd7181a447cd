using SparkLoad.Results;

namespace SparkLoad.ProfileReader;

/// <summary>
/// Samples as a tree of calls: a method stands once below each way that led to it. <see cref="AsyncMachinery"/> is counted with
/// the method that it resumes, and a method that calls itself is one.
/// </summary>
internal sealed class CallTree
{
    private const string Root = "all running managed code";
    private const int MostFrames = 350;
    private const int Deepest = 64;
    private const int LongestName = 160;

    private readonly Node _root = new(Root, depth: 0);

    public CallTree(RecordedTrace trace)
    {
        foreach (var (stack, samples) in trace.Samples.CountBy(stack => stack))
        {
            _root.Add(Shown(trace.Stacks[stack]).Take(Deepest), samples);
        }
    }

    /// <summary>
    /// What can be seen of it, as <see cref="CpuProfile.Frames"/> has it: the frames with most samples. None has more than its
    /// caller, so a caller is never left out before it.
    /// </summary>
    public IReadOnlyList<ProfileFrame> Frames()
    {
        var shown = _root.WithDescendants()
            .OrderByDescending(node => node.Samples).ThenBy(node => node.Depth)
            .Take(MostFrames)
            .ToHashSet();
        var frames = new List<ProfileFrame>(shown.Count);
        Lay(_root, start: 0);
        return frames;

        void Lay(Node node, long start)
        {
            frames.Add(new ProfileFrame(Cut(node.Name), node.Depth, start, node.Samples));
            foreach (var child in node.InOrder().Where(shown.Contains))
            {
                Lay(child, start);
                start += child.Samples;
            }
        }
    }

    private static IEnumerable<Frame> Shown(IEnumerable<Frame> stack)
    {
        var caller = "";
        foreach (var frame in stack)
        {
            if (frame.Name != caller && !AsyncMachinery.Holds(frame.Name))
            {
                caller = frame.Name;
                yield return frame;
            }
        }
    }

    private static string Cut(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");

    private sealed class Node(string name, int depth)
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public string Name => name;

        public int Depth => depth;

        public long Samples { get; private set; }

        public void Add(IEnumerable<Frame> stack, int samples)
        {
            Samples += samples;
            var node = this;
            foreach (var frame in stack)
            {
                node = node.Child(frame.Name);
                node.Samples += samples;
            }
        }

        public IEnumerable<Node> InOrder() =>
            _children.Values.OrderByDescending(child => child.Samples).ThenBy(child => child.Name, StringComparer.Ordinal);

        public IEnumerable<Node> WithDescendants() => _children.Values.SelectMany(child => child.WithDescendants()).Prepend(this);

        private Node Child(string of)
        {
            if (!_children.TryGetValue(of, out var child))
            {
                child = new Node(of, Depth + 1);
                _children.Add(of, child);
            }

            return child;
        }
    }
}
