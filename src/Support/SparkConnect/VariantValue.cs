namespace SparkLoad.SparkConnect;

/// <summary>A value of Spark's type VARIANT in its binary encoding.</summary>
/// <param name="Value">The encoded value.</param>
/// <param name="Metadata">The dictionary of field names.</param>
public sealed record VariantValue(byte[] Value, byte[] Metadata);
