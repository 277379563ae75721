using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>
/// Writes the lecture's mathematics in plain loops. One memory holds all vectors of a sample; a backward sweep goes through
/// the errors, whether it starts from the loss or from a vector, and a forward sweep of changes uses their places.
/// </summary>
internal sealed partial class InspectionPassWriter(SourceWriter writer, ExecutionPlan plan)
{
    private const string LossName = "LossOfOutput";
    private const string InputChange = "ChangeOfA0";

    private readonly VectorDialect _dialect = VectorDialect.Create(plan.Precision, 0);
    private readonly InspectionPlan _plan = plan.Inspection;

    private string Scalar => _dialect.Scalar;

    private InspectedLayer Last => _plan.Last;

    private string Plain => $"Plain<{Scalar}>";

    /// <summary>What a layer does to its z, as a formula.</summary>
    public static string Formula(InspectedLayer layer) => layer switch
    {
        InspectedDense { Function: LayerFunction.Elementwise function } => LecturePage.Formula(function.Activation.Value, layer.Number),
        InspectedDense { Function: LayerFunction.Softmax } => $"softmax(z^{Text(layer.Number)})",
        InspectedFunction function => FormulaWriter.Write(function.Value),
        InspectedSoftmax softmax => $"{(softmax.IsLogarithmic ? "ln " : "")}softmax(a^{Text(softmax.Read)})",
        _ => $"z^{Text(layer.Number)}",
    };

    /// <summary>What the errors of a layer are called: delta^l = dC/dz^l, or dC/da^l where there is no z.</summary>
    public static string ErrorName(InspectedLayer layer) => (layer is InspectedDense ? "Delta" : "GradientOfA") + Text(layer.Number);

    public void Write()
    {
        writer.Line("/// <summary>The lecture's mathematics, in the lecture's order and in plain loops.</summary>");
        using (writer.Block($"internal static class {GeneratedNames.Inspection}"))
        {
            WriteBackward();
            WriteJacobian();
            WriteProducts();
            WriteForward();
            WriteForwardSweep();
            WriteBackwardSweep();
            WriteParameters();
            WriteVectors();
            WriteFunctions();
        }
    }

    private void WriteBackward()
    {
        writer.Line("/// <summary>The loss of one sample and its gradient, with every vector on the way.</summary>");
        using (writer.Block($"internal static {Scalar} Backward(ReadOnlySpan<{Scalar}> parameters, ReadOnlySpan<{Scalar}> x, ReadOnlySpan<{Scalar}> y, Span<{Scalar}> gradient, Span<{Scalar}> memory)"))
        {
            writer.Line("Weights w = new(parameters);");
            writer.Line("Vectors v = new(memory);");
            writer.Line("Forward(w, v, x);");
            WriteOutputError();
            writer.Line("BackwardSweep(w, v);");
            foreach (InspectedFunction function in _plan.Layers.Reverse().OfType<InspectedFunction>())
            {
                WriteParameterGradients(function);
            }

            foreach (InspectedDense layer in _plan.Layers.Reverse().OfType<InspectedDense>())
            {
                string l = Text(layer.Number);
                writer.Blank();
                writer.Line($"// {(layer.Biases is null ? "" : $"(BP3) dC/db^{l} = delta^{l}; ")}(BP4) dC/dW^{l} = delta^{l} a^{Text(layer.Read)}T");
                if (layer.Biases is not null)
                {
                    writer.Line($"v.Delta{l}.CopyTo({Slice("gradient", layer.Biases.Offset, layer.Outputs)});");
                }

                writer.Line($"w.W{l}.OuterProduct(v.Delta{l}, v.A{Text(layer.Read)}, {Slice("gradient", layer.Weights)});");
            }

            writer.Blank();
            writer.Line("return loss;");
        }
    }

    /// <summary>(BP1): delta^L from the loss.</summary>
    private void WriteOutputError()
    {
        string l = Text(Last.Number);
        writer.Blank();
        if (Last is not InspectedDense)
        {
            WriteLossOfFunction();
            return;
        }

        switch (_plan.Loss)
        {
            case InspectedLoss.CrossEntropy:
                writer.Line($"// (BP1) C = - sum y ln a^{l}; through softmax and logarithm dC/da^{l} folds to delta^{l} = a^{l} sum(y) - y");
                writer.Line($"{Scalar} loss = {Plain}.CrossEntropy(v.Z{l}, v.A{l}, y, v.Delta{l});");
                break;
            case InspectedLoss.Sum sum:
                string left = sum.ThroughSoftmax ? $"dC/da^{l}" : $"delta^{l}";
                writer.Line($"// (BP1) C = sum of {LecturePage.Formula(sum.Value, Last.Number)}; {left} = {LecturePage.Formula(sum.Derivative, Last.Number)}");
                writer.Line($"{Scalar} loss = {Plain}.Loss<{LossName}>(v.Z{l}, v.A{l}, y, v.Delta{l});");
                if (sum.ThroughSoftmax)
                {
                    writer.Blank();
                    writer.Line($"// (BP1) delta^{l} = J dC/da^{l} with softmax's Jacobian J");
                    writer.Line($"{Plain}.TimesSoftmaxJacobian(v.A{l}, v.Delta{l});");
                }

                break;
        }
    }

