namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>The largest lane of a vector, by halving.</summary>
internal static class HorizontalMaximum
{
    public static void Write(FunctionBody body)
    {
        if (body.Dialect.Lanes == 1)
        {
            throw new ArgumentException("The scalar tier has no lanes to compare.", nameof(body));
        }

        using (body.Method(
            body.Dialect.Scalar,
            ElementaryFunction.MaxOfLanes,
            "vector",
            "The largest lane, by halving: of two halves, then of the halves of those, down to one lane."))
        {
            string current = "vector";
            int bits = body.Dialect.Bits;
            while (bits > 128)
            {
                bits /= 2;
                string half = bits == 256 ? "half" : body.Dialect.Bits == 256 ? "half" : "quarter";
                current = body.Let(
                    $"Vector{bits}<{body.Dialect.Scalar}>",
                    half,
                    $"Vector{bits}.MaxNative({current}.GetLower(), {current}.GetUpper())");
            }

            string type = $"Vector128<{body.Dialect.Scalar}>";
            if (body.IsSingle)
            {
                current = body.Let(type, "pair", Maximum(current, "2, 3, 0, 1"));
                current = body.Let(type, "one", Maximum(current, "1, 0, 3, 2"));
            }
            else
            {
                current = body.Let(type, "one", Maximum(current, "1L, 0L"));
            }

            body.Return($"{current}.ToScalar()");
        }
    }

    private static string Maximum(string vector, string order) =>
        $"Vector128.MaxNative({vector}, Vector128.Shuffle({vector}, Vector128.Create({order})))";
}
