using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.Compiler.Emission.Dialects;

/// <summary>
/// How one tier writes arithmetic on its vectors. Kernels and functions are written once against this class; every
/// operand is C# text that stands for a vector of <see cref="Lanes"/> numbers (in the scalar tier, for one number).
/// Results that are not calls or names come in parentheses, so they nest freely.
/// </summary>
internal abstract class VectorDialect(Precision precision, int bits)
{
    public static VectorDialect Create(Precision precision, int bits) =>
        bits == 0 ? new ScalarDialect(precision) : new SimdDialect(precision, bits);

    public Precision Precision { get; } = precision;

    /// <summary>The width of a vector, or 0 for the scalar tier.</summary>
    public int Bits { get; } = bits;

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string Scalar { get; } = precision.Keyword();

    /// <summary><c>int</c> or <c>long</c>: the integer as wide as <see cref="Scalar"/>.</summary>
    public string Integer { get; } = precision == Precision.Single ? "int" : "long";

    public abstract int Lanes { get; }

    /// <summary>Whether an instruction makes numbers of integers, and one shifts integers right with their sign.</summary>
    public bool ConvertsIntegers => Precision == Precision.Single || Bits is 0 or 512;

    /// <summary>The vectors that cover so many numbers, the last of which may be used in part.</summary>
    public int Vectors(int length) => (length + Lanes - 1) / Lanes;

    /// <summary>The lanes that are used of one of these vectors.</summary>
    public int Used(int length, int vector) => Math.Min(Lanes, length - (vector * Lanes));

    /// <summary>The type of a vector, such as <c>Vector256&lt;float&gt;</c>.</summary>
    public abstract string Vector { get; }

    /// <summary>The type of a vector of integers, such as <c>Vector256&lt;int&gt;</c>.</summary>
    public abstract string IntegerVector { get; }

