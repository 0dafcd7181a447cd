using System.Text.RegularExpressions;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Settings;

namespace SparkLoad.StepDefinitions.Tests.Guides;

internal sealed partial class GuideTests
{
    private const int MostWordsOfReadme = 900;

    [Test]
    public void Readme_ApartFromTheTableOfTheRecord_IsShort() => TableOfTheRecord().Replace(Guides.Text("README.md"), "")
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(MostWordsOfReadme);

    [Test]
    public void Settings_EveryKey_StandsInTheGuideAndNoOtherDoes()
    {
        var named = Variable().Matches(Guides.Text("docs/settings.md")).Select(match => match.Value).Distinct();

        named.Where(key => !SettingKeys.Exists(key)).ShouldBe(["SPARKLOAD_TEST_", .. SettingKeys.OfASpark], ignoreOrder: true);
        SettingKeys.OfTheRun.Except(named).ShouldBeEmpty();
    }

    [Test]
    public void DecisionsIndex_EveryRecord_HasItsLine()
    {
        var index = Guides.Text("docs/decisions/README.md");

        var records = Directory.GetFiles(Guides.PathOf("docs/decisions"), "0*.md").Select(file => Path.GetFileName(file)!);

        records.Where(record => !index.Contains($"({record})", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [TestCaseSource(typeof(Guides), nameof(Guides.All))]
    public void Links_OfAGuide_LeadSomewhere(string guide)
    {
        var broken = Link().Matches(Guides.Text(guide)).Select(match => match.Groups["to"].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(guide, link));

        broken.ShouldBeEmpty();
    }

    private static bool Leads(string guide, string link)
    {
        var (path, heading) = link.Split('#') is [var file, var anchor] ? (file, anchor) : (link, null);
        var target = path.Length == 0 ? guide : Path.Combine(Path.GetDirectoryName(guide)!, path);
        return Path.Exists(Guides.PathOf(target))
            && (heading is null || Heading().Matches(Guides.Text(target)).Any(match => AnchorOf(match.Groups["title"].Value) == heading));
    }

    // As the hosts of repositories make them: small letters, hyphens for blanks, no other signs.
    private static string AnchorOf(string title) => NotInAnchor().Replace(title.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("<!-- sparkload table -->.*?<!-- /sparkload table -->", RegexOptions.Singleline)]
    private static partial Regex TableOfTheRecord();

    [GeneratedRegex("SPARKLOAD_[A-Z0-9_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();
}
