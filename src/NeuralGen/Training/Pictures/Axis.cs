using System.Globalization;

namespace NeuralGen;

/// <summary>A scale with marks at round numbers.</summary>
internal sealed class Axis
{
    // A scale whose numbers span less than this reads better with equal steps.
    private const double LogarithmicFrom = 30;

    // Numbers whose difference is a smaller share of them than this are as good as equal, and less than the other is nothing.
    private const double SmallestSpan = 1e-9;
    private const double Smallest = 1e-300;

    // The span between this and its negative is still a number.
    private const double Greatest = double.MaxValue / 2.2;

    private readonly double _least;
    private readonly double _greatest;
    private readonly bool _isLogarithmic;

    private Axis(double least, double greatest, bool isLogarithmic, IEnumerable<(double, string)> ticks)
    {
        _least = isLogarithmic ? Math.Log10(least) : least;
        _greatest = isLogarithmic ? Math.Log10(greatest) : greatest;
        _isLogarithmic = isLogarithmic;
        Ticks = [.. ticks];
    }

    public (double Value, string Label)[] Ticks { get; }

    /// <summary>Epochs 1 to a number, with whole numbers.</summary>
    public static Axis OfEpochs(int count)
    {
        double step = Math.Max(1, RoundStep((count - 1) / 9.0));
        IEnumerable<double> ticks = Multiples(step, 1, count);
        if (step >= 5)
        {
            ticks = ticks.Prepend(1);
        }

        return new Axis(count == 1 ? 0.5 : 1, count == 1 ? 1.5 : count, false, ticks.Select(tick => (tick, Label(tick, step))));
    }

    /// <summary>An axis on which all finite numbers have a place.</summary>
    /// <param name="numbers">The numbers; those that are not finite do not count.</param>
    /// <param name="mayBeLogarithmic">Whether the scale may be logarithmic, if the numbers are positive and span much.</param>
    public static Axis Of(IEnumerable<double> numbers, bool mayBeLogarithmic = false)
    {
        (double least, double greatest) = RangeOf(numbers);
        return mayBeLogarithmic && least > 0 && greatest / least >= LogarithmicFrom
            ? Logarithmic(least, greatest)
            : Linear(least, greatest, double.NegativeInfinity, double.PositiveInfinity, Label);
    }

    /// <summary>An axis of shares, 0 to 1, in per cent.</summary>
    public static Axis OfShares(IEnumerable<double> shares)
    {
        (double least, double greatest) = RangeOf(shares);
        return Linear(least, greatest, 0, 1, (share, step) => $"{Label(100 * share, 100 * step)} %");
    }

    /// <summary>How far along the axis a finite value lies: 0 to 1.</summary>
    public double Share(double value)
    {
        double place = _isLogarithmic ? Math.Log10(value) : value;

        return Math.Clamp((place - _least) / (_greatest - _least), 0, 1);
    }

    private static (double Least, double Greatest) RangeOf(IEnumerable<double> numbers)
    {
        double[] finite = [.. numbers.Where(double.IsFinite)];
        return finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
    }

    private static Axis Linear(double least, double greatest, double lowerLimit, double upperLimit, Func<double, double, string> label)
    {
        // Equal numbers get a scale around them, and all some air.
        double size = Math.Max(Math.Abs(least), Math.Abs(greatest));
        double span = (greatest / 2) - (least / 2);
        double air = span > SmallestSpan * size ? 0.1 * span : size == 0 ? 0.5 : Math.Max(0.1 * size, Smallest);
        double from = Math.Max(Math.Max(least - air, lowerLimit), -Greatest);
        double to = Math.Min(Math.Min(greatest + air, upperLimit), Greatest);
        double step = RoundStep((to - from) / 8);
        return new Axis(from, to, false, Multiples(step, from, to).Select(tick => (tick, label(tick, step))));
    }

    private static Axis Logarithmic(double least, double greatest)
    {
        double air = 0.03 * (Math.Log10(greatest) - Math.Log10(least));
        double from = Math.Max(least * Math.Pow(10, -air), double.Epsilon);
        double to = Math.Min(greatest * Math.Pow(10, air), double.MaxValue);
        int firstDecade = (int)Math.Floor(Math.Log10(from));
        int lastDecade = (int)Math.Ceiling(Math.Log10(to));
        int decades = lastDecade - firstDecade;
        double[] factors = decades <= 3 ? [1, 2, 5] : [1];
        int every = Math.Max(1, (int)Math.Ceiling(decades / 8.0));
        IEnumerable<double> ticks = Enumerable.Range(0, decades + 1)
            .Where(i => i % every == 0)
            .SelectMany(i => factors.Select(factor => factor * Math.Pow(10, firstDecade + i)))
            .Where(tick => tick >= from && tick <= to);
        return new Axis(from, to, true, ticks.Select(tick => (tick, Label(tick, tick))));
    }

    /// <summary>The smallest of 1, 2, 5, 10, 20, 50, ... and their tenths, hundredths, ... that is not below a number.</summary>
    private static double RoundStep(double least)
    {
        if (!(least > 0))
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        if (power == 0)
        {
            return least;
        }

        double factor = least / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    private static IEnumerable<double> Multiples(double step, double from, double to)
    {
        double first = Math.Ceiling(from / step);
        for (int i = 0; i <= 20 && (first + i) * step <= to; i++)
        {
            yield return (first + i) * step;
        }
    }

    /// <summary>A number with as many decimals as its distance to the next one needs.</summary>
    private static string Label(double value, double step)
    {
        if (value == 0)
        {
            return "0";
        }

        int stepPower = (int)Math.Floor(Math.Log10(step) + 1e-9);
        int power = Math.Max((int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9), stepPower);
        return power is >= -4 and < 6
            ? value.ToString($"F{Math.Max(0, -stepPower)}", CultureInfo.InvariantCulture)
            : value.ToString($"0.{new string('#', Math.Min(power - stepPower, 12))}e+0", CultureInfo.InvariantCulture);
    }
}