    /// <summary>A number as a C# literal that reads back to exactly the value rounded to the precision.</summary>
    public string Literal(double value)
    {
        value = Precision == Precision.Single ? (float)value : value;
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return Scalar + (double.IsNaN(value) ? ".NaN" : value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        return Precision == Precision.Single
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f"
            : value.ToString("R", CultureInfo.InvariantCulture) is var text && text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>A vector with a constant in every lane.</summary>
    public string Constant(double value) => Broadcast(Literal(value));

    public abstract string Zero { get; }

    /// <summary>A vector with one number, given as C# text, in every lane.</summary>
    public abstract string Broadcast(string scalar);

    /// <summary>A vector with an integer constant in every lane.</summary>
    public abstract string IntegerConstant(long value);

    /// <summary>Reads <see cref="Lanes"/> numbers from <paramref name="reference"/> on, <paramref name="offset"/> elements ahead.</summary>
    public abstract string Load(string reference, string offset);

    /// <summary>A statement, without semicolon, that writes a vector.</summary>
    public abstract string Store(string value, string reference, string offset);

    /// <summary>Of how many vectors the sums were asked for at once so far; they need methods of their own.</summary>
    public SortedSet<int> SumsOfVectors { get; } = [];

    /// <summary>Whether the lanes of a vector were added so far by a method that generated code brings along.</summary>
    public bool NeedsSumOfLanes { get; protected set; }

    /// <summary>The sums of no more vectors than a vector has lanes, as one vector; lanes behind them are zero.</summary>
    public virtual string SumsOfLanes(IReadOnlyCollection<string> vectors)
    {
        SumsOfVectors.Add(vectors.Count);
        return $"{Emission.Functions.SumsOfLanes.Name(vectors.Count)}({string.Join(", ", vectors)})";
    }

    /// <summary>Whether vectors of several rows were added so far, by a method that generated code brings along.</summary>
    public bool NeedsSumOfRows { get; private set; }

    /// <summary>The sum of the first vectors of some rows, which lie a stride apart.</summary>
    public string SumOfRows(string reference, int stride, string count)
    {
        NeedsSumOfRows = true;
        return $"{Emission.Functions.SumOfRows.Name}(ref {reference}, {stride.ToString(CultureInfo.InvariantCulture)}, {count})";
    }

    /// <summary>The methods that take lanes out of a vector and were asked for so far.</summary>
    public SortedSet<string> LaneMethods { get; } = new(StringComparer.Ordinal);

    /// <summary>The lanes of a group: of 128 bits, within which a lane goes to all others in one cheap instruction.</summary>
    public int LanesOfGroup => Precision == Precision.Single ? 4 : 2;

    /// <summary>A vector whose groups are all the same one of another vector.</summary>
    public string Group(string vector, int group) => LaneMethod(Emission.Functions.LanesOfVectors.Group(group), vector);

    /// <summary>A vector with one lane of each group in all lanes of that group.</summary>
    public string Lane(string vector, int lane) => LaneMethod(Emission.Functions.LanesOfVectors.Lane(lane), vector);

    /// <summary>A vector whose groups have moved on: its first one is the second one.</summary>
    public string NextGroup(string vector) => LaneMethod(Emission.Functions.LanesOfVectors.NextGroup, vector);

    private string LaneMethod(string name, string vector)
    {
        LaneMethods.Add(name);
        return $"{name}({vector})";
    }

    /// <summary>How many numbers at the end of rows that are not padded were read so far, each once; they need methods of their own.</summary>
    public SortedSet<int> PartialLoads { get; } = [];

    /// <summary>How many numbers at the end of rows that are not padded were written so far, each once.</summary>
    public SortedSet<int> PartialStores { get; } = [];

    /// <summary>Reads the first numbers of a vector, of which no more than <paramref name="count"/> are there; the other lanes are zero.</summary>
    public virtual string LoadFirst(string reference, string offset, int count)
    {
        if (count == Lanes)
        {
            return Load(reference, offset);
        }

        PartialLoads.Add(count);
        return $"LoadFirst{count.ToString(CultureInfo.InvariantCulture)}(ref {At(reference, offset)})";
    }

    /// <summary>A statement, without semicolon, that writes the first lanes of a vector and nothing behind them.</summary>
    public virtual string StoreFirst(string value, string reference, string offset, int count)
    {
        if (count == Lanes)
        {
            return Store(value, reference, offset);
        }

        PartialStores.Add(count);
        return $"StoreFirst{count.ToString(CultureInfo.InvariantCulture)}({value}, ref {At(reference, offset)})";
    }

    /// <summary>The element some places behind a reference.</summary>
    public static string At(string reference, string offset) => offset == "0" ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    public string Add(string left, string right) => $"({left} + {right})";

    public string Subtract(string left, string right) => $"({left} - {right})";

    public string Multiply(string left, string right) => $"({left} * {right})";

    public string Divide(string left, string right) => $"({left} / {right})";

    public string Negate(string operand) => $"(-{operand})";

    /// <summary>left * right + addend: fused where the machine can, else a multiply and an add.</summary>
    public abstract string MultiplyAdd(string left, string right, string addend);

    /// <summary>The larger, as the machine's instruction has it: the second operand where one is NaN.</summary>
    public abstract string MaxNative(string left, string right);

    /// <summary>The smaller, as the machine's instruction has it: the second operand where one is NaN.</summary>
    public abstract string MinNative(string left, string right);

    public abstract string Abs(string operand);

    public abstract string Sqrt(string operand);

    /// <summary>The nearest integer, as a floating-point number.</summary>
    public abstract string Round(string operand);

    /// <summary>The magnitude of the first operand with the sign of the second.</summary>
    public abstract string CopySign(string magnitude, string sign);

    /// <summary>The functions of one number that were asked for so far and that are computed lane by lane; they need methods of their own.</summary>
    public SortedSet<Function> LaneFunctions { get; } = [];

    /// <summary>The same, of two numbers.</summary>
    public SortedSet<BinaryFunction> BinaryLaneFunctions { get; } = [];

    /// <summary>The method of generated code that computes a function; null for one that the dialect has without.</summary>
    public virtual ElementaryFunction? MethodFor(Function function) => ElementaryFunctions.Of(function);

    /// <summary>A function that generated code does not bring along, but has from the platform.</summary>
    public abstract string Call(Function function, string argument);

    /// <summary>A function of two arguments.</summary>
    public abstract string Call(BinaryFunction function, string left, string right);

    /// <summary>The class with the functions of one number: <c>MathF</c> or <c>Math</c>.</summary>
    public string MathClass { get; } = precision == Precision.Single ? "MathF" : "Math";

    /// <summary>A mask: <paramref name="comparison"/> is one of &lt;, &lt;=, &gt;, &gt;=, ==, !=.</summary>
    public abstract string Compare(string left, string comparison, string right);

    /// <summary>A condition that holds where a comparison, &lt; or &gt;, does in some lane; of integers too.</summary>
    public abstract string Any(string left, string comparison, string right);

    /// <summary>The second operand where the mask is set, else the third.</summary>
    public abstract string Select(string mask, string whenTrue, string whenFalse);

    /// <summary>A mask of the first lanes of a vector.</summary>
    public abstract string FirstLanes(int count);

    /// <summary>Converts numbers that are integers in range to an integer vector.</summary>
    public abstract string ToInteger(string operand);

    /// <summary>Converts integers to numbers.</summary>
    public abstract string FromInteger(string operand);

    /// <summary>Reinterprets the bits of numbers as integers.</summary>
    public abstract string BitsOf(string operand);

    /// <summary>Reinterprets the bits of integers as numbers.</summary>
    public abstract string FromBits(string operand);

    /// <summary>The sum of integers, which wraps around.</summary>
    public virtual string AddIntegers(string left, string right) => $"({left} + {right})";

    /// <summary>The difference of integers, which wraps around.</summary>
    public virtual string SubtractIntegers(string left, string right) => $"({left} - {right})";

    /// <summary>The bits that both integers have.</summary>
    public string AndIntegers(string left, string right) => $"({left} & {right})";

    /// <summary>Shifts integers left by a constant.</summary>
    public string ShiftLeft(string operand, int count) => $"({operand} << {count.ToString(CultureInfo.InvariantCulture)})";

    /// <summary>Shifts integers right by a constant, keeping the sign.</summary>
    public string ShiftRight(string operand, int count) => $"({operand} >> {count.ToString(CultureInfo.InvariantCulture)})";

    /// <summary>Shifts integers right by a constant, filling up with zeros: one instruction for every width of integer.</summary>
    public string ShiftRightLogical(string operand, int count) => $"({operand} >>> {count.ToString(CultureInfo.InvariantCulture)})";

    /// <summary>The first lane, a scalar.</summary>
    public abstract string FirstLane(string operand);

    /// <summary>The sum of all lanes, a scalar.</summary>
    public abstract string SumOfLanes(string operand);

    /// <summary>The largest lane, a scalar; lanes hold no NaN.</summary>
    public abstract string MaxOfLanes(string operand);
}
