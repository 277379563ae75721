using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>What the remarks of a generated class tell of its network in the lecture's terms, line by line.</summary>
/// <param name="Diagram">The way from x to C, with each function and its derivative.</param>
/// <param name="Equations">(BP1) to (BP4) for each layer, in the order in which they are computed.</param>
internal sealed record LecturePage(EquatableArray<string> Diagram, EquatableArray<string> Equations)
{
    public static LecturePage Of(InspectionPlan plan) => new(DrawDiagram(plan).ToEquatableArray(), WriteEquations(plan).ToEquatableArray());

    /// <summary>A layer's formula with the layer's number at z and a.</summary>
    public static string Formula(Expression expression, int layer)
    {
        string l = LectureText.Number(layer);
        return FormulaWriter.Write(Substitution.Replace(
            Substitution.Replace(expression, new Variable("z"), new Variable("z" + l)), new Variable("a"), new Variable("a" + l)));
    }

    private static IEnumerable<string> DrawDiagram(InspectionPlan plan)
    {
        yield return $"{LectureText.Sized("a^0", plan.InputSize)} = x";
        foreach (InspectedLayer layer in plan.Layers)
        {
            string l = LectureText.Number(layer.Number);
            switch (layer)
            {
                case InspectedDense dense:
                    string biases = dense.Biases is null ? "" : $", {LectureText.Sized("b^" + l, dense.Outputs)}";
                    yield return $"  |   {LectureText.Sized("W^" + l, dense.Outputs, dense.Inputs)}{biases}";
                    yield return $"{LectureText.Sized("z^" + l, dense.Outputs)} = W^{l} a^{LectureText.Number(dense.Read)}{(dense.Biases is null ? "" : $" + b^{l}")}";
                    yield return "  |   " + Function(dense.Function);
                    yield return $"{LectureText.Sized("a^" + l, dense.Outputs)} = f(z^{l})";
                    break;
                case InspectedFunction function:
                    string parameters = string.Join(", ", function.Parameters.Select(parameter => LectureText.Sized(LectureText.Superscript(parameter.Symbol), function.Outputs)));
                    yield return "  |" + (parameters.Length == 0 ? "" : "   " + parameters);
                    yield return $"{LectureText.Sized("a^" + l, function.Outputs)} = {FormulaWriter.Write(function.Value)}";
                    break;
                case InspectedSoftmax softmax:
                    yield return "  |";
                    yield return $"{LectureText.Sized("a^" + l, softmax.Outputs)} = {(softmax.IsLogarithmic ? "ln " : "")}softmax(a^{LectureText.Number(softmax.Read)})";
                    break;
            }
        }

        InspectedLayer last = plan.Last;
        bool isLogarithm = last is InspectedSoftmax { IsLogarithmic: true };
        yield return "  |";
        yield return plan.Loss is InspectedLoss.Sum sum
            ? $"C = sum over the outputs of {OfLast(plan, sum.Value)}"
            : $"C = - sum over the outputs of y {(isLogarithm ? "" : "ln ")}a^{LectureText.Number(last.Number)}";
    }

    /// <summary>A formula of the loss in the symbols of the last layer; where that has no z, what it reads stands for it.</summary>
    public static string OfLast(InspectionPlan plan, Expression expression) => plan.Last is InspectedDense
        ? Formula(expression, plan.Last.Number)
        : Formula(Substitution.Replace(expression, new Variable("z"), new Variable("a" + LectureText.Number(plan.Last.Reads[0]))), plan.Last.Number);

    /// <summary>f(z), and f'(z) as it is derived: in z and, where that is possible, in a.</summary>
    private static string Function(LayerFunction function)
    {
        switch (function)
        {
            case LayerFunction.Softmax:
                return "f(z) = softmax(z) = exp(z) / sum of exp(z), da/dz = diag(a) - a a^T";
            case LayerFunction.Elementwise { Activation: { Value: var value, Derivative: var derivative } }:
                Expression fromResult = ResultSubstitution.Express(derivative, value, "a");
                string inResult = fromResult != derivative && !Substitution.FreeVariables(fromResult).Contains("z")
                    ? " = " + Bracketed(fromResult)
                    : "";
                return $"f(z) = {FormulaWriter.Write(value)}, f'(z) = {(inResult.Length > 0 ? Bracketed(derivative) : FormulaWriter.Write(derivative))}{inResult}";
            default:
                return "f(z) = z, f'(z) = 1";
        }
    }

    /// <summary>In an equation of three sides, choices stand in parentheses.</summary>
    private static string Bracketed(Expression expression) =>
        expression is Select ? $"({FormulaWriter.Write(expression)})" : FormulaWriter.Write(expression);

