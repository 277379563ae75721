namespace NeuralGen.FunctionAccuracy;

/// <summary>The largest error found so far, in units of the last place, and where it is.</summary>
internal readonly record struct WorstCase(double Error, double Argument)
{
    public static WorstCase Of(WorstCase left, WorstCase right) => right.Error > left.Error ? right : left;
}
