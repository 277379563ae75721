using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Generator;

namespace NeuralGen.Benchmarks.GeneratorTime;

/// <summary>What one run took, in milliseconds.</summary>
/// <param name="Compile">Declaration to text, <see cref="NetworkCompiler.Compile"/> alone.</param>
/// <param name="Generator">The whole generator, as Roslyn's own clock has it.</param>
/// <param name="Driver">The generator and Roslyn's part: finding attributes, parsing what was generated.</param>
internal sealed record GeneratorTimes(double Compile, double Generator, double Driver);

/// <summary>Measures the generator on a declaration.</summary>
internal static class GeneratorProbe
{
    private const int Runs = 30;

    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Once, in a process that has not generated anything yet; each only if it is the first in its process.</summary>
    public static double ColdCompile(GeneratorCase declared)
    {
        NetworkDeclaration declaration = declared.Declaration();
        return Compile(declaration);
    }

    /// <summary>Once, in a process that has used Roslyn, but not the generator.</summary>
    public static (double Generator, double Driver) ColdGenerator(GeneratorCase declared)
    {
        CSharpCompilation compilation = declared.Compilation();
        compilation.GetDiagnostics();
        return Drive(compilation);
    }

    /// <summary>The median of many runs, once all code has reached the last tier of the just-in-time compiler.</summary>
    public static GeneratorTimes Warm(GeneratorCase declared)
    {
        NetworkDeclaration declaration = declared.Declaration();
        CSharpCompilation compilation = declared.Compilation();
        for (int tier = 0; tier < 4; tier++)
        {
            for (int run = 0; run < Runs; run++)
            {
                Compile(declaration);
                Drive(compilation);
            }

            Thread.Sleep(TieringDelay);
        }

        var compiled = new double[Runs];
        var generated = new double[Runs];
        var driven = new double[Runs];
        for (int run = 0; run < Runs; run++)
        {
            compiled[run] = Compile(declaration);
            (generated[run], driven[run]) = Drive(compilation);
        }

        return new GeneratorTimes(Median(compiled), Median(generated), Median(driven));
    }

    private static double Compile(NetworkDeclaration declaration)
    {
        long start = Stopwatch.GetTimestamp();
        NetworkCompiler.Compile(declaration);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A driver without anything kept from a run before.</summary>
    private static (double Generator, double Driver) Drive(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new NetworkGenerator());
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds, milliseconds);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
