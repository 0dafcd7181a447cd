namespace SparkLoad.SparkConnect;

/// <summary>Spark's INTERVAL YEAR TO MONTH.</summary>
/// <param name="Months">The whole interval in months.</param>
public readonly record struct YearMonthInterval(int Months);

/// <summary>Spark's legacy INTERVAL of parts that do not convert into each other.</summary>
public readonly record struct CalendarInterval(int Months, int Days, long Nanoseconds);
