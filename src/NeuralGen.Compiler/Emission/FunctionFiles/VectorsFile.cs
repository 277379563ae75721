using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Functions;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>A function of one number and its derivative over spans, with the widest vectors that the machine has.</summary>
internal sealed class VectorsFile
{
    private const string Value = "Value";
    private const string Slope = "Slope";

    private readonly SourceWriter _writer;
    private readonly DerivedFunction _function;
    private readonly FunctionNames _names;
    private readonly string _scalar;
    private readonly int[] _tiers;

    private VectorsFile(SourceWriter writer, DerivedFunction function)
    {
        _writer = writer;
        _function = function;
        _names = new FunctionNames(function.Declaration);
        _scalar = function.Declaration.Precision.Keyword();
        _tiers = Planning.Tier.WidthsOf(function.Declaration.Widths);
    }

    public static GeneratedFile Write(DerivedFunction function) => FunctionFile.Helpers(
        function.Declaration,
        "Vectors.g.cs",
        "This file: the function and its derivative over spans, a vector of numbers at a time.",
        writer => new VectorsFile(writer, function).WriteClass());

    private void WriteClass()
    {
        _writer.Line($"/// <summary>{_function.Declaration.Name.TrimStart('@')} and its derivative over spans of one length.</summary>");
        using (_writer.Block($"internal static class {_names.VectorsClass}"))
        {
            WriteChoice("Values");
            _writer.Blank();
            WriteChoice("Derivatives");
            foreach (int bits in _tiers)
            {
                _writer.Blank();
                WriteTier(VectorDialect.Create(_function.Declaration.Precision, bits));
            }
        }
    }

    private void WriteChoice(string loop)
    {
        using (_writer.Block($"internal static void {loop}(ReadOnlySpan<{_scalar}> numbers, Span<{_scalar}> results)"))
        {
            foreach (int bits in _tiers)
            {
                string call = $"{Tier(bits)}.{loop}(numbers, results);";
                if (bits == _tiers.Last())
                {
                    _writer.Line(call);
                    continue;
                }

                using (_writer.Block($"if (Vector{Text(bits)}.IsHardwareAccelerated)"))
                {
                    _writer.Line(call);
                    _writer.Line("return;");
                }
            }
        }
    }

    private static string Tier(int bits) => bits == 0 ? "PlainNumbers" : $"VectorsOf{Text(bits)}Bits";

    private void WriteTier(VectorDialect dialect)
    {
        using (_writer.Block($"private static class {Tier(dialect.Bits)}"))
        {
            WriteLoop(dialect, "Values", Value);
            _writer.Blank();
            WriteLoop(dialect, "Derivatives", Slope);
            _writer.Blank();
            WriteFormula(dialect, Value, _function.Declaration.Results[0]);
            _writer.Blank();
            WriteFormula(dialect, Slope, _function.First[0]);
            ElementaryFunction[] called =
            [
                .. ExpressionEmitter.Functions([_function.Declaration.Results[0]])
                    .Union(ExpressionEmitter.Functions([_function.First[0]]))
                    .Select(dialect.MethodFor).OfType<ElementaryFunction>(),
            ];
            if (called.Length > 0)
            {
                _writer.Blank();
                ElementaryFunctions.Write(_writer, dialect, called);
            }

            LaneByLane.Write(_writer, dialect);
        }
    }

    private void WriteLoop(VectorDialect dialect, string loop, string formula)
    {
        using (_writer.Block($"internal static void {loop}(ReadOnlySpan<{_scalar}> numbers, Span<{_scalar}> results)"))
        {
            _writer.Line($"ref {_scalar} first = ref MemoryMarshal.GetReference(numbers);");
            _writer.Line($"ref {_scalar} result = ref MemoryMarshal.GetReference(results);");
            if (dialect.Lanes == 1)
            {
                using (_writer.Block("for (int i = 0; i < numbers.Length; i++)"))
                {
                    _writer.Line(dialect.Store($"{formula}({dialect.Load("first", "i")})", "result", "i") + ";");
                }

                return;
            }

            _writer.Line("int i = 0;");
            using (_writer.Block($"for (; i <= numbers.Length - {Text(dialect.Lanes)}; i += {Text(dialect.Lanes)})"))
            {
                _writer.Line(dialect.Store($"{formula}({dialect.Load("first", "i")})", "result", "i") + ";");
            }

            using (_writer.Block("if (i < numbers.Length)"))
            {
                _writer.Line("// The last numbers fill no vector; in one of their own they get the same bits as the others.");
                _writer.Line($"Span<{_scalar}> rest = stackalloc {_scalar}[{Text(dialect.Lanes)}];");
                _writer.Line("numbers.Slice(i).CopyTo(rest);");
                _writer.Line($"ref {_scalar} last = ref MemoryMarshal.GetReference(rest);");
                _writer.Line(dialect.Store($"{formula}({dialect.Load("last", "0")})", "last", "0") + ";");
                _writer.Line("rest.Slice(0, numbers.Length - i).CopyTo(results.Slice(i));");
            }
        }
    }

    private void WriteFormula(VectorDialect dialect, string name, Expression expression)
    {
        string result = name == Value ? FunctionNames.Value : _names.Slopes[0];
        _writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (_writer.Block($"private static {dialect.Vector} {name}({dialect.Vector} {_names.Arguments[0]})"))
        {
            ExpressionEmitter.Declare(_writer, dialect, [(result, _names.InArguments(expression))], _names.Reserved);
            _writer.Line($"return {result};");
        }
    }
}
