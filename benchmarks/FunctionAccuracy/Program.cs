using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Tests.Functions;
using NeuralGen.FunctionAccuracy;

// Measures the error of every emitted single-precision function, in every tier, over all floats there are.
// Arguments choose tiers (0 is the scalar one) and functions by name; without any it takes all.
int[] tiers = [.. args.Where(argument => char.IsDigit(argument[0])).Select(int.Parse)];
tiers = tiers.Length > 0 ? tiers : [0, 128, 256, 512];
ElementaryFunction[] chosen = [.. args.Where(argument => !char.IsDigit(argument[0])).Select(Enum.Parse<ElementaryFunction>)];
chosen = chosen.Length > 0 ? chosen : FunctionsText.Elementwise;
var functions = tiers.Select(bits => new CompiledFunctions<float>(bits)).ToArray();
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"256 bits in hardware: {Vector256.IsHardwareAccelerated}, 512 bits: {Vector512.IsHardwareAccelerated}, "
    + $"fused multiply-add: {Vector128.MultiplyAddEstimate(Vector128.Create(1 + 1e-7f), Vector128.Create(1 - 1e-7f), Vector128.Create(-1f))[0] != 0}");
Console.WriteLine($"{"function",-17}{"tier",6}{"largest error",16}{"at",18}{"bound",8}");

bool allWithin = true;
var watch = Stopwatch.StartNew();
foreach (ElementaryFunction function in chosen)
{
    WorstCase[] worst = ExhaustiveSearch.Run(function, [.. functions.Select(tier => tier[function])]);
    for (int i = 0; i < tiers.Length; i++)
    {
        double bound = Bounds.Of(function);
        bool within = worst[i].Error <= bound;
        allWithin &= within;
        Console.WriteLine($"{function,-17}{tiers[i],6}{worst[i].Error,12:F3} ulp{worst[i].Argument,18:G9}{bound,8}{(within ? "" : "  TOO LARGE")}");
    }
}

Console.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s");
return allWithin ? 0 : 1;
