// Compiled into the test assembly, where Reqnroll.NUnit would generate the like: NUnit and Reqnroll ask which assembly the tests are of.

#pragma warning disable CA1050 // In no namespace, so that NUnit counts the set-up fixture for the whole assembly.

using NUnit.Framework;
using SparkLoad.FeatureTests;

/// <summary>The run of all features.</summary>
[SetUpFixture]
public sealed class FeatureTestRun : FeatureRun;

/// <summary>The features, a fixture each.</summary>
[FeatureFiles]
[NonParallelizable]
public sealed class FeatureTests(object? feature) : FeatureFixture(feature);
