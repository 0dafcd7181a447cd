namespace SparkLoad.LoadEngine.Plans;

/// <summary>How many queries are due by a moment, as a curve that rises with the rate, and the moment by which so many are due.</summary>
internal sealed class ArrivalCurve
{
    private readonly Piece[] _pieces;

    /// <param name="stages">The stages as stated.</param>
    /// <param name="factor">Scaled duration divided by the stated one.</param>
    public ArrivalCurve(IReadOnlyList<Stage> stages, double factor)
    {
        _pieces = new Piece[stages.Count];
        double start = 0, due = 0;
        for (var i = 0; i < stages.Count; i++)
        {
            var seconds = stages[i].StatedDuration.TotalSeconds * factor;
            _pieces[i] = new Piece(start, due, stages[i].From, stages[i].To, seconds);
            start += seconds;
            due += (stages[i].From + stages[i].To) / 2 * seconds;
        }
    }

    /// <summary>The second by which <paramref name="due"/> queries are due, or null beyond the last stage.</summary>
    public double? SecondOf(double due)
    {
        foreach (var piece in _pieces)
        {
            if (due < piece.DueBefore + piece.Due)
            {
                return piece.Start + piece.SecondsFor(due - piece.DueBefore);
            }
        }

        return null;
    }

    private readonly record struct Piece(double Start, double DueBefore, double From, double To, double Seconds)
    {
        public double Due => (From + To) / 2 * Seconds;

        // The root of From·t + slope·t²/2 = due, in the form that loses no digits when the slope is small.
        public double SecondsFor(double due)
        {
            var slope = (To - From) / Seconds;
            var root = Math.Sqrt(Math.Max(0, (From * From) + (2 * slope * due)));
            return due <= 0 ? 0 : 2 * due / (From + root);
        }
    }
}
