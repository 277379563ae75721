using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Functions;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>
/// The methods beside the user's: they check lengths and call the formulas. They stand among the user's own names, so
/// every other name is written in full.
/// </summary>
internal sealed class SiblingsFile
{
    private readonly SourceWriter _writer = new();
    private readonly DerivedFunction _function;
    private readonly FunctionDeclaration _declaration;
    private readonly FunctionNames _names;
    private readonly string _scalar;
    private readonly string _stem;

    private SiblingsFile(DerivedFunction function)
    {
        _function = function;
        _declaration = function.Declaration;
        _names = new FunctionNames(_declaration);
        _scalar = _declaration.Precision.Keyword();
        _stem = _declaration.Name.TrimStart('@');
    }

    private string Formulas => $"global::{_names.Namespace}.{_names.FormulasClass}";

    private string Vectors => $"global::{_names.Namespace}.{_names.VectorsClass}";

    private string Span => $"global::System.Span<{_scalar}>";

    private string ReadOnlySpan => $"global::System.ReadOnlySpan<{_scalar}>";

    private int Inputs => _declaration.Parameters.Count;

    private int Outputs => _declaration.Results.Count;

    public static GeneratedFile Write(DerivedFunction function)
    {
        var file = new SiblingsFile(function);
        FunctionFile.Header(file._writer, file._declaration, "This file: the methods to call. The mathematics is beside it, in Formulas.g.cs.");
        if (file._declaration.Accessibility.StartsWith("protected", StringComparison.Ordinal))
        {
            // The user's own method has been through this.
            file._writer.Line("#pragma warning disable CS0628 // A protected member in a sealed class.");
            file._writer.Blank();
        }

        FunctionFile.Within(file._writer, file._declaration.Type, file.WriteMethods);
        return new GeneratedFile("g.cs", file._writer.ToString());
    }

    private void WriteMethods()
    {
        if (_declaration.IsTuple)
        {
            WriteWithSpan("Jacobian", "jacobian", Outputs * Inputs, FormulaText.Jacobian(_function),
                $"The values of {Reference} and their derivatives, the Jacobian matrix.",
                $"Receives the {Text(Outputs * Inputs)} derivatives row by row: a row for each value, a column for each parameter.");
            return;
        }

        WriteWithSpan("Gradient", "gradient", Inputs, FormulaText.Gradient(_function),
            $"The value of {Reference} and its derivatives, the gradient.",
            $"Receives the {Count(Inputs, "derivative")}, in the order of the parameters.");
        _writer.Blank();
        WriteWithSpan("Hessian", "hessian", Inputs * Inputs, FormulaText.Hessian(_function),
            $"The value of {Reference} and its second derivatives, the Hessian matrix.",
            $"Receives the {Count(Inputs * Inputs, "second derivative")} row by row, all of the symmetric matrix.");
        if (Inputs == 1)
        {
            _writer.Blank();
            WriteDerivative();
            _writer.Blank();
            WriteOverSpans(_declaration.Name, "Values", $"{Reference} of each number of a span.");
            _writer.Blank();
            WriteOverSpans(_stem + "Derivative", "Derivatives", $"The derivative of {Reference} at each number of a span.");
        }
    }

    private string Reference => $"<c>{_stem}</c>";

    private string Result => _declaration.IsTuple ? $"({string.Join(", ", Enumerable.Repeat(_scalar, Outputs))})" : _scalar;

    private IEnumerable<string> Parameters => _declaration.Parameters.Select(parameter => $"{_scalar} {parameter.Escaped}");

    private IEnumerable<string> Arguments => _declaration.Parameters.Select(parameter => parameter.Escaped);

    private void WriteWithSpan(string suffix, string spanName, int length, IEnumerable<string> formulas, string summary, string receives)
    {
        string span = FunctionNames.Beside(_declaration, spanName);
        WriteSummary(summary, formulas);
        foreach (FunctionParameter parameter in _declaration.Parameters)
        {
            WriteParameter(parameter.Name, "A parameter of the function.");
        }

        WriteParameter(span, receives);
        _writer.Line($"/// <returns>What {Reference} returns.</returns>");
        _writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The span's length is not {Text(length)}.</exception>");
        using (_writer.Block($"{_declaration.Accessibility} static {Result} {_stem}{suffix}({string.Join(", ", Parameters)}, {Span} {span})"))
        {
            _writer.Line($"global::NeuralGen.Runtime.Guard.Length({span}.Length, {Text(length)}, \"{span}\");");
            _writer.Line($"return {Formulas}.{suffix}({string.Join(", ", Arguments)}, {span});");
        }
    }

    private void WriteDerivative()
    {
        WriteSummary($"The derivative of {Reference}.", FormulaText.Gradient(_function));
        WriteParameter(_declaration.Parameters[0].Name, "Where to take it.");
        _writer.Line("/// <returns>The derivative.</returns>");
        _writer.Line($"{_declaration.Accessibility} static {_scalar} {_stem}Derivative({Parameters.Single()}) =>");
        using (_writer.Indent())
        {
            _writer.Line($"{Formulas}.Derivative({Arguments.Single()});");
        }
    }

    private void WriteOverSpans(string name, string loop, string summary)
    {
        FunctionParameter x = _declaration.Parameters[0];
        string result = FunctionNames.Beside(_declaration, "result");
        WriteSummary(summary, []);
        WriteParameter(x.Name, "The numbers.");
        WriteParameter(result, "Receives the results; it may be the same memory as the numbers.");
        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">The lengths differ, or the spans overlap without being the same.</exception>");
        using (_writer.Block($"{_declaration.Accessibility} static void {name}({ReadOnlySpan} {x.Escaped}, {Span} {result})"))
        {
            _writer.Line($"global::NeuralGen.Runtime.Guard.Length({result}.Length, {x.Escaped}.Length, \"{result}\");");
            _writer.Line($"global::NeuralGen.Runtime.Guard.SameOrSeparate<{_scalar}>({result}, {x.Escaped}, \"{result}\", \"{x.Name}\");");
            _writer.Line($"{Vectors}.{loop}({x.Escaped}, {result});");
        }
    }

    private void WriteSummary(string summary, IEnumerable<string> formulas)
    {
        _writer.Line($"/// <summary>{summary}</summary>");
        string[] lines = [.. formulas];
        if (lines.Length > 0)
        {
            _writer.Line("/// <remarks>");
            _writer.Line("/// <code>");
            _writer.Lines(lines.Select(line => "/// " + Xml(line)));
            _writer.Line("/// </code>");
            _writer.Line("/// </remarks>");
        }
    }

    private void WriteParameter(string name, string text) => _writer.Line($"/// <param name=\"{name}\">{text}</param>");
}
