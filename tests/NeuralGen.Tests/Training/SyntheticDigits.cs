namespace NeuralGen.Tests.Training;

/// <summary>Pictures of 784 pixels, mostly black, each near the prototype of its class, with one-hot targets.</summary>
internal sealed class SyntheticDigits
{
    public const int Pixels = 784;
    public const int Classes = 10;

    public SyntheticDigits(int count, int seed)
    {
        var random = new Random(seed);
        double[][] prototypes = [.. Enumerable.Range(0, Classes).Select(_ => Prototype(random))];
        Inputs = new double[count * Pixels];
        Targets = new double[count * Classes];
        for (int sample = 0; sample < count; sample++)
        {
            int label = random.Next(Classes);
            Targets[(sample * Classes) + label] = 1;
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                // Multiples of 1/256, as grey values are: exact in both precisions.
                double grey = prototypes[label][pixel] * (0.5 + (0.5 * random.NextDouble()));
                Inputs[(sample * Pixels) + pixel] = Math.Round(grey * 256) / 256;
            }
        }
    }

    public double[] Inputs { get; }

    public double[] Targets { get; }

    private static double[] Prototype(Random random)
    {
        double[] pixels = new double[Pixels];
        for (int stroke = 0; stroke < 150; stroke++)
        {
            pixels[random.Next(Pixels)] = random.NextDouble();
        }

        return pixels;
    }
}
