using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Functions;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>The derivatives on plain numbers, each method with what its formulas share computed once.</summary>
internal sealed class FormulasFile
{
    private readonly SourceWriter _writer;
    private readonly DerivedFunction _function;
    private readonly FunctionNames _names;
    private readonly VectorDialect _dialect;
    private readonly SortedSet<ElementaryFunction> _called = [];

    private FormulasFile(SourceWriter writer, DerivedFunction function)
    {
        _writer = writer;
        _function = function;
        _names = new FunctionNames(function.Declaration);
        _dialect = new MathDialect(function.Declaration.Precision);
    }

    private FunctionDeclaration Declaration => _function.Declaration;

    private string Parameters => string.Join(", ", _names.Arguments.Select(name => $"{_dialect.Scalar} {name}"));

    private string WithSpan => $"{Parameters}, Span<{_dialect.Scalar}> {FunctionNames.Derivatives}";

    public static GeneratedFile Write(DerivedFunction function) => FunctionFile.Helpers(
        function.Declaration,
        "Formulas.g.cs",
        "This file: the derivatives, as formulas with locals for what occurs more than once.",
        writer => new FormulasFile(writer, function).WriteClass());

    private void WriteClass()
    {
        _writer.Line($"/// <summary>{Declaration.Name.TrimStart('@')} and its derivatives on plain numbers.</summary>");
        using (_writer.Block($"internal static class {_names.FormulasClass}"))
        {
            if (Declaration.IsTuple)
            {
                WriteJacobian();
            }
            else
            {
                WriteGradient();
                _writer.Blank();
                WriteHessian();
                if (Declaration.Parameters.Count == 1)
                {
                    _writer.Blank();
                    WriteDerivative();
                }
            }

            if (_called.Count > 0)
            {
                _writer.Blank();
                ElementaryFunctions.Write(_writer, _dialect, _called);
            }
        }
    }

    private void WriteGradient()
    {
        using (_writer.Block($"internal static {_dialect.Scalar} Gradient({WithSpan})"))
        {
            Declare([(FunctionNames.Value, Declaration.Results[0]), .. _names.Slopes.Zip(_function.First, (name, slope) => (name, slope))]);
            Store(_names.Slopes);
            _writer.Line($"return {FunctionNames.Value};");
        }
    }

    private void WriteHessian()
    {
        int n = Declaration.Parameters.Count;
        string Name(int row, int column) => $"second{Text(row + 1)}_{Text(column + 1)}";
        (int Row, int Column)[] upper = [.. Enumerable.Range(0, n * n).Select(i => (i / n, i % n)).Where(entry => entry.Item2 >= entry.Item1)];
        using (_writer.Block($"internal static {_dialect.Scalar} Hessian({WithSpan})"))
        {
            Declare([(FunctionNames.Value, Declaration.Results[0]), .. upper.Select(entry => (Name(entry.Row, entry.Column), _function.Second[(entry.Row * n) + entry.Column]))]);
            Store([.. Enumerable.Range(0, n * n).Select(i => Name(Math.Min(i / n, i % n), Math.Max(i / n, i % n)))]);
            _writer.Line($"return {FunctionNames.Value};");
        }
    }

    private void WriteDerivative()
    {
        using (_writer.Block($"internal static {_dialect.Scalar} Derivative({Parameters})"))
        {
            Declare([(_names.Slopes[0], _function.First[0])]);
            _writer.Line($"return {_names.Slopes[0]};");
        }
    }

    private void WriteJacobian()
    {
        int n = Declaration.Parameters.Count;
        string[] values = [.. Declaration.Results.Select((_, i) => "value_" + Text(i + 1))];
        string[] slopes = [.. _function.First.Select((_, i) => $"{_names.Slopes[i % n]}_{Text((i / n) + 1)}")];
        string result = string.Join(", ", values.Select(_ => _dialect.Scalar));
        using (_writer.Block($"internal static ({result}) Jacobian({WithSpan})"))
        {
            Declare([.. values.Zip(Declaration.Results, (name, value) => (name, value)), .. slopes.Zip(_function.First, (name, slope) => (name, slope))]);
            Store(slopes);
            _writer.Line($"return ({string.Join(", ", values)});");
        }
    }

    private void Declare(IReadOnlyList<(string Name, Expression Value)> results)
    {
        (string Name, Expression Value)[] inArguments = [.. results.Select(result => (result.Name, _names.InArguments(result.Value)))];
        ExpressionEmitter.Declare(_writer, _dialect, inArguments, _names.Reserved);
        _called.UnionWith(ExpressionEmitter.Functions(inArguments.Select(result => result.Value)).Select(_dialect.MethodFor).OfType<ElementaryFunction>());
    }

    private void Store(IReadOnlyList<string> names)
    {
        foreach ((string name, int i) in names.Select((name, i) => (name, i)))
        {
            _writer.Line($"{FunctionNames.Derivatives}[{Text(i)}] = {name};");
        }
    }
}