    private void WriteJacobian()
    {
        JacobianSweep sweep = _plan.Sweep;
        string size = Text(sweep.Sweeps);
        int inputs = _plan.InputSize;
        string error = ErrorName(Last);
        writer.Line("/// <summary>da^L/dx, for one unit vector e after the other.</summary>");
        WriteOverForward("Jacobian", ["jacobian"], [], () =>
        {
            using (writer.Block($"for (int i = 0; i < {size}; i++)"))
            {
                if (sweep.Backwards)
                {
                    writer.Line("// Row i is e^T J, where e is 1 at i and 0 elsewhere.");
                    writer.Line($"v.{error}.Clear();");
                    writer.Line($"v.{error}[i] = 1;");
                    StartFromOutput();
                    writer.Line("BackwardSweep(w, v);");
                    WriteInputGradient($"jacobian.Slice(i * {Text(inputs)}, {Text(inputs)})");
                }
                else
                {
                    string place = _plan.InputChange is null ? "A0" : InputChange;
                    writer.Line(_plan.InputChange is null
                        ? "// Column i is J e, where e is 1 at i and 0 elsewhere. After the forward pass the input's place is free for e."
                        : "// Column i is J e, where e is 1 at i and 0 elsewhere.");
                    writer.Line($"v.{place}.Clear();");
                    writer.Line($"v.{place}[i] = 1;");
                    writer.Line($"ForwardSweep(w, v, v.{place});");
                    using (writer.Block($"for (int j = 0; j < {Text(Last.Outputs)}; j++)"))
                    {
                        writer.Line($"jacobian[(j * {Text(inputs)}) + i] = v.{error}[j];");
                    }
                }
            }
        });
    }

    private void WriteProducts()
    {
        string error = ErrorName(Last);
        writer.Line("/// <summary>J v: the chain rule from the input on.</summary>");
        WriteOverForward("JacobianVectorProduct", ["product"], ["vector"], () =>
        {
            writer.Line("ForwardSweep(w, v, vector);");
            writer.Line($"v.{error}.CopyTo(product);");
        });
        writer.Line("/// <summary>v^T J: the chain rule from the output back, which is (BP1) and (BP2) with v in the place of dC/da^L.</summary>");
        WriteOverForward("VectorJacobianProduct", ["product"], ["vector"], () =>
        {
            writer.Line($"vector.CopyTo(v.{error});");
            StartFromOutput();
            writer.Line("BackwardSweep(w, v);");
            WriteInputGradient("product");
        });
    }

    /// <summary>A method that works on the vectors of a forward pass, in memory that it rents.</summary>
    private void WriteOverForward(string name, string[] written, string[] read, Action body)
    {
        string[] parameters =
        [
            $"ReadOnlySpan<{Scalar}> parameters", $"ReadOnlySpan<{Scalar}> x",
            .. read.Select(span => $"ReadOnlySpan<{Scalar}> {span}"), .. written.Select(span => $"Span<{Scalar}> {span}"),
        ];
        using (writer.Block($"internal static void {name}({string.Join(", ", parameters)})"))
        {
            writer.Line($"Scratch<{Scalar}> block = Scratch<{Scalar}>.Rent({Text(_plan.Length)});");
            writer.Line("Weights w = new(parameters);");
            writer.Line($"Vectors v = new({Plain}.Memory(block, {Text(_plan.Length)}));");
            writer.Line("Forward(w, v, x);");
            body();
            writer.Line("block.Return();");
        }
    }

    private void WriteForward()
    {
        writer.Line("/// <summary>The forward pass: fills every z and a.</summary>");
        using (writer.Block($"private static void Forward(in Weights w, in Vectors v, ReadOnlySpan<{Scalar}> x)"))
        {
            writer.Line("x.CopyTo(v.A0);");
            foreach (InspectedLayer layer in _plan.Layers)
            {
                if (layer is not InspectedDense dense)
                {
                    WriteForward(layer);
                    continue;
                }

                string l = Text(layer.Number);
                string before = Text(dense.Read);
                writer.Blank();
                writer.Line($"// z^{l} = W^{l} a^{before}{(dense.Biases is null ? "" : $" + b^{l}")}, a^{l} = {Formula(layer)}");
                writer.Line($"w.W{l}.Times(v.A{before}, v.Z{l});");
                if (dense.Biases is not null)
                {
                    writer.Line($"{Plain}.Add(w.B{l}, v.Z{l});");
                }

                writer.Line(dense.Function switch
                {
                    LayerFunction.Elementwise function => $"{Plain}.Activate<{function.Activation.Name}>(v.Z{l}, v.A{l});",
                    LayerFunction.Softmax => $"{Plain}.Softmax(v.Z{l}, v.A{l});",
                    _ => $"v.Z{l}.CopyTo(v.A{l});",
                });
            }
        }
    }

