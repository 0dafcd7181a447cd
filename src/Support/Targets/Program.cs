namespace SparkLoad.Targets; internal static class Program { private static int Main() => 0; }
