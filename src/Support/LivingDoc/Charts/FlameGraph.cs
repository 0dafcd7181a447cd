using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>A call tree laid out for drawing: the root on top, each method as wide as its samples, its calls below it.</summary>
public sealed record FlameGraph
{
    private const double RowHeight = 18;
    private const double Width = 1200;
    private const double NarrowestText = 28;
    private const double LetterWidth = 6.1;
    private const double NarrowestShown = 0.5;
    private const int Deepest = 100;
    private const int MostShown = 500;

    public required IReadOnlyList<FlameBox> Boxes { get; init; }

    public required double Height { get; init; }

    /// <summary>What it shows, in a sentence, for those who do not see it.</summary>
    public required string Summary { get; init; }

    public static double DrawnWidth => Width;

    /// <returns>Null where there is no sample to draw.</returns>
    public static FlameGraph? Of(CpuProfile? cpu)
    {
        if (cpu?.Frames is not [{ Samples: > 0 } root, ..] frames)
        {
            return null;
        }

        var scale = Width / root.Samples;
        var boxes = frames
            .Where(frame => frame.Depth is >= 0 and <= Deepest && frame.Start >= 0 && frame.Samples > 0
                && frame.Start + frame.Samples <= root.Samples)
            .Where(frame => frame.Samples * scale >= NarrowestShown)
            .Take(MostShown)
            .Select(frame => Box(frame, root, scale))
            .ToList();
        return new FlameGraph
        {
            Boxes = boxes,
            Height = boxes.Max(box => box.Y) + RowHeight,
            Summary = Describe(frames, root),
        };
    }

    private static FlameBox Box(ProfileFrame frame, ProfileFrame root, double scale)
    {
        var (x, width) = (frame.Start * scale, frame.Samples * scale);
        var name = Plain.Text(frame.Name, 200);
        return new FlameBox(
            x, frame.Depth * RowHeight, Math.Max(width - 0.5, 0.3), RowHeight - 1,
            $"{name}: {Figures.Percent((double)frame.Samples / root.Samples)}, {Figures.Plural(frame.Samples, "sample")}",
            width < NarrowestText ? "" : Fit(name, width - 6),
            frame.Depth == 0 ? FlameKind.Root : CodeOwner.Of(frame.Name));
    }

    /// <summary>The last parts of a name say more than the first, so what does not fit goes from its beginning.</summary>
    private static string Fit(string name, double room)
    {
        var letters = (int)(room / LetterWidth);
        if (name.Length <= letters)
        {
            return name;
        }

        var dot = name.LastIndexOf('.', Math.Max(0, name.Length - 2));
        var type = dot > 0 ? name.LastIndexOf('.', dot - 1) : -1;
        var shorter = type > 0 ? name[(type + 1)..] : name;
        shorter = shorter.Length > letters && dot > 0 ? name[(dot + 1)..] : shorter;
        return shorter.Length <= letters ? shorter : letters < 3 ? "" : string.Concat(shorter.AsSpan(0, letters - 1), "…");
    }

    private static string Describe(IReadOnlyList<ProfileFrame> frames, ProfileFrame root)
    {
        var widest = frames.Where(frame => frame.Depth == 1).MaxBy(frame => frame.Samples);
        return $"{Figures.Plural(root.Samples, "sample")} of running managed code as a call tree, callers above what they called."
            + (widest is null ? "" : $" {Figures.Percent((double)widest.Samples / root.Samples)} are spent in "
                + $"{Plain.Text(widest.Name, 120)}.");
    }
}

/// <summary>One method as a box; the text is empty where there is no room for it.</summary>
public sealed record FlameBox(double X, double Y, double Width, double Height, string Title, string Text, FlameKind Kind);

/// <summary>Whose code a method is.</summary>
public enum FlameKind
{
    Root,
    Suite,
    Wire,
    Data,
    Runtime,
    Other,
}
