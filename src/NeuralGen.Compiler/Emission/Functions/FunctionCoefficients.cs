namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// The constants of the elementary functions, polynomials from the lowest power up. This file is the output of
/// docs/function-coefficients.py, which derives them.
/// </summary>
/// <param name="LogTwoHigh">The leading bits of ln 2: few enough that n times it is exact.</param>
/// <param name="LogTwoLow">ln 2 without <paramref name="LogTwoHigh"/>.</param>
/// <param name="Exponential">P in e^r = 1 + r + r^2 P(r), for r within half of ln 2.</param>
/// <param name="HyperbolicTangentLimit">From here on tanh is 1 to the last bit.</param>
/// <param name="HyperbolicTangentNumerator">P in tanh(x/2) = x/2 P(x^2) / Q(x^2).</param>
/// <param name="HyperbolicTangentDenominator">Q in tanh(x/2) = x/2 P(x^2) / Q(x^2).</param>
/// <param name="ErrorFunctionLimit">From here on erf is 1 to the last bit.</param>
/// <param name="ErrorFunctionNumerator">P - 1 in erf(x) = 2 w / (1 + w^2), w = x/2 P(x^2) / Q(x^2); in single precision.</param>
/// <param name="ErrorFunctionDenominator">The Q of the same.</param>
/// <param name="ErrorFunctionExponent">S in erf(x) = 1 - e^(-x S(x)), for x of at least 0; in double precision.</param>
/// <param name="Logarithm">P in ln m = 2 s + s^3 P(s^2) with s = (m - 1) / (m + 1), for m from 3/4 to 3/2.</param>
/// <param name="LogarithmOnePlus">P in ln(1 + u) = s + s^3 P(s^2) with s = u / (1 + u/2), for u from 0 to 1.</param>
internal sealed record FunctionCoefficients(
    double LogTwoHigh,
    double LogTwoLow,
    double[] Exponential,
    double HyperbolicTangentLimit,
    double[] HyperbolicTangentNumerator,
    double[] HyperbolicTangentDenominator,
    double ErrorFunctionLimit,
    double[] ErrorFunctionNumerator,
    double[] ErrorFunctionDenominator,
    double[] ErrorFunctionExponent,
    double[] Logarithm,
    double[] LogarithmOnePlus)
{
    public static FunctionCoefficients Single { get; } = new(
        LogTwoHigh: 0.69314575,
        LogTwoLow: 1.4286068e-06,
        Exponential:
        [
            0.49999997, 0.16666543, 0.0416672, 0.008366518, 0.0013882527
        ],
        HyperbolicTangentLimit: 9.02,
        HyperbolicTangentNumerator:
        [
            1, 0.02977736, 0.00011433119
        ],
        HyperbolicTangentDenominator:
        [
            1, 0.11311066, 0.0012069221, 1.2306423e-06
        ],
        ErrorFunctionLimit: 3.84,
        ErrorFunctionNumerator:
        [
            0.12837915, 0.16416256, 0.020171732, 0.0006676311, -7.1949044e-06
        ],
        ErrorFunctionDenominator:
        [
            1, 0.16050877, 0.03595405, 0.002344081
        ],
        ErrorFunctionExponent: [],
        Logarithm:
        [
            0.6666695, 0.3995791, 0.30359063
        ],
        LogarithmOnePlus:
        [
            0.08333302, 0.012506727, 0.0021876413, 0.0005471087
        ]);

    public static FunctionCoefficients Double { get; } = new(
        LogTwoHigh: 0.6931471805601177,
        LogTwoLow: -1.7239444525614835e-13,
        Exponential:
        [
            0.5000000000000006, 0.16666666666666588, 0.04166666666657684, 0.00833333333339066,
            0.0013888888931560825, 0.00019841269716956063, 2.480150526600567e-05, 2.75574091284351e-06,
            2.7626043508930147e-07, 2.505333625346969e-08
        ],
        HyperbolicTangentLimit: 19.07,
        HyperbolicTangentNumerator:
        [
            1.0, 0.03648964896529233, 0.00031979080691559394, 9.843214132935913e-07, 1.1314792362390222e-09,
            4.0878762001117625e-13, 2.0775651118443176e-17
        ],
        HyperbolicTangentDenominator:
        [
            1.0, 0.11982298229862565, 0.0019717059984677506, 1.0022270384349711e-05, 1.895307435531982e-08,
            1.2728311617982573e-11, 2.098396565065251e-15
        ],
        ErrorFunctionLimit: 6,
        ErrorFunctionNumerator: [],
        ErrorFunctionDenominator: [],
        ErrorFunctionExponent:
        [
            1.1283791670955126, 0.6366197723675909, 0.10277260330131494, -0.019128446993084615,
            -0.00020919485402689936, 0.001696207670509743, -0.0005901324327618324, 2.5904507107570753e-05,
            6.44204570530681e-05, -2.9575644594857353e-05, 3.1696438125335632e-06, 3.132990102146623e-06,
            -2.037211774748516e-06, 5.706487034981573e-07, -1.171754077862465e-08, -6.57291796845469e-08,
            3.458320257564094e-08, -1.0772854465218657e-08, 2.3603977559673036e-09, -3.760500577414233e-10,
            4.301506675608443e-11, -3.3640948103536158e-12, 1.614727864385029e-13, -3.591823840989394e-15
        ],
        Logarithm:
        [
            0.6666666666667268, 0.39999999996177166, 0.2857142939278504, 0.22222138687926837, 0.1818634905718356,
            0.1525031837078839, 0.15367251724448397
        ],
        LogarithmOnePlus:
        [
            0.08333333333333288, 0.01250000000004848, 0.002232142855321592, 0.0004340278115961444,
            8.877804920404842e-05, 1.878240774950347e-05, 4.059179989331627e-06, 9.235342067581503e-07,
            1.5916750454676457e-07, 8.110892203579724e-08
        ]);
}
