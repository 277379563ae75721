namespace NeuralGen.Generator.Tests.Hostile;

/// <summary>Declarations that are right but unusual. The at sign and a space stand for the attributes of a small network.</summary>
internal static class HostileCases
{
    /// <summary>What the user's own sources are spared: the tests are about the generated ones.</summary>
    private const string Header =
        """
        #pragma warning disable CS1591 // no documentation
        #pragma warning disable CS8981 // lower-case names
        #pragma warning disable CS8632 // annotations where nullable is off
        #pragma warning disable CS3001, CS3002, CS3003 // types outside the common language specification

        """;

    private const string Compliant = "[assembly: global::System.CLSCompliant(true)]\n";

    /// <summary>Names that begin with an underscore or differ by case alone are outside that specification themselves.</summary>
    private static readonly string[] NotCompliant = ["connecting characters", "differing by case", "members with names of locals"];

    private const string Attributes =
        "[global::NeuralGen.NeuralNetwork(3, Loss = global::NeuralGen.Loss.CrossEntropy)] [global::NeuralGen.Dense(5, global::NeuralGen.Activation.GELU)] [global::NeuralGen.Dropout(0.5)] [global::NeuralGen.Dense(2, global::NeuralGen.Activation.Softmax)] ";

    private static readonly Dictionary<string, string> Sources = new()
    {
        // Names
        ["keyword"] = "@ public partial class @class;",
        ["contextual keyword"] = "@ public partial class @record; @ public partial class @partial; @ public partial class @file; @ public partial class @required;",
        ["modern keyword"] = "@ public partial class @field; @ public partial class @scoped; @ public partial class @nint; @ public partial class @var; @ public partial class @dynamic;",
        ["keyword namespace"] = "namespace @namespace.@class.@event { @ public partial class Net; }",
        ["keyword around"] = "public partial class @int { public partial struct @base { @ public partial class @this; } }",
        ["keyword type parameter"] = "public partial class Outer<@in> { @ public partial class Net<@out, @where>; }",
        ["lower case"] = "namespace lower { public partial class outer<t> { @ public partial class net<u>; } }",
        ["Unicode"] = "namespace Ωμέγα.Ünï { @ public partial class 神經網絡; @ public partial class Нейро; }",
        ["combining marks"] = "@ public partial class Ne\u0301t; @ public partial class N\u00e9t;",
        ["formatting characters"] = "@ public partial class Ne\u200dt; @ public partial class A\u00adB;",
        ["escape sequence"] = "@ public partial class \\u004eet;",
        ["connecting characters"] = "@ public partial class _; @ public partial class __; @ public partial class A\u203fB;",
        ["differing by case"] = "@ public partial class Net; @ public partial class NET; @ public partial class nET;",
        ["same name in two namespaces"] = "namespace A { @ public partial class Net; } namespace B { @ public partial class Net; } namespace A.B { @ public partial class Net; }",
        ["same name with other arity"] = "@ public partial class Net; @ public partial class Net<T>; @ public partial class Net<T, U>;",
        ["very long"] = "@ public partial class " + string.Concat(Enumerable.Repeat("Long", 120)) + ";",

        // Places
        ["global namespace"] = "@ public partial class Net;",
        ["file-scoped namespace"] = "namespace Deep.Down; @ public partial class Net;",
        ["nested in a generic type"] = "public partial class Outer<T, U> where T : class, new() where U : struct { @ public partial class Net; }",
        ["nested in a record"] = "public partial record Outer(int X) { @ public partial class Net; }",
        ["nested in a record struct"] = "public readonly partial record struct Outer { @ public partial class Net; }",
        ["nested in a struct"] = "public partial struct Outer { @ public partial class Net; }",
        ["nested in a ref struct"] = "public ref partial struct Outer { @ public partial class Net; }",
        ["nested in an interface"] = "public partial interface IOuter { @ public partial class Net; }",
        ["nested in a static class"] = "public static partial class Outer { @ public sealed partial class Net; }",
        ["nested in an abstract class"] = "public abstract partial class Outer { @ private protected partial class Net; }",
        ["nested in a network"] = "@ public partial class Outer { @ public partial class Net; }",
        ["nested six deep"] = "namespace N { partial class A<T> { partial struct B { partial record C<U> { partial interface D { partial record struct E<V> { @ internal partial class Net<W>; } } } } } }",
        ["nested with the name of a type around"] = "namespace Net { public partial class Outer { @ public partial class Net; } }",
        ["hiding type parameters"] = "public partial class Outer<float_, Span> { @ public partial class Net; }",

        // Functions of the user's own
        ["function in a generic type"] = "public partial class Outer<T> { [global::NeuralGen.NeuralNetwork(2)] [global::NeuralGen.Dense(3, \"Bend\")] public partial class Net<U> { private static float Bend(float @class) => @class * @class; } }",
        ["function in another part"] = "[global::NeuralGen.NeuralNetwork(2)] [global::NeuralGen.Dense(3, \"Bend\")] public partial class Net; public partial class Net { private static float Bend(float sample) { float z = sample * 2; return z < 0 ? -z : global::System.MathF.Sqrt(z); } }",
        ["functions with names of generated things"] = "[global::NeuralGen.NeuralNetwork(2, CustomLoss = \"Loss\")] [global::NeuralGen.Dense(3, \"Sigmoid\")] public partial class Net { private static float Sigmoid(float output) => output; private static float Loss(float y, float a) => (y - a) * (y - a); }",
        ["loss that is no function of anything"] = "[global::NeuralGen.NeuralNetwork(2, CustomLoss = \"Nothing\")] [global::NeuralGen.Dense(3, \"One\")] public partial class Net { private const float Number = 1; private static float One(float z) => Number; private static float Nothing(float a, float y) => 2; }",
        ["function of another class in double precision"] = "[global::NeuralGen.NeuralNetwork(2, Precision = global::NeuralGen.Precision.Double)] [global::NeuralGen.Dense(3, typeof(Shapes), \"Wave\")] public partial class Net; public static class Shapes { public static double Wave(double z) => global::System.Math.Sin(z) + global::System.Math.Pow(z, 2); }",

        // Kinds of class
        ["accessibilities"] = "public partial class Outer { @ public partial class A; @ internal partial class B; @ protected partial class C; @ private partial class D; @ protected internal partial class E; @ private protected partial class F; }",
        ["internal"] = "@ internal partial class Net;",
        ["no accessibility"] = "@ partial class Net;",
        ["sealed"] = "@ public sealed partial class Net;",
        ["record"] = "@ public sealed partial record Net;",
        ["record class with parameters"] = "@ public partial record class Net(int Width, string Name);",
        ["generic with constraints"] = "@ public partial class Net<T> where T : unmanaged, global::System.IComparable<T>;",
        ["derived"] = "public abstract class Parent { public int Width; protected void Method() { } } @ public partial class Net : Parent, global::System.IDisposable { public void Dispose() { global::System.GC.SuppressFinalize(this); } }",
        ["derived from a generic"] = "@ public partial class Net : global::System.Collections.Generic.List<int>;",
        ["several parts"] = "@ public sealed partial class Net; partial class Net { private int _count; public int Next() => ++_count; } partial class Net : global::System.ICloneable { public object Clone() => new Net(); }",
        ["obsolete"] = "[global::System.Obsolete] @ public partial class Net;",
        ["comments in the header"] = "@ /* partial */ public /* class */ partial /* here */ class /* Net */ Net /* { */ ;",

        // Constructors
        ["own constructor"] = "@ public partial class Net { public Net(int seed) { Initialize(seed); } }",
        ["private constructor"] = "@ public sealed partial class Net { private Net() { } public static Net Create() => new(); }",
        ["primary constructor"] = "@ public partial class Net(int width, string name) { public string Label => name + width; }",
        ["private primary constructor"] = "@ public sealed partial class Net { private readonly string _name; private Net(string name) { _name = name; } public string Name => _name; public static Net Create() => new(\"a\"); }",
        ["static constructor"] = "@ public partial class Net { private static readonly int Start; static Net() { Start = 3; } public static int Get() => Start; }",
        ["chained constructors"] = "@ public partial class Net { public Net() : this(3) { } public Net(int seed) { Initialize(seed); } }",
        ["required member"] = "@ public partial class Net { public required string Name { get; init; } }",
        ["finalizer"] = "@ public partial class Net { ~Net() { } }",
        ["primary constructor with names of types and locals"] = "@ public partial class Net(int input, int output, int target, int gradient, int inputs, int outputs, int i, int n, int Span, int Vector256, int Unsafe, int MemoryMarshal, int MathF) { public int Sum => input + output + target + gradient + inputs + outputs + i + n + Span + Vector256 + Unsafe + MemoryMarshal + MathF; }",

        // Names of the framework and the library taken by the user
        ["types in the same namespace"] = "namespace N { " + TakenTypes("public", string.Empty, "System") + " @ public partial class Net; }",
        ["types in the global namespace"] = TakenTypes("public", string.Empty) + " @ public partial class Net; namespace N { @ public partial class Inner; }",
        ["types nested in the class"] = "@ public partial class Net { " + TakenTypes("public", string.Empty, "System", "NeuralGen") + " }",
        ["types nested around the class"] = "public partial class Outer { " + TakenTypes("public", string.Empty, "System", "NeuralGen") + " @ public partial class Net; }",
        ["generic types in the same namespace"] = "namespace N { " + TakenTypes("public", "<T>", "System") + " @ public partial class Net; }",
        ["type parameters"] = "@ public partial class Net<System, Span, ReadOnlySpan, Vector128, Vector256, Vector512, Unsafe, MemoryMarshal, MathF, ParameterVector>;",
        ["namespaces"] = "namespace N.System { public class Unused; } namespace N.NeuralGen { public class Unused; } namespace N.Span { public class Unused; } namespace N { @ public partial class Net; }",
        ["below the library's namespace"] = "namespace NeuralGen.Mine { @ public partial class Net; }",
        ["in the library's namespace"] = "namespace NeuralGen { @ public partial class Net; }",
        ["in the System namespace"] = "namespace System { @ public partial class MyNet; } namespace System.Runtime { @ public partial class MyNet; }",
        ["called System"] = "namespace N { @ public partial class System; }",
        ["called Span"] = "@ public partial class Span; namespace N { @ public partial class ReadOnlySpan<T>; @ public partial class Vector256; }",
        ["called NeuralNetwork"] = "@ public partial class NeuralNetwork; @ public partial class Dense;",
        ["called like attributes"] = "namespace N { public class GeneratedCode; public class GeneratedCodeAttribute; public class MethodImpl; public class MethodImplAttribute; public class Attribute; public class ExcludeFromCodeCoverage; @ public partial class Net; }",
        ["members with names of the framework"] = "@ public partial class Net { public int System => 1; public int Span => 2; public int Vector256() => 3; public static int Vector512 = 4; public const int Unsafe = 5; public int MemoryMarshal { get; set; } public event global::System.Action? MathF { add { } remove { } } }",
        ["overloads of generated methods"] = "@ public partial class Net { public float[,] Jacobian(float[] x) => new float[x.Length, 1]; public void JacobianVectorProduct(System.ReadOnlySpan<double> x, System.ReadOnlySpan<double> v, System.Span<double> product) { } public void VectorJacobianProduct<T>(System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> v, System.Span<float> product) { } }",
        ["inherited overload of a generated method"] = "public class Parent { public int Jacobian(int n) => n; } @ public partial class Net : Parent { public int Twice(int n) => 2 * Jacobian(n); }",
        ["members with names of locals"] = "@ public partial class Net { public int input; public int output; public int target; public int gradient; public int inputs; public int outputs; public int value; public int i; public int j; public int k; public int n; public static int sum; public static int weights; public static int x; }",
        ["extension methods in the way"] = "public static class Extensions { public static int Slice<T>(this global::System.Span<T> span, long x) => (int)x; public static void ThrowIfNull(this object value) { } } @ public partial class Net;",
    };

