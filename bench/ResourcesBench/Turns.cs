namespace SparkLoad.ResourcesBench;

/// <summary>The same measured with something and without it, in turn.</summary>
/// <typeparam name="T">What one turn tells.</typeparam>
internal sealed class Turns<T>
{
    private readonly List<T> _without = [];
    private readonly List<T> _with = [];

    private Turns()
    {
    }

    /// <param name="rounds">Turns of each kind, 1 or more.</param>
    /// <param name="measure">One turn, with it where true.</param>
    public static async Task<Turns<T>> TakeAsync(int rounds, Func<bool, Task<T>> measure)
    {
        var turns = new Turns<T>();
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first changes, so that what drifts strikes both.
            foreach (var with in round % 2 == 0 ? (bool[])[false, true] : [true, false])
            {
                (with ? turns._with : turns._without).Add(await measure(with));
            }
        }

        return turns;
    }

    public double Without(Func<T, double> figure) => Median(_without, figure);

    public double With(Func<T, double> figure) => Median(_with, figure);

    private static double Median(List<T> turns, Func<T, double> figure) => turns.Select(figure).Order().ElementAt(turns.Count / 2);
}
