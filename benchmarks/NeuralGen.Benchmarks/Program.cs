using System.CommandLine;
using System.Globalization;
using System.Text;
using NeuralGen.Benchmarks;
using NeuralGen.Benchmarks.CustomFunctions;
using NeuralGen.Benchmarks.Functions;
using NeuralGen.Benchmarks.GeneratorTime;
using NeuralGen.Benchmarks.KernelPredictions;
using NeuralGen.Benchmarks.Nielsen;
using NeuralGen.Benchmarks.Startup;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

var root = new RootCommand("Measures the code that NeuralGen generates.")
{
    PeakCommand.Create(),
    CompareCommand.Create(),
    CustomFunctionsCommand.Create(),
    RecordCommand.Create(),
    FunctionsCommand.Create(),
    GeneratorCommand.Create(),
    JitCommand.Create(),
    KernelsCommand.Create(),
    NielsenCommand.Create(),
};
root.SetAction(_ => PeakCommand.Run());
return root.Parse(args).Invoke();
