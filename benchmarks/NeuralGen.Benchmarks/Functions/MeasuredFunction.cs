using System.Numerics;
using System.Numerics.Tensors;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission;
using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Benchmarks.Functions;

/// <summary>Applies a library's function to all numbers of a span.</summary>
internal delegate void PeerFunction<T>(ReadOnlySpan<T> source, Span<T> target);

/// <summary>A function as generated code has it, and the nearest that System.Numerics.Tensors offers.</summary>
/// <param name="Name">The name in the table; a method of this name is emitted.</param>
/// <param name="Emit">The statements of generated code that make <c>result</c> of a vector called z.</param>
/// <param name="PeerName">What it is measured against.</param>
/// <param name="Peer">The same, to be run.</param>
/// <param name="Low">Arguments begin here.</param>
/// <param name="High">Arguments end here.</param>
/// <param name="Tolerance">How far both may differ, relative above 1 and absolute below.</param>
internal sealed record MeasuredFunction<T>(
    string Name, Func<VectorDialect, string> Emit, string PeerName, PeerFunction<T> Peer, double Low, double High, double Tolerance);

/// <summary>All functions that are measured.</summary>
internal static class MeasuredFunctions
{
    /// <summary>The numbers that a composition keeps on the stack; arrays are measured in multiples of it.</summary>
    private const int Block = 256;

    private static readonly Expression Z = new Variable("z");

    public static IReadOnlyList<MeasuredFunction<T>> Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double close = typeof(T) == typeof(float) ? 1e-5 : 1e-12;
        return
        [
            new("Exp", Call(Function.Exp), "Exp", TensorPrimitives.Exp, -10, 10, close),
            new("ExpOfNonPositive", dialect => $"{dialect.Vector} result = ExpOfNonPositive(z);", "Exp", TensorPrimitives.Exp, -10, 0, close),
            new("ExpMinusOne", Call(Function.ExpMinusOne), "ExpM1", TensorPrimitives.ExpM1, -10, 10, close),
            new("Sigmoid", Call(Function.Sigmoid), "Sigmoid", TensorPrimitives.Sigmoid, -10, 10, close),
            new("Tanh", Call(Function.Tanh), "Tanh", TensorPrimitives.Tanh, -10, 10, close),
            new("Log", Call(Function.Log), "Log", TensorPrimitives.Log, 0.001, 1000, close),
            new("LogOnePlus", Call(Function.LogOnePlus), "LogP1", TensorPrimitives.LogP1, 0, 1, close),
            new("Softplus", Call(Function.Softplus), "Abs, Negate, Exp, LogP1, Max, Add", Softplus, -10, 10, close),
            new("Softplus", Call(Function.Softplus), "Exp, LogP1: overflows", OverflowingSoftplus, -10, 10, close),
            new("Erf", Call(Function.Erf), "Multiply, Add, Tanh: 1e-3 off", TanhForErf, -4, 4, 1e-3),
        ];
    }

    private static Func<VectorDialect, string> Call(Function function) => dialect =>
    {
        var writer = new SourceWriter();
        ExpressionEmitter.Declare(writer, dialect, [("result", new Call(function, Z))]);
        return writer.ToString().TrimEnd();
    };

    /// <summary>max(x, 0) + ln(1 + e^-|x|), which is right everywhere. The maximum is taken in a buffer of its own.</summary>
    private static void Softplus<T>(ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(source, target);
        TensorPrimitives.Negate<T>(target, target);
        TensorPrimitives.Exp<T>(target, target);
        TensorPrimitives.LogP1<T>(target, target);
        Span<T> positive = stackalloc T[Block];
        for (int i = 0; i < source.Length; i += Block)
        {
            TensorPrimitives.Max(source.Slice(i, Block), T.Zero, positive);
            TensorPrimitives.Add(positive, target.Slice(i, Block), target.Slice(i, Block));
        }
    }

    /// <summary>The shortest composition there is, right while e^x is finite.</summary>
    private static void OverflowingSoftplus<T>(ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Exp(source, target);
        TensorPrimitives.LogP1<T>(target, target);
    }

    /// <summary>There is no erf: tanh(2/sqrt(pi) (x + 0.0895 x^3)), which GELU's users put in its place.</summary>
    private static void TanhForErf<T>(ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T linear = T.CreateChecked(2 / Math.Sqrt(Math.PI));
        TensorPrimitives.Multiply(source, source, target);
        TensorPrimitives.Multiply<T>(target, T.CreateChecked(0.0895) * linear, target);
        TensorPrimitives.Add<T>(target, linear, target);
        TensorPrimitives.Multiply(target, source, target);
        TensorPrimitives.Tanh<T>(target, target);
    }
}
