using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>
/// Recognises functions that compute what one of the contract's activations does. There are too many ways to write each of them for
/// rules, so they are recognised by their values: at points all over the axis, and around every place where a function branches.
/// </summary>
internal sealed class KnownActivations(Precision precision)
{
    /// <summary>Beyond it exp(z) may be too large for a function that divides by it, where the activation itself is none the worse.</summary>
    private const double Overflows = 30;

    /// <summary>Beyond it the activations are next to constant, or proportional to z.</summary>
    private const double WhereAllAreStraight = 8;

    private static readonly double[] FewPoints = [-40, -7.3, -3.4, -2.1, -1.1, -0.6, -0.05, 0.03, 0.4, 1.3, 2.9, 3.3, 6.1, 25];
    private static readonly double[] Grid = [.. Linear(), .. Logarithmic()];

    private static readonly Expression[] WithoutParameter =
    [
        .. Enumerable.Range((int)ActivationKind.Identity, ActivationKind.Softmax - ActivationKind.Identity)
            .Select(kind => Activations.Of((ActivationKind)kind, null)).Distinct(),
    ];

    private readonly Dictionary<Expression, Expression?> _found = [];
    private readonly Dictionary<string, double> _point = new(1);

    // Numbers that a file holds as floats make a function of that activation within their rounding.
    private double RelativeTolerance => precision == Precision.Single ? 3e-7 : 1e-13;

    private double AbsoluteTolerance => precision == Precision.Single ? 3e-8 : 1e-14;

    /// <summary>The expression of the activation that computes the same; null where there is none.</summary>
    /// <param name="function">A function of z, as it is written: simplified, it may have lost digits.</param>
    public Expression? Find(Expression function)
    {
        if (!_found.TryGetValue(function, out Expression? known))
        {
            known = WithoutParameter.Concat(WithParameter(function)).FirstOrDefault(candidate => IsSame(function, candidate));
            _found.Add(function, known);
        }

        return known;
    }

    private static IEnumerable<double> Linear() => Enumerable.Range(-512, 1025).Select(i => i / 16.0);

    private static IEnumerable<double> Logarithmic() =>
        Enumerable.Range(-96, 193).SelectMany(i => new[] { Math.Pow(10, i / 8.0), -Math.Pow(10, i / 8.0) });

    private double At(Expression function, double z)
    {
        _point["z"] = z;
        return Evaluator.Evaluate(function, _point);
    }

    /// <summary>Those with a parameter, which their values at -1 tell.</summary>
    private IEnumerable<Expression> WithParameter(Expression function)
    {
        double value = -At(function, -1);
        if (!(value > 0 && Math.Abs(At(function, 1) - 1) <= RelativeTolerance))
        {
            yield break;
        }

        yield return Activations.Of(ActivationKind.LeakyReLU, Nearest(function, value));
        yield return Activations.Of(ActivationKind.ELU, Nearest(function, value / (1 - Math.Exp(-1))));
    }

    /// <summary>The function's own number next to one, so that it keeps its bits; else the number, rounded.</summary>
    private double Nearest(Expression function, double number)
    {
        double nearest = Constants(function).OrderBy(constant => Math.Abs(constant - number)).FirstOrDefault();
        return Math.Abs(nearest - number) <= RelativeTolerance * number ? nearest
            : precision == Precision.Single ? (float)number
            : number;
    }

    private static IEnumerable<double> Constants(Expression expression) => expression is Constant constant
        ? [constant.Value]
        : ExpressionTree.Parts(expression).SelectMany(Constants);

    private bool IsSame(Expression function, Expression candidate)
    {
        return function == candidate
            || (Array.TrueForAll(FewPoints, Agree) && Array.TrueForAll(Grid, Agree) && AroundBranches(function).All(Agree));

        bool Agree(double z)
        {
            double expected = At(candidate, z);
            double actual = At(function, z);
            double size = Math.Max(1, Math.Min(Math.Abs(z), WhereAllAreStraight));
            return Math.Abs(actual - expected) <= (AbsoluteTolerance * size) + (RelativeTolerance * Math.Abs(expected))
                || (Math.Abs(z) > Overflows && (double.IsNaN(actual) || double.IsInfinity(actual)) && !Constants(function).Any(double.IsInfinity));
        }
    }

    /// <summary>Points on both sides of each place where a function may change its branch, and between them.</summary>
    private IEnumerable<double> AroundBranches(Expression function)
    {
        double[] places = [.. Differences(function).Distinct().SelectMany(Roots).Concat(Constants(function)).Where(IsModerate).Distinct().OrderBy(place => place)];
        for (int i = 0; i < places.Length; i++)
        {
            double near = 1e-9 * Math.Max(1, Math.Abs(places[i]));
            yield return places[i] - near;
            yield return places[i] + near;
            if (i > 0)
            {
                yield return (places[i - 1] + places[i]) / 2;
            }
        }

        static bool IsModerate(double place) => Math.Abs(place) < 1e12;
    }

    /// <summary>What changes its sign where a function branches.</summary>
    private static IEnumerable<Expression> Differences(Expression expression)
    {
        Expression? own = expression switch
        {
            Select { Condition: var condition } => condition.Left - condition.Right,
            BinaryCall { Function: BinaryFunction.Max or BinaryFunction.Min } choice => choice.Left - choice.Right,
            Call { Function: Function.Abs or Function.Sign } call => call.Argument,
            _ => null,
        };
        IEnumerable<Expression> inner = ExpressionTree.Parts(expression).SelectMany(Differences);
        return own is null ? inner : inner.Prepend(own);
    }

    private IEnumerable<double> Roots(Expression difference)
    {
        double[] points = [.. Grid.OrderBy(z => z)];
        double[] signs = Array.ConvertAll(points, z => At(difference, z));
        for (int i = 1; i < points.Length; i++)
        {
            if (signs[i - 1] > 0 != signs[i] > 0)
            {
                yield return Bisected(difference, points[i - 1], points[i]);
            }
        }
    }

    private double Bisected(Expression difference, double low, double high)
    {
        const int Steps = 60;
        bool isPositive = At(difference, low) > 0;
        for (int i = 0; i < Steps; i++)
        {
            double middle = (low + high) / 2;
            _ = At(difference, middle) > 0 == isPositive ? low = middle : high = middle;
        }

        return high;
    }
}
