using Reqnroll;

namespace SparkLoad.Specs.Suite;

[Binding]
public static class SuiteHooks
{
    [BeforeTestRun]
    public static Task StartTheRun(SuiteRun run) => run.StartAsync();

    [BeforeFeature]
    public static void KeepTheFeature(FeatureContext feature, SuiteRun run) => run.Keep(feature.FeatureInfo);

    [AfterTestRun]
    public static Task EndTheRun(SuiteRun run) => run.DisposeAsync().AsTask();
}