    /// <summary>The chain rule from the input on.</summary>
    private void WriteForwardSweep()
    {
        writer.Line("/// <summary>The changes da^l = f'(z^l) (.) (W^l da^(l-1)) for a change of the input, each in the place of delta^l.</summary>");
        using (writer.Block($"private static void ForwardSweep(in Weights w, in Vectors v, ReadOnlySpan<{Scalar}> change)"))
        {
            foreach (InspectedLayer layer in _plan.Layers)
            {
                if (layer is not InspectedDense dense)
                {
                    WriteChange(layer);
                    continue;
                }

                string l = Text(layer.Number);
                writer.Line($"w.W{l}.Times({ErrorOf(dense.Read)}, v.Delta{l});");
                MultiplyByDerivative(dense);
            }
        }
    }

    /// <summary>(BP2), from the error of the last layer to that of the first.</summary>
    private void WriteBackwardSweep()
    {
        writer.Line(_plan.IsChain
            ? "/// <summary>(BP2) From delta^L back to delta^1.</summary>"
            : "/// <summary>(BP2) From the error of the output back to that of the first layer; a value that several layers read has the sum of what comes back from them.</summary>");
        using (writer.Block("private static void BackwardSweep(in Weights w, in Vectors v)"))
        {
            for (int i = _plan.Layers.Count - 2; i >= 0; i--)
            {
                InspectedLayer layer = _plan.Layers[i];
                InspectedLayer[] readers = [.. _plan.Readers(layer.Number)];
                if (layer is InspectedDense dense && readers.Length == 1 && readers[0] is InspectedDense reader)
                {
                    WriteError(dense, reader);
                }
                else
                {
                    WriteErrorFromSeveral(layer);
                }
            }
        }
    }

    /// <summary>delta^l of a layer that one dense layer reads.</summary>
    private void WriteError(InspectedDense layer, InspectedDense reader)
    {
        string l = Text(layer.Number);
        string next = Text(reader.Number);
        string product = $"W^{next}T delta^{next}";
        writer.Blank();
        writer.Line(layer.Function switch
        {
            LayerFunction.Elementwise function =>
                $"// (BP2) delta^{l} = ({product}) (.) f'(z^{l}), f'(z^{l}) = {LecturePage.Formula(function.Activation.Derivative, layer.Number)}",
            LayerFunction.Softmax => $"// (BP2) delta^{l} = J ({product}) with softmax's Jacobian J = diag(a) - a a^T, a = a^{l}",
            _ => $"// (BP2) delta^{l} = {product}, for f'(z^{l}) is 1",
        });
        writer.Line($"w.W{next}.TransposedTimes(v.Delta{next}, v.Delta{l});");
        MultiplyByDerivative(layer);
    }

    /// <summary>From dC/da to delta, in the place of delta; or from dz to da.</summary>
    private void MultiplyByDerivative(InspectedDense layer)
    {
        string l = Text(layer.Number);
        switch (layer.Function)
        {
            case LayerFunction.Elementwise function:
                writer.Line($"{Plain}.TimesDerivative<{function.Activation.Name}>(v.Z{l}, v.Delta{l});");
                break;
            case LayerFunction.Softmax:
                writer.Line($"{Plain}.TimesSoftmaxJacobian(v.A{l}, v.Delta{l});");
                break;
        }
    }

    private void WriteParameters()
    {
        writer.Line("/// <summary>The parameters, where they are stored.</summary>");
        using (writer.Block($"private readonly ref struct Weights(ReadOnlySpan<{Scalar}> parameters)"))
        {
            foreach (InspectedParameter parameter in _plan.Layers.OfType<InspectedFunction>().SelectMany(function => function.Parameters))
            {
                writer.Line($"internal readonly ReadOnlySpan<{Scalar}> {ParameterName(parameter)} = {Slice("parameters", parameter.Tensor.Offset, parameter.Tensor.Shape[0])};");
            }

            foreach (InspectedDense layer in _plan.Layers.OfType<InspectedDense>())
            {
                string l = Text(layer.Number);
                writer.Line($"internal readonly StoredMatrix<{Scalar}> W{l} = new({Slice("parameters", layer.Weights)}, stride: {Text(layer.Weights.RowStride)}, rowsAreOutputs: {(layer.Weights.RowsAreOutputs ? "true" : "false")});");
                if (layer.Biases is not null)
                {
                    writer.Line($"internal readonly ReadOnlySpan<{Scalar}> B{l} = {Slice("parameters", layer.Biases.Offset, layer.Outputs)};");
                }
            }
        }
    }

