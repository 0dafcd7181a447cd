using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.EmbeddedSpark.Faults;

/// <summary>Makes one number of a batch wrong.</summary>
internal static class Tampering
{
    /// <summary>Changes the last numeric column in the first row; a batch without numbers stays as it is.</summary>
    public static void FirstRow(IReadOnlyList<ArrayData> columns)
    {
        var numeric = columns.LastOrDefault(c => c.DataType is NumberType);
        if (numeric is null)
        {
            return;
        }

        var bytes = MemoryMarshal.AsMemory(numeric.Buffers[1].Memory).Span;
        switch (numeric.DataType)
        {
            case DoubleType:
                MemoryMarshal.Cast<byte, double>(bytes)[0] += 1;
                break;
            case FloatType:
                MemoryMarshal.Cast<byte, float>(bytes)[0] += 1;
                break;
            default:
                bytes[0] ^= 1;
                break;
        }
    }
}
