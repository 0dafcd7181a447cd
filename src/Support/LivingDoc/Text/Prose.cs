using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Text;

/// <summary>Markdown of feature and rule descriptions as HTML: no raw HTML, nothing fetched, no script behind a link.</summary>
internal static class Prose
{
    private const int LongestDescription = 20_000;

    // Descriptions stand below the page's title, the feature's and the scenario's.
    private const int HeadingsBelow = 3;

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().DisableHtml().Build();

    public static string ToHtml(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return "";
        }

        var document = Markdown.Parse(Plain.Text(Dedent(markdown), LongestDescription), Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + HeadingsBelow);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!IsHarmless(link.Url) && !link.IsEmail)
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
        }

        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }

    private static void Tame(LinkInline link)
    {
        if (link.IsImage || !IsHarmless(link.Url))
        {
            link.ReplaceBy(new LiteralInline(link.Title ?? Words(link) ?? link.Url ?? ""));
        }
    }

    private static string? Words(LinkInline link) =>
        string.Concat(link.Descendants<LiteralInline>().Select(literal => literal.Content.ToString())) is { Length: > 0 } words
            ? words
            : null;

    private static bool IsHarmless(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var absolute)
            ? absolute.Scheme is "http" or "https" or "mailto"
            : url is not null && url.StartsWith('#');

    // Gherkin keeps the indentation of a description, and Markdown takes four blanks for code.
    private static string Dedent(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0)
            .Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..] : line.TrimStart()));
    }
}
