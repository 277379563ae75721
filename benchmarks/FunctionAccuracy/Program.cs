using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Tests.Functions;
using NeuralGen.FunctionAccuracy;

// Measures the error of every emitted function in every tier: in single precision over all floats there are, in double
// precision over a sample. Arguments choose tiers (0 is the scalar one), functions and precisions (Single, Double) by
// name; without any it takes all.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] tiers = Chosen([0, 128, 256, 512]);
ElementaryFunction[] functions = Chosen(FunctionsText.Elementwise);
string[] precisions = Chosen(["Double", "Single"]);

Vector128<float> aboveOne = Vector128.Create(1 + 1e-6f);
bool fuses = Vector128.MultiplyAddEstimate(aboveOne, aboveOne, -(aboveOne * aboveOne)) != Vector128<float>.Zero;
Console.WriteLine($"256 bits in hardware: {Vector256.IsHardwareAccelerated}, 512 bits: {Vector512.IsHardwareAccelerated}, fused multiply-add: {fuses}");
Console.WriteLine($"{"precision",-11}{"function",-18}{"tier",4}{"largest error",17}  at");

bool allWithin = true;
var watch = Stopwatch.StartNew();
foreach (string precision in precisions)
{
    Func<ElementaryFunction, WorstCase[]> search = precision == "Single" ? Exhaustive() : Sampled();
    foreach (ElementaryFunction function in functions)
    {
        foreach ((int tier, WorstCase worst) in tiers.Zip(search(function)))
        {
            bool within = worst.Error <= Bounds.Of(function);
            allWithin &= within;
            string verdict = within ? "" : $"  EXCEEDS {Bounds.Of(function)} ulp";
            Console.WriteLine($"{precision,-11}{function,-18}{tier,4}{worst.Error,13:F3} ulp  {worst.Argument:G9}{verdict}");
        }
    }
}

Console.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s");
return allWithin ? 0 : 1;

Func<ElementaryFunction, WorstCase[]> Exhaustive()
{
    var compiled = tiers.Select(bits => new CompiledFunctions<float>(bits)).ToArray();
    return function => ExhaustiveSearch.Run(function, [.. compiled.Select(tier => tier[function])]);
}

Func<ElementaryFunction, WorstCase[]> Sampled()
{
    var compiled = tiers.Select(bits => new CompiledFunctions<double>(bits)).ToArray();
    return function => SampleSearch.Run(function, [.. compiled.Select(tier => tier[function])]);
}

// Those of the choices that the arguments name, or all.
T[] Chosen<T>(T[] choices)
    where T : notnull
{
    T[] chosen = [.. choices.Where(choice => args.Contains(choice.ToString()))];
    return chosen.Length > 0 ? chosen : choices;
}
