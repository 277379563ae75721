using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Functions;

/// <summary>A function with its first and second derivatives.</summary>
/// <param name="First">dresult/dparameter: a row for each result, a column for each parameter.</param>
/// <param name="Second">The second derivatives of the single result, all n by n of them; empty for a tuple.</param>
internal sealed record DerivedFunction(
    FunctionDeclaration Declaration, EquatableArray<Expression> First, EquatableArray<Expression> Second)
{
    public static DerivedFunction Derive(FunctionDeclaration declaration)
    {
        string[] variables = [.. declaration.Parameters.Select(parameter => parameter.Name)];
        Expression[] first = [.. declaration.Results.SelectMany(result => variables.Select(variable => Derivative.Of(result, variable)))];
        return new DerivedFunction(
            declaration,
            first.ToEquatableArray(),
            (declaration.IsTuple ? [] : Hessian(first, variables)).ToEquatableArray());
    }

    /// <summary>The order of two differentiations does not matter, so half of them are enough.</summary>
    private static Expression[] Hessian(Expression[] gradient, string[] variables)
    {
        int n = variables.Length;
        var hessian = new Expression[n * n];
        for (int row = 0; row < n; row++)
        {
            for (int column = row; column < n; column++)
            {
                hessian[(row * n) + column] = hessian[(column * n) + row] = Derivative.Of(gradient[row], variables[column]);
            }
        }

        return hessian;
    }
}
