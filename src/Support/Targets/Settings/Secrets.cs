using System.Text.RegularExpressions;

namespace SparkLoad.Targets.Settings;

/// <summary>Tells what must not be printed, by its name.</summary>
internal static partial class Secrets
{
    public static bool Names(string key) => SecretName().IsMatch(key);

    [GeneratedRegex(
        @"token|password|passwd|secret|credential|access.?key|api.?key|private.?key|authorization|(^|[._-])key([._-]|$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
