using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Planning;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>What networks have that are no chains of dense layers: functions of several values, and errors that are sums over branches.</summary>
internal sealed partial class InspectionPassWriter
{
    /// <summary>Names that code around an expression has already.</summary>
    private static readonly string[] Locals = ["i", "j", "v", "w", "x", "change", "result"];

    private static string ParameterName(InspectedParameter parameter) => char.ToUpperInvariant(parameter.Symbol[0]) + parameter.Symbol.Substring(1);

    /// <summary>The values of a layer that does something else than a product with weights.</summary>
    private void WriteForward(InspectedLayer layer)
    {
        string l = Text(layer.Number);
        writer.Blank();
        writer.Line($"// a^{l} = {Formula(layer)}");
        switch (layer)
        {
            case InspectedFunction function:
                WriteLoop(function, function.Value, value => $"v.A{l}[j] = {value};");
                break;
            case InspectedSoftmax softmax:
                writer.Line($"{Plain}.{(softmax.IsLogarithmic ? "LogSoftmax" : "Softmax")}(v.A{Text(softmax.Read)}, v.A{l});");
                break;
        }
    }

    /// <summary>The change of such a layer's values, in the place of their gradient.</summary>
    private void WriteChange(InspectedLayer layer)
    {
        string l = Text(layer.Number);
        switch (layer)
        {
            case InspectedFunction function:
                // The changes of what it reads are variables like any other.
                Expression change = Simplifier.Simplify(new Sum(function.Reads
                    .Select(read => (Expression)(new Variable(ChangeName(read)) * Derivative.Of(function.Value, "a" + Text(read)))).ToEquatableArray()));
                WriteLoop(function, change, value => $"v.GradientOfA{l}[j] = {value};", changes: true);
                break;
            case InspectedSoftmax softmax:
                writer.Line($"{ErrorOf(softmax.Read)}.CopyTo(v.GradientOfA{l});");
                writer.Line($"{Plain}.{(softmax.IsLogarithmic ? "TimesLogSoftmaxJacobian" : "TimesSoftmaxJacobian")}(v.A{l}, v.GradientOfA{l});");
                break;
        }
    }

    /// <summary>The loss, and its derivative where it begins: at the last layer, or, folded, at what that reads.</summary>
    private void WriteLossOfFunction()
    {
        string l = Text(Last.Number);
        string read = Text(Last.Reads[0]);
        switch (_plan.Loss)
        {
            case InspectedLoss.CrossEntropy when Last is InspectedSoftmax { IsLogarithmic: true }:
                writer.Line($"// (BP1) C = - sum y a^{l}; through ln softmax dC/da^{l} folds to dC/da^{read} = exp(a^{l}) sum(y) - y");
                writer.Line($"{Scalar} loss = {Plain}.LogLikelihood(v.A{l}, y, {ErrorOf(Last.Reads[0])});");
                break;
            case InspectedLoss.CrossEntropy:
                writer.Line($"// (BP1) C = - sum y ln a^{l}; through softmax and logarithm dC/da^{l} folds to dC/da^{read} = a^{l} sum(y) - y");
                writer.Line($"{Scalar} loss = {Plain}.CrossEntropy(v.A{read}, v.A{l}, y, {ErrorOf(Last.Reads[0])});");
                break;
            case InspectedLoss.Sum sum:
                string error = sum.IsFolded ? ErrorOf(Last.Reads[0]) : ErrorOf(Last.Number);
                writer.Line($"// (BP1) C = sum of {LecturePage.OfLast(_plan, sum.Value)}; dC/da^{(sum.IsFolded ? read : l)} = {LecturePage.OfLast(_plan, sum.Derivative)}");
                writer.Line($"{Scalar} loss = {Plain}.Loss<{LossName}>(v.A{(sum.IsFolded ? read : l)}, v.A{l}, y, {error});");
                break;
        }
    }

    /// <summary>
    /// What leads from a vector in the place of the output's gradient to where the backward sweep begins. A loss that is folded
    /// with the last layer begins behind that layer, so the sweep is without it.
    /// </summary>
    private void StartFromOutput()
    {
        if (Last is InspectedDense dense)
        {
            MultiplyByDerivative(dense);
        }
        else if (_plan.Loss.IsFolded)
        {
            writer.Line($"{ErrorOf(Last.Reads[0])}.Clear();");
            AddCarriedBack(Last, Last.Reads[0], ErrorOf(Last.Reads[0]));
        }
    }

    /// <summary>The error of a layer that several others read, or one that is not dense.</summary>
    private void WriteErrorFromSeveral(InspectedLayer layer)
    {
        string error = ErrorOf(layer.Number);
        string l = Text(layer.Number);
        bool isStarted = _plan.Loss.IsFolded && Last is not InspectedDense && Last.Reads.Contains(layer.Number);
        if (!isStarted)
        {
            InspectedLayer[] readers = [.. _plan.Readers(layer.Number)];

            // Where f is the identity, that is the error already.
            string result = layer is InspectedDense { Function: LayerFunction.Identity } ? "delta^" : "dC/da^";
            writer.Blank();
            writer.Line($"// (BP2) {result}{l} = {string.Join(" + ", readers.Select(reader => LecturePage.CarriedBack(reader, layer.Number)))}");
            writer.Line($"{error}.Clear();");
            foreach (InspectedLayer reader in readers)
            {
                AddCarriedBack(reader, layer.Number, error);
            }
        }

        if (layer is InspectedDense { Function: not LayerFunction.Identity } dense)
        {
            writer.Blank();
            writer.Line(dense.Function switch
            {
                LayerFunction.Elementwise function =>
                    $"// (BP2) delta^{l} = dC/da^{l} (.) f'(z^{l}), f'(z^{l}) = {LecturePage.Formula(function.Activation.Derivative, layer.Number)}",
                _ => $"// (BP2) delta^{l} = J dC/da^{l} with softmax's Jacobian J = diag(a) - a a^T, a = a^{l}",
            });
            MultiplyByDerivative(dense);
        }
    }

