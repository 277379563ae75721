using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Emission.Dialects;

/// <summary>Vectors of 128, 256 or 512 bits through the portable API of System.Runtime.Intrinsics.</summary>
internal sealed class SimdDialect(Precision precision, int bits) : VectorDialect(precision, bits)
{
    /// <summary><c>Vector128</c>, <c>Vector256</c> or <c>Vector512</c>.</summary>
    public string Class { get; } = "Vector" + bits.ToString(CultureInfo.InvariantCulture);

    public override int Lanes => Bits / (Precision == Precision.Single ? 32 : 64);

    public override string Vector => $"{Class}<{Scalar}>";

    public override string IntegerVector => $"{Class}<{Integer}>";

    public override string Zero => $"{Vector}.Zero";

    public override string Broadcast(string scalar) => $"{Class}.Create({scalar})";

    public override string IntegerConstant(long value) =>
        $"{Class}.Create({value.ToString(CultureInfo.InvariantCulture)}{(Precision == Precision.Single ? "" : "L")})";

    public override string Load(string reference, string offset) =>
        offset == "0" ? $"{Class}.LoadUnsafe(ref {reference})" : $"{Class}.LoadUnsafe(ref {reference}, {Offset(offset)})";

    public override string Store(string value, string reference, string offset) =>
        offset == "0" ? $"{value}.StoreUnsafe(ref {reference})" : $"{value}.StoreUnsafe(ref {reference}, {Offset(offset)})";

    public override string MultiplyAdd(string left, string right, string addend) => $"{Class}.MultiplyAddEstimate({left}, {right}, {addend})";

    public override string MaxNative(string left, string right) => $"{Class}.MaxNative({left}, {right})";

    public override string MinNative(string left, string right) => $"{Class}.MinNative({left}, {right})";

    public override string Abs(string operand) => $"{Class}.Abs({operand})";

    public override string Sqrt(string operand) => $"{Class}.Sqrt({operand})";

    public override string Round(string operand) => $"{Class}.Round({operand})";

    public override string CopySign(string magnitude, string sign) => $"{Class}.CopySign({magnitude}, {sign})";

    public override string Call(Function function, string argument)
    {
        if (function is Function.Sin or Function.Cos)
        {
            return $"{Class}.{function}({argument})";
        }

        LaneFunctions.Add(function);
        return $"{function}({argument})";
    }

    public override string Call(BinaryFunction function, string left, string right)
    {
        if (function is BinaryFunction.Max or BinaryFunction.Min)
        {
            return $"{Class}.{function}({left}, {right})";
        }

        BinaryLaneFunctions.Add(function);
        return $"{function}({left}, {right})";
    }

    public override string Compare(string left, string comparison, string right) => comparison switch
    {
        "<" => $"{Class}.LessThan({left}, {right})",
        "<=" => $"{Class}.LessThanOrEqual({left}, {right})",
        ">" => $"{Class}.GreaterThan({left}, {right})",
        ">=" => $"{Class}.GreaterThanOrEqual({left}, {right})",
        "==" => $"{Class}.Equals({left}, {right})",
        "!=" => $"(~{Class}.Equals({left}, {right}))",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "not a comparison"),
    };

    public override string Any(string left, string comparison, string right) => comparison switch
    {
        "<" => $"{Class}.LessThanAny({left}, {right})",
        ">" => $"{Class}.GreaterThanAny({left}, {right})",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "not a comparison of lanes"),
    };

    public override string Select(string mask, string whenTrue, string whenFalse) => $"{Class}.ConditionalSelect({mask}, {whenTrue}, {whenFalse})";

    public override string FirstLanes(int count) => $"{Class}.LessThan({Vector}.Indices, {Constant(count)})";

    public override string ToInteger(string operand) => $"{Class}.ConvertToInt{(Precision == Precision.Single ? "32" : "64")}Native({operand})";

    public override string FromInteger(string operand) => $"{Class}.ConvertTo{(Precision == Precision.Single ? "Single" : "Double")}({operand})";

    public override string BitsOf(string operand) => $"{operand}.{(Precision == Precision.Single ? "AsInt32" : "AsInt64")}()";

    public override string FromBits(string operand) => $"{operand}.{(Precision == Precision.Single ? "AsSingle" : "AsDouble")}()";

    public override string FirstLane(string operand) => $"{operand}.ToScalar()";

    public override string SumOfLanes(string operand)
    {
        if (Bits == 128)
        {
            return $"Vector128.Sum({operand})";
        }

        NeedsSumOfLanes = true;
        return $"SumOfLanes({operand})";
    }

    public override string MaxOfLanes(string operand) => $"MaxOfLanes({operand})";

    /// <summary>Offsets are native integers; a number needs no conversion.</summary>
    private static string Offset(string offset) =>
        offset.All(char.IsDigit) ? offset : offset.Contains(' ') ? $"(nuint)({offset})" : $"(nuint){offset}";
}
