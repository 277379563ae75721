using System.CommandLine;
using System.Globalization;
using System.Text;
using NeuralGen.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

var root = new RootCommand("Measures the code that NeuralGen generates.")
{
    PeakCommand.Create(),
    CompareCommand.Create(),
    RecordCommand.Create(),
};
root.SetAction(_ => PeakCommand.Run());
return root.Parse(args).Invoke();
