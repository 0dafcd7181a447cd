using HdrHistogram;
using HdrHistogram.Utilities;

namespace SparkLoad.LivingDoc.Charts;

/// <summary>Reads the histograms that results hold.</summary>
internal static class Histograms
{
    private const int Longest = 4 * 1024 * 1024;

    /// <returns>Null where there is none, or it is damaged: the page then goes without that chart.</returns>
    public static HistogramBase? Decode(string? base64)
    {
        if (string.IsNullOrEmpty(base64) || base64.Length > Longest)
        {
            return null;
        }

        try
        {
            var buffer = ByteBuffer.Allocate(Convert.FromBase64String(base64));
            return HistogramEncoding.DecodeFromCompressedByteBuffer(buffer, 0);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;
        }
    }
}
