using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Functions;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>Writes a function and its derivatives as formulas, for remarks.</summary>
internal static class FormulaText
{
    /// <summary>Nobody reads longer lines; they are cut into steps.</summary>
    private const int LongestLine = 140;

    private const char FirstMark = '\uE000';

    public static IEnumerable<string> Gradient(DerivedFunction function) =>
        Lines(function, [.. Values(function), .. function.Declaration.Parameters.Zip(function.First, (parameter, slope) => ($"df/d{parameter.Name}", slope))]);

    public static IEnumerable<string> Jacobian(DerivedFunction function)
    {
        int n = function.Declaration.Parameters.Count;
        return Lines(function, [.. Values(function), .. function.First.Select((slope, i) =>
            ($"df{Text((i / n) + 1)}/d{function.Declaration.Parameters[i % n].Name}", slope))]);
    }

    public static IEnumerable<string> Hessian(DerivedFunction function)
    {
        EquatableArray<Declaration.FunctionParameter> parameters = function.Declaration.Parameters;
        int n = parameters.Count;
        IEnumerable<(string, Expression)> upper = function.Second
            .Select((second, i) => (Row: i / n, Column: i % n, Second: second))
            .Where(entry => entry.Column >= entry.Row)
            .Select(entry => ($"d2f/d{parameters[entry.Row].Name}d{parameters[entry.Column].Name}", entry.Second));
        return Lines(function, [.. Values(function), .. upper]);
    }

    private static IEnumerable<(string, Expression)> Values(DerivedFunction function) => function.Declaration.IsTuple
        ? function.Declaration.Results.Select((result, i) => ("f" + Text(i + 1), result))
        : [("f", function.Declaration.Results[0])];

    /// <summary>Names, then equals signs below one another. What occurs twice in long formulas gets a line of its own.</summary>
    private static IEnumerable<string> Lines(DerivedFunction function, IReadOnlyList<(string Name, Expression Value)> formulas)
    {
        string[] parameters = [.. function.Declaration.Parameters.Select(parameter => parameter.Name)];
        (string Name, string Text)[] lines = [.. formulas.Select(formula => (formula.Name, Write(formula.Value, parameters)))];
        if (lines.Any(line => line.Text.Length > LongestLine))
        {
            lines = [.. StraightLineCode.Compile(formulas, parameters).Select(step => (step.Name, Write(step.Value, parameters)))];
        }

        int width = lines.Max(line => line.Name.Length);
        return lines.Select(line => $"{line.Name.PadRight(width)} = {line.Text}");
    }

    /// <summary>
    /// A formula in which names stay as they are: in those of networks a number at the end is the layer, a superscript.
    /// </summary>
    private static string Write(Expression expression, string[] parameters)
    {
        string[] names = [.. parameters, .. Substitution.FreeVariables(expression).Except(parameters)];
        Dictionary<string, string> marks = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => ((char)(FirstMark + pair.i)).ToString(), StringComparer.Ordinal);
        string text = FormulaWriter.Write(Substitution.Rename(expression, marks));
        return string.Concat(text.Select(character => character >= FirstMark && character < FirstMark + names.Length
            ? names[character - FirstMark]
            : character.ToString()));
    }
}
