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
        yield return $"{LectureText.Sized("a^0", plan.Layers[0].Inputs)} = x";
        foreach (InspectedLayer layer in plan.Layers)
        {
            string l = LectureText.Number(layer.Number);
            string biases = layer.Biases is null ? "" : $", {LectureText.Sized("b^" + l, layer.Outputs)}";
            yield return $"  |   {LectureText.Sized("W^" + l, layer.Outputs, layer.Inputs)}{biases}";
            yield return $"{LectureText.Sized("z^" + l, layer.Outputs)} = W^{l} a^{LectureText.Number(layer.Number - 1)}{(layer.Biases is null ? "" : $" + b^{l}")}";
            yield return "  |   " + Function(layer.Function);
            yield return $"{LectureText.Sized("a^" + l, layer.Outputs)} = f(z^{l})";
        }

        InspectedLayer last = plan.Layers[plan.Layers.Count - 1];
        yield return "  |";
        yield return plan.Loss is InspectedLoss.Sum sum
            ? $"C = sum over the outputs of {Formula(sum.Value, last.Number)}"
            : $"C = - sum over the outputs of y ln a^{LectureText.Number(last.Number)}";
    }

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
            yield return i == plan.Layers.Count - 1 ? OutputError(plan.Loss, layer) : HiddenError(layer, plan.Layers[i + 1]);
            if (layer.Biases is not null)
            {
                yield return LectureText.BiasGradient(layer.Number, layer.Outputs);
            }

            yield return LectureText.WeightGradient(layer.Number, layer.Outputs, LectureText.Activations(layer.Number - 1), layer.Inputs);
        }
    }

    private static string OutputError(InspectedLoss loss, InspectedLayer layer)
    {
        string l = LectureText.Number(layer.Number);
        string delta = $"(BP1) {LectureText.Sized("delta^" + l, layer.Outputs)}";
        return loss switch
        {
            InspectedLoss.Sum { ThroughSoftmax: true } sum =>
                $"{delta} = J dC/da^{l} with J = diag(a) - a a^T for a = a^{l}, dC/da^{l} = {Formula(sum.Derivative, layer.Number)}",
            InspectedLoss.Sum sum =>
                $"{delta} = dC/da^{l}{(layer.Function is LayerFunction.Identity ? "" : $" (.) f'(z^{l})")} = {Formula(sum.Derivative, layer.Number)}",
            _ => $"{delta} = a^{l} sum(y) - y",
        };
    }

    private static string HiddenError(InspectedLayer layer, InspectedLayer next)
    {
        string l = LectureText.Number(layer.Number);
        string delta = $"(BP2) {LectureText.Sized("delta^" + l, layer.Outputs)}";
        string carried = LectureText.ErrorsCarriedBack(next.Number, next.Outputs, next.Inputs);
        return layer.Function switch
        {
            LayerFunction.Elementwise => $"{delta} = ({carried}) (.) {LectureText.Sized($"f'(z^{l})", layer.Outputs)}",
            LayerFunction.Softmax => $"{delta} = J ({carried}) with J = diag(a) - a a^T for a = a^{l}",
            _ => $"{delta} = {carried}",
        };
    }
}
