// Compiled into the suite where the bundled runner runs it; Reqnroll generates the like from each feature file.

#pragma warning disable CA1050 // In no namespace, so that NUnit counts the set-up fixture for the whole assembly.

using NUnit.Framework;
using SparkLoad.BundledRunner.Fixtures;

/// <summary>The run of all features.</summary>
[SetUpFixture]
public sealed class BundledFeaturesRun : BundledTestRun;

/// <summary>The features, one fixture each.</summary>
[BundledFeatures]
[NonParallelizable]
public sealed class BundledFeatures(object? feature) : FeatureFixture(feature);
