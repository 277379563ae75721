using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace NeuralGen.Benchmarks.CustomFunctions;

/// <summary><c>custom</c>: built-in activations and losses against the same functions written by a user.</summary>
internal static class CustomFunctionsCommand
{
    private const int Samples = 256;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured; the best counts.", DefaultValueFactory = _ => 300 };
        var command = new Command("custom", "Measures activations and losses of one's own against the built-in ones.") { rounds };
        command.SetAction(result => Run(result.GetValue(rounds)));
        return command;
    }

    private static void Run(int rounds)
    {
        Table table = new Table().Title($"{Twin.Inputs}-64-{Twin.Outputs}, loss and gradient of {Samples} samples, .NET {Environment.Version}");
        table.AddColumns("function", "largest difference of a gradient", "built-in, us", "custom, us", "custom / built-in");
        foreach (Twin twin in Twins.All)
        {
            var builtIn = new Contender(twin.BuiltIn());
            var custom = new Contender(twin.Custom());
            for (int round = 0; round < rounds; round++)
            {
                builtIn.Measure();
                custom.Measure();
            }

            table.AddRow(
                twin.Name,
                builtIn.Difference(custom).ToString("G2", CultureInfo.InvariantCulture),
                builtIn.Microseconds.ToString("F1", CultureInfo.InvariantCulture),
                custom.Microseconds.ToString("F1", CultureInfo.InvariantCulture),
                (custom.Microseconds / builtIn.Microseconds).ToString("F2", CultureInfo.InvariantCulture));
        }

        ReportTable.Print(table);
    }

    private sealed class Contender(INeuralNetwork<float> network)
    {
        private readonly float[] _inputs = Numbers(Samples * Twin.Inputs, -2, 2);
        private readonly float[] _targets = Numbers(Samples * Twin.Outputs, 0, 1);
        private readonly ParameterVector<float> _gradient = new(network.Parameters.Layout);

        public double Microseconds { get; private set; } = double.PositiveInfinity;

        public void Measure()
        {
            long start = Stopwatch.GetTimestamp();
            network.BackwardBatch(_inputs, _targets, _gradient);
            Microseconds = Math.Min(Microseconds, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        public float Difference(Contender other)
        {
            float[] ours = new float[_gradient.Count];
            float[] theirs = new float[_gradient.Count];
            _gradient.CopyTo(ours);
            other._gradient.CopyTo(theirs);
            return ours.Zip(theirs, (left, right) => MathF.Abs(left - right)).Max();
        }

        /// <summary>The same numbers for both contenders.</summary>
        private static float[] Numbers(int count, float from, float to)
        {
            var random = new Random(1);
            return [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextSingle()))];
        }
    }
}
