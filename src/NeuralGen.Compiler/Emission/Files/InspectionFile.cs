using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>
/// What a network shows of itself: the trace of a sample, the Jacobian and products with it. First the part of the user's
/// class, with every name written in full, then the plain code behind it.
/// </summary>
internal sealed class InspectionFile
{
    private const string Guard = "global::NeuralGen.Runtime.Guard";

    private readonly SourceWriter _writer = new();
    private readonly ExecutionPlan _plan;
    private readonly string _scalar;
    private readonly string _pass;
    private readonly string _heading;

    private InspectionFile(TypeIdentity type, ExecutionPlan plan)
    {
        _plan = plan;
        _scalar = VectorDialect.Create(plan.Precision, 0).Scalar;
        _pass = $"global::{GeneratedNames.Namespace(type)}.{GeneratedNames.Inspection}";
        _heading = PartialClass.Heading(type.Type);
    }

    private string ReadOnlySpan => $"global::System.ReadOnlySpan<{_scalar}>";

    private string Span => $"global::System.Span<{_scalar}>";

    public static GeneratedFile Write(TypeIdentity type, ExecutionPlan plan)
    {
        var file = new InspectionFile(type, plan);
        SourceFile.Header(
            file._writer, type, "This file: the Jacobian, and the error of every neuron, in plain loops to read and to step through. Training does not use it.");
        PartialClass.Write(file._writer, type, file.WriteClass);
        file._writer.Blank();
        SourceFile.HelperNamespace(file._writer, type, () => new InspectionPassWriter(file._writer, plan).Write());
        return new GeneratedFile("Inspection.g.cs", file._writer.ToString());
    }

    private void WriteClass()
    {
        using (_writer.Block(_heading))
        {
            WriteBackward();
            WriteJacobian();
            WriteProduct(
                "JacobianVectorProduct", "J v, the change of a^L for a small change v of the input, with J = da^L/dx.", "InputSize", "OutputSize");
            WriteProduct(
                "VectorJacobianProduct", "v^T J, the gradient by the input of the sum of v (.) a^L, with J = da^L/dx: backpropagation with v for dC/da^L.",
                "OutputSize", "InputSize");
            WriteTrace();
        }
    }

    private void WriteBackward()
    {
        _writer.Line("/// <summary>Backpropagation for one sample that keeps every a, z and delta, so that (BP1) to (BP4) can be checked one by one.</summary>");
        _writer.Line("/// <param name=\"input\">The sample x: InputSize numbers.</param>");
        _writer.Line("/// <param name=\"target\">The target y: OutputSize numbers.</param>");
        _writer.Line("/// <param name=\"gradient\">Overwritten with the gradient of the loss; has the network's layout.</param>");
        _writer.Line("/// <param name=\"trace\">Overwritten with every a^l, z^l and delta^l.</param>");
        _writer.Line("/// <returns>The loss C.</returns>");
        using (_writer.Block($"public {_scalar} Backward({ReadOnlySpan} input, {ReadOnlySpan} target, global::NeuralGen.ParameterVector<{_scalar}> gradient, Trace trace)"))
        {
            CheckLength("input", "InputSize");
            CheckLength("target", "OutputSize");
            _writer.Line($"{Guard}.Gradient(gradient, this.Parameters, nameof(gradient));");
            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(trace);");
            foreach (string read in new[] { "input", "target" })
            {
                _writer.Line($"{Guard}.NoOverlap(gradient.Storage, {read}, nameof(gradient), nameof({read}));");
                _writer.Line($"{Guard}.NoOverlap(trace.Memory, {read}, nameof(trace), nameof({read}));");
            }

            _writer.Line($"return {_pass}.Backward(this.Parameters.Storage, input, target, gradient.Storage, trace.Memory);");
        }
    }

