using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// Writes the forward pass of one sample whose layers exchange their values in vector registers. What a layer multiplies its
/// rows of weights with are lanes of these.
/// </summary>
internal static class RegisterPassWriter
{
    /// <summary>The method's name.</summary>
    public const string Name = "ForwardSample";

    public static void Write(SourceWriter writer, VectorDialect dialect, RegisterPass pass)
    {
        string scalar = dialect.Scalar;
        writer.Line($"/// <summary>The output of one sample. What layers compute stays in registers until the next one has read it; {pass.Prediction}.</summary>");
        writer.Line(KernelWriter.WholeMethod);
        using (writer.Block($"public static void {Name}(ref {scalar} parameters, ref {scalar} x, ref {scalar} output)"))
        {
            foreach (Operand.Parameter parameter in pass.Layers.SelectMany(layer => layer.Step.Operands).OfType<Operand.Parameter>())
            {
                writer.Line($"ref {scalar} {parameter.Name} = ref {VectorDialect.At("parameters", Text(parameter.Offset))};");
            }

            string[] values = [];
            foreach (RegisterLayer layer in pass.Layers)
            {
                writer.Blank();
                writer.Line("// " + layer.Step.Comment);
                if (layer.Activation is { } activation)
                {
                    writer.Line("// " + activation.Comment);
                }

                values = new RegisterLayerWriter(writer, dialect, layer, values).Write();
            }

            if (pass.Last is { } last)
            {
                writer.Blank();
                writer.Line("// " + last.Comment);
                writer.Line($"{KernelWriter.SampleName(last.Kernel)}(ref Unsafe.As<{dialect.Vector}, {scalar}>(ref {values[0]}), ref {last.Operands[1].Name});");
            }
        }

        foreach (Kernel.Elementwise activation in pass.Layers.Select(layer => layer.ActivationKernel).OfType<Kernel.Elementwise>())
        {
            writer.Blank();
            KernelWriter.WriteFunction(
                writer, dialect, $"{activation.Summary}, of one vector.", VectorName(activation), [activation.Inputs[0].Name], "a", activation.Results[0].Value);
        }
    }

    private static string VectorName(Kernel.Elementwise kernel) => kernel.Name + "Vector";

    /// <summary>Writes one layer.</summary>
    /// <param name="values">The vectors that it reads; none where it reads the sample from memory.</param>
    private sealed class RegisterLayerWriter(SourceWriter writer, VectorDialect dialect, RegisterLayer layer, string[] values)
    {
        private readonly Kernel.Product _kernel = layer.Kernel;
        private readonly Operand.Parameter _weights = layer.Step.Operands.OfType<Operand.Parameter>().First();
        private readonly Operand.Parameter? _biases = layer.Step.Operands.OfType<Operand.Parameter>().ElementAtOrDefault(1);
        private readonly Operand.Memory _to = layer.To;

        private string Number => _weights.Name.Substring(1);

        private int Vectors => dialect.Vectors(_kernel.ResultCount);

        /// <summary>Returns the vectors that hold the layer's values; none where these are the output.</summary>
        public string[] Write()
        {
            if (_kernel is Kernel.RowDotProducts)
            {
                WriteDotProducts();
            }
            else
            {
                WriteSumsOfRows();
            }

            if (_to.Place == Place.Output)
            {
                for (int vector = 0; vector < Vectors; vector++)
                {
                    int used = dialect.Used(_kernel.ResultCount, vector);
                    writer.Line(KernelWriter.StoreRow(
                        dialect, Activated(vector), _to.Name, _to.Stride, _kernel.ResultCount, Text(vector * dialect.Lanes), used, zeroPadding: false));
                }

                return [];
            }

            return [.. Enumerable.Range(0, Vectors).Select(WriteValue)];
        }

        private string WriteValue(int vector)
        {
            string activated = Activated(vector);
            string name = $"{_to.Name}_{Text(vector)}";
            if (activated != name)
            {
                writer.Line($"{dialect.Vector} {name} = {activated};");
            }

            return name;
        }

        private string Activated(int vector) => layer.ActivationKernel is { } activation
            ? $"{VectorName(activation)}({Sum(vector, 0)})"
            : KernelWriter.Activated(_kernel, Sum(vector, 0));

        private void WriteDotProducts()
        {
            int vectors = dialect.Vectors(_kernel.Length);
            if (values.Length == 0)
            {
                values = [.. Enumerable.Range(0, vectors).Select(vector => $"x_{Text(vector)}")];
                for (int vector = 0; vector < vectors; vector++)
                {
                    writer.Line($"{dialect.Vector} {values[vector]} = {KernelWriter.LoadRow(dialect, layer.Step.Operands[0].Name, _kernel.FromStride, _kernel.Length, Text(vector * dialect.Lanes), dialect.Used(_kernel.Length, vector))};");
                }
            }
            else if (_kernel.Length % dialect.Lanes != 0)
            {
                // The padding of rows is zero, and so must be what meets it.
                string last = values[vectors - 1];
                writer.Line($"{last} = {KernelWriter.Masked(dialect, last, dialect.Used(_kernel.Length, vectors - 1))};");
            }

            string[] sums = [.. Enumerable.Range(0, _kernel.Rows).Select(row => $"row{Number}_{Text(row)}")];
            for (int row = 0; row < _kernel.Rows; row++)
            {
                writer.Line($"{dialect.Vector} {sums[row]} = {Weights(row, 0)} * {values[0]};");
                for (int vector = 1; vector < vectors; vector++)
                {
                    writer.Line($"{sums[row]} = {dialect.MultiplyAdd(Weights(row, vector), values[vector], sums[row])};");
                }
            }

            string results = dialect.SumsOfLanes(sums);
            writer.Line($"{dialect.Vector} {Sum(0, 0)} = {(_biases is null ? results : $"{results} + {dialect.Load(_biases.Name, "0")}")};");
        }

