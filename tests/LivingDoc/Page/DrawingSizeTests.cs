using System.Text.RegularExpressions;
using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests.Page;

/// <summary>Without a style sheet a drawing that names no size of its own is as wide as the window.</summary>
public sealed partial class DrawingSizeTests
{
    [Test]
    public async Task Drawings_OfEveryPage_NameTheirSize()
    {
        using var reports = new TemporaryReports();
        var pages = new List<string>();
        var compared = Comparisons.Acceptance(Comparisons.WithPython);
        foreach (var run in (RunFixture[])
            [Runs.FailedAcceptance(), Runs.Acceptance(), Runs.Running(), Profiles.Rehearsal(Profiles.Whole), compared])
        {
            pages.Add(await reports.RenderAsync(run));
            var fragment = await TemporaryReports.FragmentAsync(Path.Combine(reports.Path, run.Result.Run.Id), run.Result.Scenarios[0].Id);
            pages.Add(await File.ReadAllTextAsync(fragment));
        }

        pages.Add(await reports.IndexAsync());

        foreach (var drawings in pages.Select(page => Drawings().Matches(page).Select(match => match.Value).ToList()))
        {
            drawings.Count.ShouldBeGreaterThan(10);
            drawings.ShouldAllBe(drawing => Width().IsMatch(drawing) && Height().IsMatch(drawing));
        }
    }

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex Drawings();

    [GeneratedRegex(" width=\"[0-9.]+\"")]
    private static partial Regex Width();

    [GeneratedRegex(" height=\"[0-9.]+\"")]
    private static partial Regex Height();
}
