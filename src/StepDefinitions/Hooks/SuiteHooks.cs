using Reqnroll;
using SparkLoad.Specs.Drivers;

namespace SparkLoad.Specs.Hooks;

[Binding]
public static class SuiteHooks
{
    [BeforeTestRun]
    public static Task StartTheRun() => SuiteRun.StartAsync();

    [AfterTestRun]
    public static Task EndTheRun() => SuiteRun.Current.DisposeAsync().AsTask();
}
