using Reqnroll;

namespace SparkLoad.Specs.Suite;

[Binding]
public static class SuiteHooks
{
    [BeforeTestRun]
    public static Task StartTheRun() => SuiteRun.StartAsync();

    [BeforeFeature]
    public static void KeepTheFeature(FeatureContext feature) => SuiteRun.Current.Keep(feature.FeatureInfo);

    [AfterTestRun]
    public static Task EndTheRun() => SuiteRun.Current.DisposeAsync().AsTask();
}
