namespace NeuralGen.Benchmarks.CustomFunctions;

/// <summary>The built-in activations and losses as a user would write them.</summary>
internal static class Functions
{
    public static float Identity(float z) => z;

    public static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));

    public static float Tanh(float z) => MathF.Tanh(z);

    public static float ReLU(float z) => z > 0 ? z : 0;

    public static float LeakyReLU(float z) => z > 0 ? z : 0.01f * z;

    public static float ELU(float z) => z > 0 ? z : MathF.Exp(z) - 1;

    public static float SELU(float z) => 1.0507009873554805f * (z > 0 ? z : 1.6732632423543772f * (MathF.Exp(z) - 1));

    public static float GELUTanh(float z) => 0.5f * z * (1 + MathF.Tanh(0.7978845608028654f * (z + 0.044715f * z * z * z)));

    public static float SiLU(float z) => z / (1 + MathF.Exp(-z));

    public static float Softplus(float z) => MathF.Log(1 + MathF.Exp(z));

    public static float Softsign(float z) => z / (1 + MathF.Abs(z));

    public static float HardSigmoid(float z) => Math.Clamp(z / 6 + 0.5f, 0, 1);

    public static float HardSwish(float z) => z * Math.Clamp(z / 6 + 0.5f, 0, 1);

    public static float Mish(float z) => z * MathF.Tanh(MathF.Log(1 + MathF.Exp(z)));

    public static float MeanSquaredError(float a, float y) => (a - y) * (a - y);

    // The mean over three outputs, where the built-in loss is the sum.
    public static float HalfSquaredError(float a, float y) => 1.5f * (a - y) * (a - y);

    public static float BinaryCrossEntropy(float a, float y) => -y * MathF.Log(a) - (1 - y) * MathF.Log(1 - a);

    public static float MeanAbsoluteError(float a, float y) => MathF.Abs(a - y);

    public static float Huber(float a, float y) => MathF.Abs(a - y) <= 1 ? 0.5f * (a - y) * (a - y) : MathF.Abs(a - y) - 0.5f;
}