        private void WriteSumsOfRows()
        {
            for (int vector = 0; vector < Vectors; vector++)
            {
                writer.Line($"{dialect.Vector} {Sum(vector, 0)} = {(_biases is null ? dialect.Zero : dialect.Load(_biases.Name, Text(vector * dialect.Lanes)))};");
                for (int part = 1; part < layer.PartialSums && layer.IsLoop; part++)
                {
                    writer.Line($"{dialect.Vector} {Sum(vector, part)} = {dialect.Zero};");
                }
            }

            if (layer.IsLoop)
            {
                writer.Line($"ref {dialect.Scalar} {WeightsInTurn} = ref {_weights.Name};");
            }

            if (values.Length == 0)
            {
                WriteRowsOfSample();
            }
            else
            {
                WriteRowsOfRegisters();
            }

            for (int vector = 0; vector < Vectors && layer.PartialSums > 1; vector++)
            {
                string[] parts = [.. Enumerable.Range(0, layer.PartialSums).Select(part => Sum(vector, part))];
                writer.Line($"{parts[0]} = {KernelWriter.SumInPairs(parts)};");
            }
        }

        /// <summary>The rows times the sample's numbers, which come from memory.</summary>
        private void WriteRowsOfSample()
        {
            string from = layer.Step.Operands[0].Name;
            int turn = layer.RowsInTurn;
            int whole = layer.IsLoop ? _kernel.Rows / turn * turn : 0;
            if (whole > 0)
            {
                using (writer.Block($"for (int k = 0; k < {Text(whole)}; k += {Text(turn)})"))
                {
                    for (int row = 0; row < turn; row++)
                    {
                        WriteRow(row, dialect.Broadcast(VectorDialect.At(from, Text(row))), $"factor{Text(row)}");
                    }

                    writer.Line($"{from} = ref Unsafe.Add(ref {from}, {Text(turn)});");
                    WriteNextWeights(turn);
                }
            }

            for (int row = 0; row < _kernel.Rows - whole; row++)
            {
                WriteRow(row, dialect.Broadcast(VectorDialect.At(from, Text(row))), $"factor{Number}_{Text(whole + row)}");
            }
        }

        /// <summary>The rows times lanes of registers, group by group.</summary>
        private void WriteRowsOfRegisters()
        {
            int size = dialect.LanesOfGroup;
            int done = 0;
            foreach (string value in values)
            {
                int lanes = Math.Min(dialect.Lanes, _kernel.Rows - done);
                if (layer.IsLoop && lanes == dialect.Lanes)
                {
                    using (writer.Block($"for (int group = 0; group < {Text(dialect.Lanes / size)}; group++)"))
                    {
                        writer.Line($"{dialect.Vector} lanes = {dialect.Group(value, 0)};");
                        for (int lane = 0; lane < size; lane++)
                        {
                            WriteRow(lane, dialect.Lane("lanes", lane), $"factor{Text(lane)}");
                        }

                        writer.Line($"{value} = {dialect.NextGroup(value)};");
                        WriteNextWeights(size);
                    }
                }
                else
                {
                    WriteGroups(value, lanes, done, firstRow: layer.IsLoop ? 0 : done);
                }

                done += lanes;
            }
        }

        /// <summary>The rows times some lanes of a vector, without a loop.</summary>
        /// <param name="done">The rows before them.</param>
        /// <param name="firstRow">The same, behind those that a loop has moved on.</param>
        private void WriteGroups(string value, int lanes, int done, int firstRow)
        {
            int size = dialect.LanesOfGroup;
            for (int lane = 0; lane < lanes; lane++)
            {
                string group = $"lanes{Number}_{Text((done + lane) / size)}";
                if (lane % size == 0)
                {
                    writer.Line($"{dialect.Vector} {group} = {dialect.Group(value, lane / size)};");
                }

                WriteRow(firstRow + lane, dialect.Lane(group, lane % size), $"factor{Number}_{Text(done + lane)}");
            }
        }

        /// <summary>A row times one number, in all lanes of a vector, which has a local if it is needed more than once.</summary>
        private void WriteRow(int row, string factor, string local)
        {
            if (Vectors > 1)
            {
                writer.Line($"{dialect.Vector} {local} = {factor};");
                factor = local;
            }

            for (int vector = 0; vector < Vectors; vector++)
            {
                string sum = Sum(vector, row % layer.PartialSums);
                bool begins = !layer.IsLoop && row > 0 && row < layer.PartialSums;
                writer.Line(begins
                    ? $"{dialect.Vector} {sum} = {factor} * {Weights(row, vector)};"
                    : $"{sum} = {dialect.MultiplyAdd(factor, Weights(row, vector), sum)};");
            }
        }

        private void WriteNextWeights(int rows) =>
            writer.Line($"{WeightsInTurn} = ref Unsafe.Add(ref {WeightsInTurn}, {Text(rows * _kernel.WeightStride)});");

        private string WeightsInTurn => "w" + Number;

        private string Weights(int row, int vector) =>
            dialect.Load(layer.IsLoop ? WeightsInTurn : _weights.Name, Text((row * _kernel.WeightStride) + (vector * dialect.Lanes)));

        private string Sum(int vector, int part) => $"z{Number}_{Text(vector)}{(part == 0 ? "" : "_" + Text(part))}";
    }
}
