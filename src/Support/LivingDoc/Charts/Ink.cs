namespace SparkLoad.LivingDoc.Charts;

/// <summary>
/// How shapes look, as attributes of their own. Any style sheet overrides them; where a server's content policy keeps a page's style sheet
/// from being used, they are what keeps lines from being filled with black.
/// </summary>
internal static class Ink
{
    private const string Main = "#1f6fb5";
    private const string Bad = "#b3261e";
    private const string Soft = "#55626c";

    // Of a sample in a legend.
    private const string Bar = "8";

    // Seen through, so that it is faint on light and on dark.
    private const string Faint = "#93a0aa4d";

    private static readonly Dictionary<string, Dictionary<string, object>> Looks = new()
    {
        ["line l-main"] = Line(Main, "1.8"),
        ["line l-second"] = Line("#c2571a", "1.8", "6 2.5"),
        ["line l-third"] = Line("#6b7780", "1.8", "2 3"),
        ["line l-muted"] = Line("#93a0aa", "1.1"),
        // Told apart with every common colour vision, two of them also by stripes, on light and on dark.
        ["part p-dispatch"] = Stroke("#8a949c", Bar, "2 1.5"),
        ["part p-message"] = Stroke("#d98200", Bar),
        ["part p-rows"] = Stroke("#2f7fc4", Bar),
        ["part p-streaming"] = Stroke("#5cb8ea", Bar, "3 1"),
        ["part p-decoding"] = Stroke("#1a9272", Bar),
        ["reference"] = Stroke(Bad, "1.4", "9 4"),
        ["mark"] = Stroke(Bad, "1.6"),
        ["grid"] = Stroke(Faint, "1"),
        ["tick"] = Stroke(Soft, "1"),
        ["base"] = Stroke(Soft, "1"),
        ["scale"] = Stroke(Faint, "1"),
        ["middle"] = Stroke(Soft, "1.5"),
        ["room"] = Fill("#17693a"),
        ["over"] = Fill(Bad),
        ["band"] = Fill(Faint),
        ["one"] = Stroke(Soft, "1.2", "2 3"),
        ["r-slower"] = Fill(Bad),
        ["r-faster"] = Fill("#17693a"),
        ["r-same"] = Fill(Main),
        ["r-undecided"] = Fill("#7a4b00"),
        ["r-slower reach"] = Stroke(Bad, "1.8"),
        ["r-faster reach"] = Stroke("#17693a", "1.8"),
        ["r-same reach"] = Stroke(Main, "1.8"),
        ["r-undecided reach"] = Stroke("#7a4b00", "1.8", "6 2.5"),
        // Orange, blue, yellow and greys are told apart with every common colour vision, and dark text reads on all of them.
        ["f-root"] = Fill("#e3e7ea"),
        ["f-suite"] = Fill("#f2b84b"),
        ["f-wire"] = Fill("#8fc1e8"),
        ["f-data"] = Fill("#d9e8a0"),
        ["f-runtime"] = Fill("#c9ced6"),
        ["f-other"] = Fill("#f6e3ef"),
    };

    /// <param name="look">The shape's class.</param>
    public static IReadOnlyDictionary<string, object> Of(string look) => Looks[look];

    private static Dictionary<string, object> Line(string colour, string width, string? dashes = null) =>
        new(Stroke(colour, width, dashes)) { ["stroke-linecap"] = "round", ["stroke-linejoin"] = "round" };

    private static Dictionary<string, object> Stroke(string colour, string width, string? dashes = null)
    {
        var look = new Dictionary<string, object> { ["fill"] = "none", ["stroke"] = colour, ["stroke-width"] = width };
        if (dashes is not null)
        {
            look["stroke-dasharray"] = dashes;
        }

        return look;
    }

    private static Dictionary<string, object> Fill(string colour) => new() { ["fill"] = colour };
}
