namespace SparkLoad.BundledRunner.Bindings;

internal enum StepKind
{
    Given,
    When,
    Then,
}
