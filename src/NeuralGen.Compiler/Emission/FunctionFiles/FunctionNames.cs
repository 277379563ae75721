using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>The names in the generated files of one function.</summary>
internal sealed class FunctionNames
{
    private readonly Dictionary<string, string> _arguments;

    public FunctionNames(FunctionDeclaration declaration)
    {
        string stem = declaration.Name.TrimStart('@');
        string overload = declaration.Overload == 0 ? "" : Invariant.Text(declaration.Overload + 1);
        FormulasClass = stem + "Function" + overload;
        VectorsClass = stem + "Vectors" + overload;
        Namespace = Files.GeneratedNames.Namespace(declaration.Type);

        var taken = new HashSet<string>(StringComparer.Ordinal) { Derivatives, Value };
        Arguments = [.. declaration.Parameters.Select((parameter, i) => Unused(IsPlain(parameter) ? parameter.Name : "argument" + Invariant.Text(i + 1), taken))];
        _arguments = declaration.Parameters
            .Zip(Arguments, (parameter, argument) => (parameter.Name, argument))
            .ToDictionary(pair => pair.Name, pair => pair.argument, StringComparer.Ordinal);
        Slopes = [.. Arguments.Select(argument => Unused("d" + argument, taken))];
        Reserved = [.. taken];
    }

    /// <summary>The local with the function's value.</summary>
    public const string Value = "value";

    /// <summary>The span that receives the derivatives.</summary>
    public const string Derivatives = "derivatives";

    /// <summary>The namespace of everything but the siblings, where the user has no names.</summary>
    public string Namespace { get; }

    /// <summary>The class with the formulas on plain numbers.</summary>
    public string FormulasClass { get; }

    /// <summary>The class with the loops over spans.</summary>
    public string VectorsClass { get; }

    /// <summary>The parameters as the formulas' methods call them: a name of the user's may be a keyword there, or hide a class.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The local with the derivative by each parameter.</summary>
    public IReadOnlyList<string> Slopes { get; }

    /// <summary>The names that no other local may have.</summary>
    public IReadOnlyCollection<string> Reserved { get; }

    /// <summary>An expression in the parameters, in <see cref="Arguments"/>.</summary>
    public Expression InArguments(Expression expression) => Substitution.Rename(expression, _arguments);

    /// <summary>A name for a parameter of a sibling, beside those of the method.</summary>
    public static string Beside(FunctionDeclaration declaration, string name)
    {
        var taken = new HashSet<string>(declaration.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        return Unused(name, taken);
    }

    /// <summary>Classes and methods start with a capital letter, so what starts with a small one hides none.</summary>
    private static bool IsPlain(FunctionParameter parameter) =>
        parameter.Escaped == parameter.Name && parameter.Name[0] is >= 'a' and <= 'z'
        && parameter.Name.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'));

    private static string Unused(string name, HashSet<string> taken)
    {
        string candidate = name;
        for (int number = 2; !taken.Add(candidate); number++)
        {
            candidate = name + Invariant.Text(number);
        }

        return candidate;
    }
}
