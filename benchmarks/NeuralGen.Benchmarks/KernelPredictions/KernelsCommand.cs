using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.Intrinsics;
using NeuralGen.Benchmarks.GeneratorTime;
using NeuralGen.Compiler.Planning;
using Spectre.Console;

namespace NeuralGen.Benchmarks.KernelPredictions;

/// <summary>
/// <c>kernels</c>: what the cost model of planning predicts for every kernel of a network, beside what it takes. The model
/// is right where the ratios are near 1, and wrong choices are to be looked for where they are not.
/// </summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var layers = new Argument<string[]>("LAYERS")
        {
            Description = "The input's size, then the layers: '784 128:ReLU 10:Softmax'.",
            Arity = new ArgumentArity(2, 100),
        };
        layers.Validators.Add(Validate);
        var bits = new Option<int>("--bits")
        {
            Description = "The width of vectors: 512, 256, 128, or 0 for plain numbers.",
            DefaultValueFactory = _ => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        };
        bits.AcceptOnlyFromAmong("512", "256", "128", "0");
        var batch = new Option<int>("--batch") { Description = "The samples in a block.", DefaultValueFactory = _ => MachineModel.TypicalBatch };
        batch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
            {
                result.AddError("--batch must be 1 to 1,024.");
            }
        });
        var command = new Command("kernels", "Compares what planning predicts for each kernel of a network with what it takes.") { layers, bits, batch };
        command.SetAction(result => Run(result.GetValue(layers)!, result.GetValue(bits), result.GetValue(batch)));
        return command;
    }

    private static void Validate(ArgumentResult result)
    {
        string[] parts = [.. result.Tokens.Select(token => token.Value)];
        if (parts.Length > 0 && !IsSize(parts[0]))
        {
            result.AddError($"'{parts[0]}' is no input size; expected a positive number such as 784.");
        }

        foreach (string part in parts.Skip(1))
        {
            string[] sizeAndActivation = part.Split(':');
            if (sizeAndActivation.Length > 2 || !IsSize(sizeAndActivation[0]) || !Enum.TryParse<Activation>(sizeAndActivation.ElementAtOrDefault(1) ?? "Identity", out _))
            {
                result.AddError($"'{part}' is no layer; expected a size and an activation such as 128:ReLU.");
            }
        }
    }

    private static bool IsSize(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0;

    private static void Run(string[] layers, int bits, int batch)
    {
        IReadOnlyList<KernelTime> times = KernelMeasurement.Run(GeneratorCase.OfLayers(layers), bits, batch);
        (int peakBits, double operations) = MachinePeak.Measure();

        // Two multiply-adds in a cycle, as the model has it, make cycles of the measured peak.
        double cyclesPerNanosecond = operations / 1e9 / (peakBits / 32 * 2 * MachineModel.MultiplyAddsPerCycle);
        Table table = new Table().Title(
            $"Cycles for one sample at {cyclesPerNanosecond:F2} GHz, {string.Join(" ", layers)}, blocks of {batch}, vectors of {bits} bits, .NET {Environment.Version}");
        table.AddColumns("kernel", "block: predicted", "measured", "ratio", "of the peak", "one sample: predicted", "measured", "ratio");
        foreach (KernelTime time in times)
        {
            double block = time.Block * cyclesPerNanosecond;
            double sample = time.Sample * cyclesPerNanosecond;
            string[] ofBlock = time.BlockPrediction is { } prediction
                ? [Text(prediction.Cycles, "N1"), Text(block, "N1"), Text(block / prediction.Cycles, "F2"), prediction.PeakCycles > 0 ? Text(100 * prediction.PeakCycles / block, "F0") + " %" : ""]
                : ["", "", "", ""];
            table.AddRow(
                [time.Name, .. ofBlock, Text(time.SamplePrediction.Cycles, "N1"), Text(sample, "N1"), Text(sample / time.SamplePrediction.Cycles, "F2")]);
        }

        ReportTable.Print(table);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
