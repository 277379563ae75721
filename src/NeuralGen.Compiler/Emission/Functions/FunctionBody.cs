using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>Writes the body of one function, one named step per line, so that a person can step through it.</summary>
internal sealed class FunctionBody(SourceWriter writer, VectorDialect dialect)
{
    public VectorDialect Dialect { get; } = dialect;

    public bool IsSingle { get; } = dialect.Precision == Precision.Single;

    public FunctionCoefficients Coefficients { get; } =
        dialect.Precision == Precision.Single ? FunctionCoefficients.Single : FunctionCoefficients.Double;

    /// <summary>One of two numbers or words, by precision.</summary>
    public T Choose<T>(T single, T @double) => IsSingle ? single : @double;

    /// <summary>Opens <c>internal static Vector Name(Vector parameter)</c> under its comment.</summary>
    public SourceWriter.BlockScope Method(ElementaryFunction function, string parameter, params string[] comment) =>
        Method(Dialect.Vector, function, parameter, comment);

    /// <summary>Opens a method that returns something else than a vector.</summary>
    public SourceWriter.BlockScope Method(string result, ElementaryFunction function, string parameter, params string[] comment)
    {
        Comments(comment);
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        return writer.Block($"internal static {result} {function}({Dialect.Vector} {parameter})");
    }

    /// <summary>Opens a block that is run under a condition.</summary>
    public SourceWriter.BlockScope If(string condition) => writer.Block($"if ({WithoutParentheses(condition)})");

    public void Comment(string text) => writer.Line("// " + text);

    public SourceWriter.BlockScope Else() => writer.Block("else");

    /// <summary>Declares vectors that get their values in blocks.</summary>
    public void Declare(params string[] names) => writer.Line($"{Dialect.Vector} {string.Join(", ", names)};");

    /// <summary>Names a vector; returns the name.</summary>
    public string Let(string name, string value) => Let(Dialect.Vector, name, value);

    /// <summary>Names a vector of integers; returns the name.</summary>
    public string LetInteger(string name, string value) => Let(Dialect.IntegerVector, name, value);

    /// <summary>Names a value of another type; returns the name.</summary>
    public string Let(string type, string name, string value)
    {
        writer.Line($"{type} {name} = {WithoutParentheses(value)};");
        return name;
    }

    /// <summary>Gives a name a new value.</summary>
    public void Assign(string name, string value) => writer.Line($"{name} = {WithoutParentheses(value)};");

    public void Return(string value) => writer.Line($"return {WithoutParentheses(value)};");

    /// <summary>
    /// Names the value of a polynomial, coefficients from the lowest power up. It goes by Horner's rule in the square
    /// over pairs c0 + c1 x, which do not wait for one another: half the latency of the plain rule. The first
    /// <paramref name="skip"/> coefficients are left out, and the others count from that power up.
    /// </summary>
    public string Polynomial(string name, double[] coefficients, string variable, string square, int skip = 0)
    {
        string Pair(int first) =>
            Dialect.MultiplyAdd(variable, Dialect.Constant(coefficients[first + 1]), Dialect.Constant(coefficients[first]));

        bool single = (coefficients.Length - skip) % 2 == 1;
        int next = coefficients.Length - (single ? 3 : 2);
        Let(name, single ? Dialect.MultiplyAdd(square, Dialect.Constant(coefficients[next + 2]), Pair(next)) : Pair(next));
        for (next -= 2; next >= skip; next -= 2)
        {
            Assign(name, Dialect.MultiplyAdd(name, square, Pair(next)));
        }

        return name;
    }

    /// <summary>
    /// The same for a long polynomial whose number of coefficients is a multiple of four: Horner's rule in the fourth power
    /// over groups of four, half the latency once more.
    /// </summary>
    public string LongPolynomial(string name, double[] coefficients, string variable, string square, string fourthPower)
    {
        string Pair(int first) =>
            Dialect.MultiplyAdd(variable, Dialect.Constant(coefficients[first + 1]), Dialect.Constant(coefficients[first]));

        string Group(int first) => Dialect.MultiplyAdd(square, Pair(first + 2), Pair(first));

        int next = coefficients.Length - 4;
        Let(name, Group(next));
        for (next -= 4; next >= 0; next -= 4)
        {
            Assign(name, Dialect.MultiplyAdd(name, fourthPower, Group(next)));
        }

        return name;
    }

    /// <summary>Names the value of a polynomial by Horner's rule: for one so short that pairs would not pay.</summary>
    public string Horner(string name, double[] coefficients, string variable)
    {
        int next = coefficients.Length - 1;
        string value = Dialect.Constant(coefficients[next]);
        for (next--; next > 0; next--)
        {
            value = Dialect.MultiplyAdd(value, variable, Dialect.Constant(coefficients[next]));
        }

        return Let(name, Dialect.MultiplyAdd(value, variable, Dialect.Constant(coefficients[0])));
    }

    private void Comments(string[] lines)
    {
        foreach (string line in lines)
        {
            Comment(line);
        }
    }

    /// <summary>Dialects put parentheses around what they return; a statement of its own needs none.</summary>
    private static string WithoutParentheses(string value)
    {
        if (value[0] != '(')
        {
            return value;
        }

        int depth = 0;
        for (int i = 0; i < value.Length; i++)
        {
            depth += value[i] == '(' ? 1 : value[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i == value.Length - 1 ? value.Substring(1, value.Length - 2) : value;
            }
        }

        return value;
    }
}
