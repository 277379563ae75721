using System.Collections.Concurrent;
using NeuralGen.Compiler.Emission.Functions;
using Xunit;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>The errors of the emitted functions, in units of the last place, against more precise ones.</summary>
public sealed class AccuracyTests
{
    private static readonly ConcurrentDictionary<ElementaryFunction, Lazy<(double[] Arguments, BigReal[] References)>> DoubleReferences = new();

    public static TheoryData<string, int> FunctionsAndTiers() => Emitted.FunctionsAndTiers();

    [Theory]
    [MemberData(nameof(FunctionsAndTiers))]
    public void Single_precision_stays_within_its_bound(string name, int bits)
    {
        ElementaryFunction function = Enum.Parse<ElementaryFunction>(name);
        float[] arguments = [.. SampleArguments.Single(function)];
        float[] results = Emitted.Apply(Emitted.Single(bits)[function], arguments);
        Func<double, double> reference = DoubleReference.Of(function);

        double[] errors = [.. arguments.Select((x, i) => SingleError.InUlp(results[i], reference(x)))];

        int worst = Array.IndexOf(errors, errors.Max());
        double bound = IsExponential(function) ? 2 : 4;
        Assert.True(errors[worst] <= bound, $"{name}({arguments[worst]:G9}) = {results[worst]:G9} is {errors[worst]:F2} ulp off; the bound is {bound}.");
    }

    [Theory]
    [MemberData(nameof(FunctionsAndTiers))]
    public void Double_precision_stays_within_its_bound(string name, int bits)
    {
        ElementaryFunction function = Enum.Parse<ElementaryFunction>(name);
        (double[] arguments, BigReal[] references) = ReferencesOf(function);
        double[] results = Emitted.Apply(Emitted.Double(bits)[function], arguments);

        double[] errors = [.. results.Select((y, i) => DoubleError.InUlp(y, references[i]))];

        int worst = Array.IndexOf(errors, errors.Max());
        double bound = IsExponential(function) ? 2 : 4;
        Assert.True(errors[worst] <= bound, $"{name}({arguments[worst]:G17}) = {results[worst]:G17} is {errors[worst]:F2} ulp off; the bound is {bound}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{errors[worst]:F3} ulp at {arguments[worst]:G17}");
    }

    /// <summary>Infinities are arguments of their own kind, and have no place in the reference.</summary>
    private static (double[] Arguments, BigReal[] References) ReferencesOf(ElementaryFunction function) =>
        DoubleReferences.GetOrAdd(
            function,
            _ => new Lazy<(double[] Arguments, BigReal[] References)>(() =>
            {
                double[] arguments = [.. SampleArguments.Double(function).Where(double.IsFinite)];
                Func<BigReal, BigReal> reference = BigFunctions.Of(function);
                return (arguments, [.. arguments.Select(x => reference(x))]);
            })).Value;

    private static bool IsExponential(ElementaryFunction function) =>
        function is ElementaryFunction.Exp or ElementaryFunction.ExpOfNonPositive;
}
