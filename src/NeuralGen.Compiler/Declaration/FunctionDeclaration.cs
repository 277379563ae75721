using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Declaration;

/// <summary>One function of the user's. Equal declarations give the same generated code, byte for byte.</summary>
/// <param name="Type">The type the method stands in.</param>
/// <param name="Name">The method's name, escaped where it is a keyword.</param>
/// <param name="Accessibility">The method's accessibility as C# writes it, which its siblings share.</param>
/// <param name="Overload">0 for the first differentiable method of this name in the type, 1 for the next.</param>
/// <param name="Parameters">The parameters, which are the variables of the expressions.</param>
/// <param name="Results">What the method returns: one expression, or those of a tuple.</param>
/// <param name="IsTuple">Whether it returns a tuple.</param>
internal sealed record FunctionDeclaration(
    TypeIdentity Type,
    string Name,
    string Accessibility,
    int Overload,
    Precision Precision,
    EquatableArray<FunctionParameter> Parameters,
    EquatableArray<Expression> Results,
    bool IsTuple,
    VectorWidths Widths);

/// <summary>A parameter's name, which is that of a variable.</summary>
/// <param name="Escaped">The name as C# writes it, with @ before a keyword.</param>
internal sealed record FunctionParameter(string Name, string Escaped);
