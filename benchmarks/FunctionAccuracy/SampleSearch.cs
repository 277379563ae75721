using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Tests.Functions;

namespace NeuralGen.FunctionAccuracy;

/// <summary>Runs a double-precision function over a sample of its domain: there are too many doubles to try them all.</summary>
internal static class SampleSearch
{
    public static WorstCase[] Run(ElementaryFunction function, SpanFunction<double>[] tiers)
    {
        double[] arguments = [.. SampleArguments.Double(function).Where(double.IsFinite)];
        Func<BigReal, BigReal> reference = BigFunctions.Of(function);
        BigReal[] references = [.. arguments.AsParallel().AsOrdered().Select(x => reference(x))];
        return [.. tiers.Select(tier => Worst(tier, arguments, references))];
    }

    private static WorstCase Worst(SpanFunction<double> function, double[] arguments, BigReal[] references)
    {
        // Whole vectors only; what pads the last one is not looked at.
        double[] source = [.. arguments, .. new double[-arguments.Length & 15]];
        var results = new double[source.Length];
        function(source, results);
        var worst = new WorstCase(0, double.NaN);
        for (int i = 0; i < arguments.Length; i++)
        {
            worst = WorstCase.Of(worst, new WorstCase(DoubleError.InUlp(results[i], references[i]), arguments[i]));
        }

        return worst;
    }
}