    /// <summary>The cases' names.</summary>
    public static TheoryData<string> Names => new(Sources.Keys);

    /// <summary>The source of a case.</summary>
    public static string Source(string name) =>
        Header + (NotCompliant.Contains(name) ? string.Empty : Compliant) + Sources[name].Replace("@ ", Attributes, StringComparison.Ordinal);

    /// <summary>The number of networks in a case.</summary>
    public static int Networks(string name) => Source(name).Split("NeuralGen.NeuralNetwork(").Length - 1;

    /// <summary>A type named System or NeuralGen in the global namespace would end every program, so that is only for other places.</summary>
    private static string TakenTypes(string accessibility, string parameters, params string[] more)
    {
        IEnumerable<string> names =
        [
            "Span", "ReadOnlySpan", "Vector", "Vector64", "Vector128", "Vector256", "Vector512", "NeuralNetwork", "Dense", "DenseAttribute", "Math", "MathF",
            "Unsafe", "MemoryMarshal", "Activation", "Loss", "ParameterVector", "ParameterLayout", "TensorLayout", "TensorView", "Optimizer", "INeuralNetwork",
            "ArgumentException", "Object", "String", "Single", "Double", "Int32", "BitConverter", "MethodImpl", "GeneratedCode", "Numerics", "Runtime", .. more,
        ];
        return string.Join(" ", names.Select(name => $"{accessibility} class {name}{parameters};"));
    }
}