    private void WriteJacobian()
    {
        JacobianSweep sweep = _plan.Inspection.Sweep;
        _writer.Line("/// <summary>The Jacobian J = da^L/dx: how each output changes with each input.</summary>");
        _writer.Line("/// <remarks>");
        _writer.Line(sweep.Backwards
            ? $"/// Row by row: {Count(sweep.Sweeps, "backward sweep")}, one for each output, with {Text(sweep.MultiplyAdds)} multiply-adds in all. Forward"
            : $"/// Column by column: {Count(sweep.Sweeps, "forward sweep")}, one for each input, with {Text(sweep.MultiplyAdds)} multiply-adds in all. Backward");
        _writer.Line($"/// sweeps, one for each {(sweep.Backwards ? "input" : "output")}, would take {Text(sweep.OtherMultiplyAdds)}.");
        _writer.Line("/// </remarks>");
        _writer.Line("/// <param name=\"input\">The sample x: InputSize numbers.</param>");
        _writer.Line("/// <param name=\"jacobian\">Receives J, row-major [OutputSize, InputSize]. Must not overlap <paramref name=\"input\"/>.</param>");
        using (_writer.Block($"public void Jacobian({ReadOnlySpan} input, {Span} jacobian)"))
        {
            CheckLength("input", "InputSize");
            _writer.Line($"{Guard}.Rows(jacobian.Length, OutputSize, InputSize, nameof(jacobian));");
            CheckOverlap("jacobian", "input");
            _writer.Line($"{_pass}.Jacobian(this.Parameters.Storage, input, jacobian);");
        }
    }

    private void WriteProduct(string name, string summary, string vectorSize, string productSize)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Line("/// <param name=\"input\">The sample x: InputSize numbers.</param>");
        _writer.Line($"/// <param name=\"vector\">The vector v: {vectorSize} numbers.</param>");
        _writer.Line($"/// <param name=\"product\">Receives {productSize} numbers. Must not overlap what is read.</param>");
        using (_writer.Block($"public void {name}({ReadOnlySpan} input, {ReadOnlySpan} vector, {Span} product)"))
        {
            CheckLength("input", "InputSize");
            CheckLength("vector", vectorSize);
            CheckLength("product", productSize);
            CheckOverlap("product", "input");
            CheckOverlap("product", "vector");
            _writer.Line($"{_pass}.{name}(this.Parameters.Storage, input, vector, product);");
        }
    }

    private void WriteTrace()
    {
        _writer.Line("/// <summary>The vectors of one sample, under the lecture's names: z^l = W^l a^(l-1) + b^l, a^l = f(z^l), delta^l = dC/dz^l.</summary>");
        _writer.Line("/// <remarks>Belongs to its caller, who may use it again and again; threads need one each.</remarks>");
        using (_writer.Block("public sealed class Trace"))
        {
            InspectionPlan plan = _plan.Inspection;
            _writer.Line($"internal {_scalar}[] Memory {{ get; }} = new {_scalar}[{Text(plan.Length)}];");
            Vector("A0", "a^0 = x, the input.", 0, _plan.InputSize);
            foreach (InspectedLayer layer in plan.Layers)
            {
                string l = Text(layer.Number);
                if (layer is InspectedDense dense)
                {
                    string biases = dense.Biases is null ? "" : $" + b^{l}";
                    Vector("Z" + l, $"z^{l} = W^{l} a^{Text(dense.Read)}{biases}.", dense.WeightedInputs, layer.Outputs);
                }

                Vector("A" + l, $"a^{l} = {InspectionPassWriter.Formula(layer)}.", layer.Activations, layer.Outputs);
                if (layer is InspectedDense)
                {
                    Vector("Delta" + l, $"delta^{l} = dC/dz^{l}, the error of layer {l}.", layer.Errors, layer.Outputs);
                }
                else if (layer != plan.Last || !plan.Loss.IsFolded)
                {
                    Vector(InspectionPassWriter.ErrorName(layer), $"dC/da^{l}, the gradient by what layer {l} gives.", layer.Errors, layer.Outputs);
                }
            }
        }
    }

    private void Vector(string name, string summary, int offset, int length)
    {
        _writer.Blank();
        _writer.Line($"/// <summary>{Xml(summary)}</summary>");
        _writer.Line($"public {ReadOnlySpan} {name} => new(this.Memory, {Text(offset)}, {Text(length)});");
    }

    private void CheckLength(string argument, string size) => _writer.Line($"{Guard}.Length({argument}.Length, {size}, nameof({argument}));");

    private void CheckOverlap(string written, string read) =>
        _writer.Line($"{Guard}.NoOverlap({written}, {read}, nameof({written}), nameof({read}));");
}
