using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Emission.Dialects;

/// <summary>Plain numbers: a vector of one lane.</summary>
internal class ScalarDialect(Precision precision) : VectorDialect(precision, 0)
{
    public override int Lanes => 1;

    public override string Vector => Scalar;

    public override string IntegerVector => Integer;

    public override string Zero => Literal(0);

    public override string Broadcast(string scalar) => scalar;

    public override string IntegerConstant(long value) =>
        value.ToString(CultureInfo.InvariantCulture) + (Precision == Precision.Single ? "" : "L");

    public override string Load(string reference, string offset) => At(reference, offset);

    public override string Store(string value, string reference, string offset) => $"{Load(reference, offset)} = {value}";

    public override string MultiplyAdd(string left, string right, string addend) => $"({left} * {right} + {addend})";

    public override string MaxNative(string left, string right) => $"{Scalar}.MaxNative({left}, {right})";

    public override string MinNative(string left, string right) => $"{Scalar}.MinNative({left}, {right})";

    public override string Abs(string operand) => $"{Scalar}.Abs({operand})";

    public override string Sqrt(string operand) => $"{Scalar}.Sqrt({operand})";

    public override string Round(string operand) => $"{Scalar}.Round({operand})";

    public override string CopySign(string magnitude, string sign) => $"{Scalar}.CopySign({magnitude}, {sign})";

    public override string Call(Function function, string argument) => $"{MathClass}.{function}({argument})";

    public override string Call(BinaryFunction function, string left, string right) => $"{MathClass}.{function}({left}, {right})";

    public override string Compare(string left, string comparison, string right) => $"({left} {comparison} {right})";

    public override string Any(string left, string comparison, string right) => Compare(left, comparison, right);

    public override string Select(string mask, string whenTrue, string whenFalse) => $"({mask} ? {whenTrue} : {whenFalse})";

    public override string FirstLanes(int count) => count > 0 ? "true" : "false";

    public override string ToInteger(string operand) => $"unchecked(({Integer}){operand})";

    public override string FromInteger(string operand) => $"(({Scalar}){operand})";

    public override string BitsOf(string operand) =>
        Precision == Precision.Single ? $"BitConverter.SingleToInt32Bits({operand})" : $"BitConverter.DoubleToInt64Bits({operand})";

    public override string FromBits(string operand) =>
        Precision == Precision.Single ? $"BitConverter.Int32BitsToSingle({operand})" : $"BitConverter.Int64BitsToDouble({operand})";

    public override string AddIntegers(string left, string right) => $"unchecked({left} + {right})";

    public override string SubtractIntegers(string left, string right) => $"unchecked({left} - {right})";

    public override string FirstLane(string operand) => operand;

    public override string SumOfLanes(string operand) => operand;

    public override string SumsOfLanes(IReadOnlyCollection<string> vectors) => vectors.Single();

    public override string MaxOfLanes(string operand) => operand;
}
