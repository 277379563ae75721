using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Whatever bytes come: a result, in little memory.</summary>
public class FuzzTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(20_000);
    private static readonly byte[][] Files = [Layers(), Shapes(), Functions(), Calls()];

    [Fact]
    public void FilesAreWholeBeforeTheyAreDamaged() => Assert.All(Files, file => OnnxImport.Read(file, External).Network());

    [Fact]
    public void EveryBeginningOfAFileIsRefused()
    {
        foreach (byte[] file in Files.SkipLast(1))
        {
            // The operator set comes last in these files, so no beginning is a model.
            for (int length = 0; length < file.Length; length++)
            {
                ImportProblem problem = Read(file[..length]) is ImportResult.Failure failure ? failure.Problems[0] : throw new InvalidOperationException($"The first {length} bytes were imported.");
                Assert.True(problem.Kind is ProblemKind.DamagedFile or ProblemKind.NotOnnx, $"{length} bytes: {problem}");
            }
        }
    }

    [Fact]
    public void EveryByteMayBeAnything()
    {
        // Among them all lengths that lie, by little and by much.
        foreach (byte[] file in Files)
        {
            for (int place = 0; place < file.Length; place++)
            {
                foreach (byte value in new byte[] { 0, 1, (byte)(file[place] - 1), (byte)(file[place] + 1), 0x7F, 0x80, 0xFF })
                {
                    byte[] damaged = [.. file];
                    damaged[place] = value;
                    Assert.NotNull(Read(damaged));
                }
            }
        }
    }

    [Fact]
    public void EveryFieldMayBeThereTwiceOrNotAtAll()
    {
        foreach (byte[] file in Files)
        {
            foreach ((int start, int end) in Pieces(file, 0, file.Length, 0))
            {
                Assert.NotNull(Read([.. file[..start], .. file[end..]]));
                Assert.NotNull(Read([.. file[..end], .. file[start..]]));
            }
        }
    }

    /// <summary>The fields of a message and, as far as they can be read as such, of those in it.</summary>
    private static List<(int Start, int End)> Pieces(byte[] file, int start, int end, int depth)
    {
        var pieces = new List<(int Start, int End)>();
        int place = start;
        while (place < end && depth < 8)
        {
            int first = place;
            ulong tag = Varint(file, ref place);
            int size = (tag & 7) switch { 0 => (int)(Varint(file, ref place) & 0), 1 => 8, 2 => (int)Math.Min(int.MaxValue / 2, Varint(file, ref place)), 5 => 4, _ => int.MaxValue / 2 };
            if (tag == 0 || place + size > end)
            {
                // These are no fields, but numbers or text.
                return [];
            }

            if ((tag & 7) == 2)
            {
                pieces.AddRange(Pieces(file, place, place + size, depth + 1));
            }

            place += size;
            pieces.Add((first, place));
        }

        return pieces;
    }

    private static ulong Varint(byte[] file, ref int place)
    {
        ulong value = 0;
        for (int shift = 0; place < file.Length && shift < 64; shift += 7)
        {
            byte next = file[place++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        return value;
    }

    [Fact]
    public void ChangedBytesNeverThrow() => Check.One(Thorough, Prop.ForAll(Arb.From(Changes()), damaged => Read(damaged) is not null));

    [Fact]
    public void RandomBytesNeverThrow() => Check.One(Thorough, Prop.ForAll(
        Arb.From(ArbMap.Default.GeneratorFor<byte>().ArrayOf()), bytes => Read(bytes) is ImportResult.Failure));

    [Fact]
    public void RandomFieldsNeverThrow() => Check.One(Thorough, Prop.ForAll(
        Arb.From(Gen.Choose(0, 40).Two().Select(pair => (byte)((pair.Item1 % 16 << 3) | (pair.Item2 % 6))).Two().Select(pair => new[] { pair.Item1, pair.Item2 }).ArrayOf()),
        pairs => Read([0x08, 0x08, .. pairs.SelectMany(pair => pair)]) is not null));

    /// <summary>Files in which bytes are replaced, removed, inserted, or copied from elsewhere.</summary>
    private static Gen<byte[]> Changes() =>
        from file in Gen.Elements(Files)
        from changes in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, int.MaxValue)
        select Change(file, changes, new Random(seed));

    private static byte[] Change(byte[] file, int changes, Random random)
    {
        List<byte> bytes = [.. file];
        for (int i = 0; i < changes; i++)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveAt(place);
                    break;
                case 3:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
                case 4:
                    bytes[place] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    break;
                default:
                    bytes.InsertRange(place, bytes.GetRange(random.Next(bytes.Count), 1));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Reads a file, with an eye on memory.</summary>
    private static ImportResult Read(byte[] file)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        ImportResult result = OnnxImport.Read(file, External);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, DamagedModelTests.Bound(file));
        if (result is ImportResult.Failure failure)
        {
            Assert.All(failure.Problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
        }

        return result;
    }

    private static byte[]? External(string path) => path == "w.bin" ? new byte[64] : null;

    private static byte[] Layers() => new TestModel().Input("x", "N", 4)
        .Tensor(TestTensor.Floats("w1", [3, 4], [.. Enumerable.Range(0, 12).Select(i => (float)i)])).Constant("b1", [3], 1, 2, 3)
        .Tensor(TestTensor.External("w2", ElementType.Float, [3, 3], ("location", "w.bin"), ("offset", "4"), ("length", "36")))
        .Tensor(TestTensor.Typed("q", ElementType.UInt8, [3, 2], true, [1, 2, 3, 4, 5, 6])).Constant("s", [2], 0.5, 0.25)
        .Constant("scale", [3], 1, 2, 3).Constant("mean", [3], 1, 1, 1)
        .Node("Gemm", "x w1 b1", "h", ("transB", 1), ("alpha", 0.5f)).Node("BatchNormalization", "h scale mean mean scale", "n", ("epsilon", 0.001f))
        .Node("LeakyRelu", "n", "a", ("alpha", 0.1f)).Node("MatMul", "a w2", "m").Node("Add", "m a", "r")
        .Node("DequantizeLinear", "q s", "d", ("axis", 1)).Node("Gemm", "r d", "g").Node("Softmax", "g", "y", ("axis", -1)).Output("y", "N", 2).ToBytes();

    private static byte[] Shapes() => new TestModel(13).Input("x", "N", 2, 3).Integers("zero", 0).Integers("rest", -1).Integers("starts", 1).Integers("ends", 3)
        .Node("Shape", "x", "s").Node("Gather", "s zero", "n", ("axis", 0)).Node("Concat", "n rest", "c", ("axis", 0)).Node("Reshape", "x c", "f")
        .Node("Slice", "s starts ends", "t").Node("ReduceProd", "t", "p").Node("Concat", "rest p", "d", ("axis", 0)).Node("Reshape", "f d", "g")
        .Node("Unsqueeze", "g rest", "u").Node("Squeeze", "u rest", "v").Node("Transpose", "v", "w").Node("Transpose", "w", "k", ("perm", new[] { 1, 0 }))
        .Node("ConstantOfShape", "p", "e").Node("Cast", "e", "e16", ("to", 10)).Node("Cast", "e16", "e32", ("to", 1)).Node("Add", "k e32", "z").Node("Flatten", "z", "y")
        .Output("y", "N", 6).ToBytes();

    private static byte[] Functions() => new TestModel(20) { Type = ElementType.Double }.Input("x", "N", 2).Constant("half", [], 0.5).Constant("slope", [2], 0.5, 0.25).Constant("low", [], -1)
        .Node("Div", "x half", "a").Node("Erf", "a", "b").Node("Mul", "x b", "c").Node("Clip", "c low", "d").Node("PRelu", "d slope", "e").Node("Gelu", "e", "f", ("approximate", "tanh"))
        .Node("Pow", "f half", "g").Node("Selu", "g", "h", ("alpha", 1.5f)).Node("Sum", "h x", "i").Node("Max", "i half", "j").Node("LogSoftmax", "j", "y").Output("y", "N", 2).ToBytes();

    private static byte[] Calls()
    {
        ProtobufWriter inner = new ProtobufWriter().Text(1, "Act").Text(10, "own").Text(4, "a").Text(5, "b").Text(6, "slope")
            .Message(7, TestModel.NodeMessage("LeakyRelu", "a", "b").Message(5, new ProtobufWriter().Text(1, "alpha").Text(21, "slope").Varint(20, 1)));
        ProtobufWriter outer = new ProtobufWriter().Text(1, "Dense").Text(10, "own").Text(4, "x").Text(4, "w").Text(4, "b").Text(5, "y").Message(9, new ProtobufWriter().Varint(2, 13))
            .Message(7, TestModel.NodeMessage("Gemm", "x w b", "t")).Message(7, TestModel.NodeMessage("Act", "t", "y", ("slope", 0.25f)).Text(7, "own"));
        ProtobufWriter sparse = new ProtobufWriter().Message(1, TestTensor.Floats("v", [2], 1, 2)).Message(2, TestTensor.Longs("", [2], 0, 3)).Varint(3, 2).Varint(3, 2);
        return new TestModel(15).Input("x", "N", 2).Add(15, sparse).Constant("w", [2, 2], 1, 2, 3, 4).Constant("b", [2], 1, 2)
            .Node("ReduceL2", "w", "n", ("axes", new[] { 0 }), ("keepdims", 1)).Node("Div", "w n", "u").Node("MatMul", "u v", "m")
            .Add(1, TestModel.NodeMessage("Dense", "x m b", "h").Text(7, "own")).Node("Softmax", "h", "p").Node("Log", "p", "y").Output("y", "N", 2)
            .Extra(new ProtobufWriter().Message(25, inner).Message(25, outer)).ToBytes();
    }
}