    /// <summary>dC/dx = v^T J, when the errors of all layers are there.</summary>
    private void WriteInputGradient(string destination)
    {
        InspectedLayer[] readers = [.. _plan.Readers(0)];
        if (readers.Length == 1 && readers[0] is InspectedDense dense)
        {
            writer.Line($"w.W{Text(dense.Number)}.TransposedTimes(v.Delta{Text(dense.Number)}, {destination});");
            return;
        }

        string result = destination;
        if (destination.Contains('('))
        {
            result = "result";
            writer.Line($"Span<{Scalar}> result = {destination};");
        }

        writer.Line($"{result}.Clear();");
        foreach (InspectedLayer reader in readers)
        {
            AddCarriedBack(reader, 0, result);
        }
    }

    /// <summary>Adds what comes back from one layer to the gradient of one that it reads.</summary>
    private void AddCarriedBack(InspectedLayer reader, int read, string result)
    {
        string r = Text(reader.Number);
        switch (reader)
        {
            case InspectedDense:
                writer.Line($"w.W{r}.AddTransposedTimes(v.Delta{r}, {result});");
                break;
            case InspectedSoftmax softmax:
                writer.Line($"{Plain}.{(softmax.IsLogarithmic ? "AddLogSoftmaxGradient" : "AddSoftmaxGradient")}(v.A{r}, v.GradientOfA{r}, {result});");
                break;
            case InspectedFunction function:
                Expression derivative = Derivative.Of(function.Value, "a" + Text(read));
                WriteLoop(function, derivative, value => $"{result}[j] += v.GradientOfA{r}[j]{Times(derivative, value)};");
                break;
        }
    }

    /// <summary>(BP3) for what a function reads beside its inputs.</summary>
    private void WriteParameterGradients(InspectedFunction function)
    {
        string l = Text(function.Number);
        foreach (InspectedParameter parameter in function.Parameters)
        {
            string symbol = LectureText.Superscript(parameter.Symbol);
            Expression derivative = Derivative.Of(function.Value, parameter.Symbol);
            string gradient = $"gradientOf{ParameterName(parameter)}";
            writer.Blank();
            writer.Line($"// (BP3) dC/d{symbol} = dC/da^{l} (.) da^{l}/d{symbol}, da^{l}/d{symbol} = {FormulaWriter.Write(derivative)}");
            writer.Line($"Span<{Scalar}> {gradient} = {Slice("gradient", parameter.Tensor.Offset, function.Outputs)};");
            WriteLoop(function, derivative, value => $"{gradient}[j] = v.GradientOfA{l}[j]{Times(derivative, value)};");
        }
    }

    private static string Times(Expression derivative, string value) => derivative is Constant { Value: 1 } ? "" : $" * {value}";

    /// <summary>A loop over the elements of a function's result, with an expression of what it reads.</summary>
    private void WriteLoop(InspectedFunction function, Expression expression, Func<string, string> statement, bool changes = false)
    {
        SortedSet<string> used = Substitution.FreeVariables(expression);
        using (writer.Block($"for (int j = 0; j < {Text(function.Outputs)}; j++)"))
        {
            foreach (int read in function.Reads.Where(read => used.Contains("a" + Text(read))))
            {
                writer.Line($"{Scalar} a{Text(read)} = v.A{Text(read)}[j];");
            }

            foreach (int read in function.Reads.Where(read => changes && used.Contains(ChangeName(read))))
            {
                writer.Line($"{Scalar} {ChangeName(read)} = {ErrorOf(read)}[j];");
            }

            foreach (InspectedParameter parameter in function.Parameters.Where(parameter => used.Contains(parameter.Symbol)))
            {
                writer.Line($"{Scalar} {parameter.Symbol} = w.{ParameterName(parameter)}[j];");
            }

            if (expression is Constant { Value: 1 })
            {
                writer.Line(statement("1"));
                return;
            }

            ExpressionEmitter.Declare(writer, _dialect, [("value", expression)], Locals);
            writer.Line(statement("value"));
        }
    }

    /// <summary>The place of a layer's error; of the input it is that of the change.</summary>
    private string ErrorOf(int value) => value == 0 ? "change" : "v." + ErrorName(_plan.Layers[value - 1]);

    private static string ChangeName(int value) => "changeOfA" + Text(value);

    /// <summary>Everything that is written as code of a function.</summary>
    private static IEnumerable<Expression> Expressions(InspectedFunction function)
    {
        IEnumerable<string> operands = function.Reads.Select(read => "a" + Text(read)).Concat(function.Parameters.Select(parameter => parameter.Symbol));
        return operands.Select(operand => Derivative.Of(function.Value, operand)).Append(function.Value);
    }
}
