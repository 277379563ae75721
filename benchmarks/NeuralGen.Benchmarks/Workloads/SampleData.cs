namespace NeuralGen.Benchmarks;

/// <summary>Data sets that can be learnt, so that training stays in the range of numbers in which real training is.</summary>
internal static class SampleData
{
    /// <summary>Noisy copies of one random image for each class; like scanned digits, mostly dark. Targets are one-hot.</summary>
    public static (float[] Inputs, float[] Targets) Images(int pixels, int classes, int samples, Random random)
    {
        // A fifth of MNIST's pixels and half of those of 8 x 8 digits are not black.
        double ink = pixels > 100 ? 0.2 : 0.5;
        bool[][] images = [.. Enumerable.Range(0, classes).Select(_ => Enumerable.Range(0, pixels).Select(_ => random.NextDouble() < ink).ToArray())];
        float[] inputs = new float[samples * pixels];
        float[] targets = new float[samples * classes];
        for (int sample = 0; sample < samples; sample++)
        {
            int label = random.Next(classes);
            targets[(sample * classes) + label] = 1;
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                bool copied = random.NextDouble() < 0.8;
                bool white = copied ? images[label][pixel] : random.NextDouble() < ink;
                inputs[(sample * pixels) + pixel] = white ? 0.25f + (0.75f * random.NextSingle()) : 0;
            }
        }

        return (inputs, targets);
    }

    /// <summary>Smooth functions of evenly distributed points.</summary>
    public static (float[] Inputs, float[] Targets) Functions(int inputSize, int outputSize, int samples, Random random)
    {
        float[] inputs = new float[samples * inputSize];
        float[] targets = new float[samples * outputSize];
        for (int sample = 0; sample < samples; sample++)
        {
            Span<float> x = inputs.AsSpan(sample * inputSize, inputSize);
            for (int i = 0; i < inputSize; i++)
            {
                x[i] = (4 * random.NextSingle()) - 2;
            }

            for (int j = 0; j < outputSize; j++)
            {
                float p = x[j % inputSize];
                float q = x[(j + 1) % inputSize];
                targets[(sample * outputSize) + j] = (j % 3) switch
                {
                    0 => MathF.Sin(p + q),
                    1 => p * q / 2,
                    _ => MathF.Tanh(p) * MathF.Cos(q),
                };
            }
        }

        return (inputs, targets);
    }
}
