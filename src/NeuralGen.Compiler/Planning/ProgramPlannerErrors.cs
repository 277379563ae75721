using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;
using static NeuralGen.Compiler.Planning.LectureText;

namespace NeuralGen.Compiler.Planning;

/// <summary>(BP2) for a dense layer whose values one other layer reads: both factors in one kernel, or the second one in place.</summary>
internal sealed partial class ProgramPlanner
{
    /// <summary>delta^l = (W^(l+1)T delta^(l+1)) (.) f'(z^l), with f'(z) as the epilogue of the product.</summary>
    private void Error(Node product, Node error)
    {
        Node weights = _graph.Nodes[product.Inputs[0]];
        Operand.Memory from = Memory(_graph.Nodes[product.Inputs[1]]);
        Operand.Memory to = Memory(error);
        Node[] factors = [.. Inputs(error).Where(input => !IsGradient(input))];
        string result = "delta^" + Number(error.Layer);
        string summary = $"{result} = (W^{Number(weights.Layer)}T delta^{Number(weights.Layer)}) (.) f'(z^{Number(error.Layer)}), {Derivative(error)}";
        Product(
            $"({Equation(error)}) {ErrorOf(error)}",
            WhyCarriedBack(weights.Layer, Activations(error.Layer)) + "\n" + WhyDerivative(error.Layer),
            NameOfKernel(error), summary, _parameters[weights.Index], from, to, [from, Parameter(weights), .. factors.Select(Memory), to],
            Substitution.Replace(Renamed(error), new Variable(to.Name), new Variable("g")), backwards: true,
            Rows(factors));
        Complete(product, error);
    }

    /// <summary>
    /// Whether f'(z) is little enough to be a product's epilogue. With dropout the product is a kernel that passes without dropout
    /// do not share, so there it stays as it is.
    /// </summary>
    private bool FitsProduct(Node error) => !IsDropped(error.Inputs) && FusionCost.FitsTile(Renamed(error));

    /// <summary>(BP2), second factor: delta^l = dC/da^l (.) f'(z^l), in place.</summary>
    private void Delta(Node node)
    {
        Operand.Memory delta = Memory(node);
        string layer = Number(node.Layer);
        bool dropped = IsDropped(node.Inputs);
        string gradient = dropped ? $"dC/dd^{layer} (.) m^{layer}" : "dC/da^" + layer;
        string summary = $"delta^{layer} = {gradient} (.) f'(z^{layer}), {Derivative(node)}";
        var kernel = new Kernel.Elementwise(
            (dropped ? "Dropped" : "") + NameOfKernel(node), summary, node.Length, Rows(Inputs(node)),
            new[] { new Result(delta.Name, delta.Stride, Renamed(node)) }.ToEquatableArray(), ZeroPadding: true);
        Call($"({Equation(node)}) {ErrorOf(node)}", dropped ? WhyMask(node.Layer) : WhyDerivative(node.Layer), kernel, [.. Inputs(node).Select(Memory)]);
        Complete(node);
    }

    /// <summary>The equation of an error, with what its derivative is.</summary>
    private string ErrorOf(Node error)
    {
        string layer = Number(error.Layer);
        string mask = IsDropped(error.Inputs) ? $" (.) {Sized("m^" + layer, error.Length)}" : "";
        return $"{Sized(Errors(error.Layer), error.Length)} = {CarriedBack(error)}{mask} (.) {Sized($"f'(z^{layer})", error.Length)}, {Derivative(error)}";
    }

    /// <summary>Where f'(z) comes from.</summary>
    private string Derivative(Node error)
    {
        if (Inputs(error).Any(IsSlope))
        {
            return "stored by the forward pass";
        }

        Expression factor = Substitution.Replace(Renamed(error), new Variable(Memory(error).Name), new Constant(1));
        if (IsDropped(error.Inputs))
        {
            factor = Substitution.Replace(factor, new Variable("m" + Number(error.Layer)), new Constant(1));
        }

        return $"f'(z^{Number(error.Layer)}) = {FormulaWriter.Write(Simplifier.Simplify(factor))}";
    }
}