    private static IEnumerable<string> WriteEquations(InspectionPlan plan)
    {
        for (int i = plan.Layers.Count - 1; i >= 0; i--)
        {
            InspectedLayer layer = plan.Layers[i];
            bool isLast = i == plan.Layers.Count - 1;
            if (isLast && !(plan.Loss.IsFolded && layer is not InspectedDense))
            {
                yield return OutputError(plan, layer);
            }
            else if (!isLast)
            {
                yield return HiddenError(plan, layer);
            }

            switch (layer)
            {
                case InspectedDense dense:
                    if (dense.Biases is not null)
                    {
                        yield return LectureText.BiasGradient(layer.Number, layer.Outputs);
                    }

                    yield return LectureText.WeightGradient(layer.Number, layer.Outputs, LectureText.Activations(dense.Read), dense.Inputs);
                    break;
                case InspectedFunction function:
                    foreach (InspectedParameter parameter in function.Parameters)
                    {
                        string symbol = LectureText.Superscript(parameter.Symbol);
                        yield return $"(BP3) {LectureText.Sized("dC/d" + symbol, layer.Outputs)} = {Through(function, parameter.Symbol)}";
                    }

                    break;
            }
        }
    }

    private static string OutputError(InspectionPlan plan, InspectedLayer layer)
    {
        string l = LectureText.Number(layer.Number);
        string delta = $"(BP1) {LectureText.Sized((layer is InspectedDense ? "delta^" : "dC/da^") + l, layer.Outputs)}";
        return (plan.Loss, layer) switch
        {
            (InspectedLoss.Sum sum, not InspectedDense) => $"{delta} = {OfLast(plan, sum.Derivative)}",
            (InspectedLoss.Sum { ThroughSoftmax: true } sum, _) =>
                $"{delta} = J dC/da^{l} with J = diag(a) - a a^T for a = a^{l}, dC/da^{l} = {Formula(sum.Derivative, layer.Number)}",
            (InspectedLoss.Sum sum, InspectedDense dense) =>
                $"{delta} = dC/da^{l}{(dense.Function is LayerFunction.Identity ? "" : $" (.) f'(z^{l})")} = {Formula(sum.Derivative, layer.Number)}",
            _ => $"{delta} = a^{l} sum(y) - y",
        };
    }

    /// <summary>The gradient of a layer before the last: what comes back from all layers that read it.</summary>
    private static string HiddenError(InspectionPlan plan, InspectedLayer layer)
    {
        string l = LectureText.Number(layer.Number);
        bool isFoldedIn = plan.Loss.IsFolded && plan.Last is not InspectedDense && plan.Last.Reads.Contains(layer.Number);
        string carried = isFoldedIn ? OfLoss(plan) : string.Join(" + ", plan.Readers(layer.Number).Select(reader => CarriedBack(reader, layer.Number)));
        string delta = $"({(isFoldedIn ? "BP1" : "BP2")}) {LectureText.Sized((layer is InspectedDense ? "delta^" : "dC/da^") + l, layer.Outputs)}";
        return (layer as InspectedDense)?.Function switch
        {
            LayerFunction.Elementwise => $"{delta} = ({carried}) (.) {LectureText.Sized($"f'(z^{l})", layer.Outputs)}",
            LayerFunction.Softmax => $"{delta} = J ({carried}) with J = diag(a) - a a^T for a = a^{l}",
            _ => $"{delta} = {carried}",
        };
    }

    /// <summary>The gradient that the loss gives by what the last layer reads.</summary>
    private static string OfLoss(InspectionPlan plan)
    {
        string l = LectureText.Number(plan.Last.Number);
        return plan.Loss is InspectedLoss.Sum sum ? OfLast(plan, sum.Derivative)
            : plan.Last is InspectedSoftmax { IsLogarithmic: true } ? $"exp(a^{l}) sum(y) - y"
            : $"a^{l} sum(y) - y";
    }

    /// <summary>What comes back from a layer to one that it reads.</summary>
    public static string CarriedBack(InspectedLayer reader, int read)
    {
        string r = LectureText.Number(reader.Number);
        return reader switch
        {
            InspectedDense dense => LectureText.ErrorsCarriedBack(dense.Number, dense.Outputs, dense.Inputs),
            InspectedFunction function => Through(function, "a" + LectureText.Number(read)),
            InspectedSoftmax { IsLogarithmic: true } => $"(dC/da^{r} - exp(a^{r}) sum(dC/da^{r}))",
            _ => $"J dC/da^{r} with J = diag(a) - a a^T for a = a^{r}",
        };
    }

    /// <summary>dC/da of a function times its derivative by one of its operands.</summary>
    private static string Through(InspectedFunction function, string operand)
    {
        string gradient = "dC/da^" + LectureText.Number(function.Number);
        return Derivative.Of(function.Value, operand) switch
        {
            Constant { Value: 1 } => gradient,
            var derivative => $"{gradient} (.) {Factor(derivative)}",
        };
    }

    private static string Factor(Expression expression) => expression is Variable ? FormulaWriter.Write(expression) : $"({FormulaWriter.Write(expression)})";
}