    private void WriteVectors()
    {
        writer.Line("/// <summary>The vectors of a sample, one behind the other in memory.</summary>");
        using (writer.Block($"private readonly ref struct Vectors(Span<{Scalar}> memory)"))
        {
            WriteVector("A0", 0, _plan.InputSize);
            foreach (InspectedLayer layer in _plan.Layers)
            {
                string l = Text(layer.Number);
                if (layer is InspectedDense dense)
                {
                    WriteVector("Z" + l, dense.WeightedInputs, layer.Outputs);
                }

                WriteVector("A" + l, layer.Activations, layer.Outputs);
                WriteVector(ErrorName(layer), layer.Errors, layer.Outputs);
            }

            if (_plan.InputChange is { } change)
            {
                WriteVector(InputChange, change, _plan.InputSize);
            }
        }
    }

    private void WriteVector(string name, int offset, int length) =>
        writer.Line($"internal readonly Span<{Scalar}> {name} = {Slice("memory", offset, length)};");

    /// <summary>Each distinct activation, the loss, and the elementary functions they call.</summary>
    private void WriteFunctions()
    {
        var expressions = new List<Expression>();
        foreach (InspectedActivation activation in _plan.Activations)
        {
            expressions.AddRange([activation.Value, activation.Derivative]);
            writer.Line($"/// <summary>f(z) = {Xml(FormulaWriter.Write(activation.Value))}, f'(z) = {Xml(FormulaWriter.Write(activation.Derivative))}.</summary>");
            using (writer.Block($"private readonly struct {activation.Name} : IActivationFunction<{Scalar}>"))
            {
                WriteFunction("Value", $"{Scalar} z", activation.Value);
                WriteFunction("Derivative", $"{Scalar} z", activation.Derivative);
            }
        }

        if (_plan.Loss is InspectedLoss.Sum sum)
        {
            expressions.AddRange([sum.Value, sum.Derivative]);
            writer.Line($"/// <summary>What an output adds to C, and the derivative by {(sum.ThroughSoftmax || !sum.IsFolded ? "a" : "z")}.</summary>");
            using (writer.Block($"private readonly struct {LossName} : ILossFunction<{Scalar}>"))
            {
                WriteFunction("Value", $"{Scalar} z, {Scalar} a, {Scalar} y", sum.Value);
                WriteFunction("Derivative", $"{Scalar} z, {Scalar} a, {Scalar} y", sum.Derivative);
            }
        }

        expressions.AddRange(_plan.Layers.OfType<InspectedFunction>().SelectMany(Expressions));
        WriteElementaryFunctions(ElementaryFunctions.Of(expressions));
    }

    private void WriteFunction(string name, string parameters, Expression value)
    {
        writer.Blank();
        string heading = $"public static {Scalar} {name}({parameters})";
        if (ExpressionEmitter.WriteWhole(_dialect, value) is { } whole)
        {
            writer.Line($"{heading} => {whole};");
            return;
        }

        using (writer.Block(heading))
        {
            ExpressionEmitter.Declare(writer, _dialect, [("value", value)]);
            writer.Line("return value;");
        }
    }

    /// <summary>Those of the scalar kernels where these have them.</summary>
    private void WriteElementaryFunctions(SortedSet<ElementaryFunction> called)
    {
        TierPlan? scalar = plan.Tiers.FirstOrDefault(tier => tier.Bits == 0);
        HashSet<ElementaryFunction> shared = scalar is null ? [] : [.. KernelFiles.Functions(scalar, _dialect)];
        foreach (ElementaryFunction function in called.Where(shared.Contains))
        {
            writer.Blank();
            writer.Line($"private static {Scalar} {function}({Scalar} x) => {GeneratedNames.TierKernels(0)}.{function}(x);");
        }

        ElementaryFunction[] own = [.. called.Where(function => !shared.Contains(function))];
        if (own.Length > 0)
        {
            writer.Blank();
            ElementaryFunctions.Write(writer, _dialect, own);
        }
    }

    private static string Slice(string memory, TensorPlan tensor) => Slice(memory, tensor.Offset, tensor.Length);

    private static string Slice(string memory, int offset, int length) => $"{memory}.Slice({Text(offset)}, {Text(length)})";
}
