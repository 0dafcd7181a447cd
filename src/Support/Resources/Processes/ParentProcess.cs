namespace SparkLoad.Resources.Processes;

/// <summary>Who started a process, as far as the system tells.</summary>
public static class ParentProcess
{
    /// <summary>The process that started another, or that adopted it when its own parent had ended; null where the system does not show it or the process is gone.</summary>
    public static int? Of(int processId)
    {
        try
        {
            return ProcStat.Parse(File.ReadAllBytes($"/proc/{processId}/stat")).Parent;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
