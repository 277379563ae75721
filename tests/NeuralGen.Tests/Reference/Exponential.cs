namespace NeuralGen.Tests.Reference;

/// <summary>Functions made of exp and ln, written so that no finite argument overflows or loses its digits.</summary>
internal static class Exponential
{
    public static double Sigmoid(double z)
    {
        if (z >= 0)
        {
            return 1 / (1 + Math.Exp(-z));
        }

        double e = Math.Exp(z);
        return e / (1 + e);
    }

    /// <summary>ln(1 + exp z).</summary>
    public static double Softplus(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));

    /// <summary>ln(1 + x): the rounding of 1 + x is cancelled by dividing by what was really added.</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>exp x - 1, with the rounding of exp x cancelled in the same way.</summary>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        if (u == 1)
        {
            return x;
        }

        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * (x / Math.Log(u));
    }
}
