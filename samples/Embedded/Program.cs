using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Embedded;

float[] pixels = Picture.Pixels();
var reader = new Reader();
Answer answer = reader.Read(pixels);
if (args is [StartUp.Argument, string started])
{
    StartUp.Report(started);
    return;
}

Picture.Draw();
bool isOdd = answer.ProbabilityOfOdd > 0.5f;
float certainty = isOdd ? answer.ProbabilityOfOdd : 1 - answer.ProbabilityOfOdd;
Console.WriteLine($"A {answer.Digit}, {100 * answer.Probability:F1} % sure, and {(isOdd ? "odd" : "even")}, {100 * certainty:F1} % sure.");
Console.WriteLine();

// What the generated code asks, too.
int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
bool isNative = !RuntimeFeature.IsDynamicCodeCompiled;
Console.WriteLine($"compiled       {(isNative ? "ahead of time" : "just in time")}, for vectors of {bits} bits");
if (isNative)
{
    Console.WriteLine($"program        {new FileInfo(Environment.ProcessPath!).Length:N0} bytes, in one file");
}

Console.WriteLine($"first answer   {StartUp.Measure().TotalMilliseconds:F1} ms after the start of the process");
Console.WriteLine($"one answer     {Speed.Measure(reader, pixels):F0} ns");
