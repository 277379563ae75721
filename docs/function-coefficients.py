#!/usr/bin/env python3
"""Derives the constants of the elementary functions that generated code carries.

Run it with Python 3 and mpmath; it prints the C# file that holds them, whole:

    pip install mpmath==1.3.0
    python3 docs/function-coefficients.py > src/NeuralGen.Compiler/Emission/Functions/FunctionCoefficients.cs

The largest error of each approximation, before any rounding, goes to the error stream. All fits are minimax fits by
Remez's exchange algorithm: P/Q is chosen so that the weighted relative error  w (P/(Q f) - 1)  swings between +E and -E
as often as it has free coefficients, plus one. The weight is how strongly an error of f shows in the function's result.
"""

import struct
import sys

from mpmath import atanh, cos, erf, erfc, exp, expm1, ldexp, log, lu_solve, matrix, mp, mpf, nint, pi, polyval, sqrt, tanh

mp.dps = 50
NEAR_ZERO = mpf(10) ** -7  # stands for 0 where a formula would divide by it


def evaluate(coefficients, x):
    return polyval(coefficients[::-1], x)


def extrema(grid, errors):
    """The largest error of every run of equal sign."""
    peaks = []
    for point, error in zip(grid, errors):
        if peaks and peaks[-1][1] * error > 0:
            if abs(error) > abs(peaks[-1][1]):
                peaks[-1] = (point, error)
        else:
            peaks.append((point, error))
    return peaks


def solve(f, weight, nodes, fixed, top, bottom):
    """P and Q whose weighted error is +E, -E, ... at the nodes. Linear in everything but E Q, so E is iterated."""
    size, error, q = len(nodes), mpf(0), [mpf(1)] + [mpf(0)] * bottom
    for _ in range(40):
        a, b = matrix(size, size), matrix(size, 1)
        for row, x in enumerate(nodes):
            sign = (-1) ** row / weight(x)
            target = f(x) * (1 + sign * error)
            entries = [x ** j for j in range(len(fixed), top + 1)]
            entries += [-target * x ** j for j in range(1, bottom + 1)]
            entries += [-sign * f(x) * evaluate(q, x)]
            for column, entry in enumerate(entries):
                a[row, column] = entry
            b[row] = target - sum(c * x ** j for j, c in enumerate(fixed))
        solution = list(lu_solve(a, b))
        split = top + 1 - len(fixed)
        p, q = list(fixed) + solution[:split], [mpf(1)] + solution[split:-1]
        error += solution[-1]
        if bottom == 0 or abs(solution[-1]) < abs(error) * mpf(10) ** -10:
            break
    return p, q


def remez(name, f, weight, low, high, top, bottom=0, fixed=()):
    """Coefficients (P of degree top, Q of degree bottom with Q(0) = 1), lowest power first; P begins with `fixed`."""
    middle, radius, samples = (low + high) / mpf(2), (high - low) / mpf(2), 500
    count = top + 1 - len(fixed) + bottom + 1
    nodes = [middle - radius * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    grid = [middle - radius * cos(pi * i / samples) for i in range(samples + 1)]
    targets, weights = [f(x) for x in grid], [weight(x) for x in grid]
    for _ in range(20):
        p, q = solve(f, weight, nodes, fixed, top, bottom)
        errors = [w * (evaluate(p, x) / evaluate(q, x) / t - 1) for x, t, w in zip(grid, targets, weights)]
        peaks = extrema(grid, errors)
        assert len(peaks) >= count, name
        largest = max(abs(error) for _, error in peaks)
        while len(peaks) > count:
            peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
        nodes = [x for x, _ in peaks]
        if largest < min(abs(error) for _, error in peaks) * mpf("1.02"):
            break
    print(f"{name:24} degree {top}/{bottom}  error 2^{mp.nstr(log(largest, 2), 4)}", file=sys.stderr)
    return p, q


def exponential(name, degree):
    """P of e^r = 1 + r + r^2 P(r), relative to e^r - 1, for r within half of ln 2 (and a little more)."""
    half = log(2) / 2 * mpf("1.0001")
    f = lambda r: (expm1(r) - r) / (r * r)
    weight = lambda r: abs((expm1(r) - r) / expm1(r)) + mpf(10) ** -4
    shift = NEAR_ZERO / 3  # keeps the points off r = 0 itself
    return remez(name, f, weight, -half + shift, half + shift, degree - 2)[0]


def hyperbolic_tangent(name, limit, top, bottom):
    """tanh(x/2) = x/2 P(x^2) / Q(x^2). Doubling the argument damps its error by (1 - w^2) / (1 + w^2), w = tanh(x/2)."""
    f = lambda t: tanh(sqrt(t) / 2) / (sqrt(t) / 2)
    damping = lambda t: (1 - tanh(sqrt(t) / 2) ** 2) / (1 + tanh(sqrt(t) / 2) ** 2)
    return remez(name, f, damping, NEAR_ZERO, mpf(limit) ** 2, top, bottom, [mpf(1)])


def error_function(name, limit, top, bottom):
    """
    P - 1 and Q of w(x) = x/2 P(x^2) / Q(x^2) with erf(x) = 2 w / (1 + w^2). As for tanh, the errors of w are damped. Small x
    weigh half as much again: there the steps after the fit round most.
    """
    half = lambda x: erf(x) / (1 + sqrt(erfc(x) * (2 - erfc(x))))
    f = lambda t: half(sqrt(t)) / (sqrt(t) / 2)
    damping = lambda t: (1 - half(sqrt(t)) ** 2) / (1 + half(sqrt(t)) ** 2)
    weight = lambda t: damping(t) * (1 + 1 / (2 + 2 * t))
    p, q = remez(name, f, weight, NEAR_ZERO, mpf(limit) ** 2, top, bottom)
    return [p[0] - 1] + p[1:], q


def error_function_exponent(name, limit, degree):
    """S of erf(x) = 1 - e^(-x S(x)), x >= 0."""
    f = lambda x: -log(erfc(x)) / x
    weight = lambda x: -x * f(x) / expm1(x * f(x))
    return remez(name, f, lambda x: abs(weight(x)), NEAR_ZERO, mpf(limit), degree)[0]


def logarithm(name, limit, degree):
    """P of ln m = 2 s + s^3 P(s^2) with s = (m - 1) / (m + 1), m from 1 to a limit or below 1 by the same factor."""
    ratio = lambda t: 2 * atanh(sqrt(t)) / sqrt(t)
    largest = ((limit - 1) / (limit + 1)) ** 2
    return remez(name, lambda t: (ratio(t) - 2) / t, lambda t: (ratio(t) - 2) / ratio(t), NEAR_ZERO, largest, degree)[0]


def logarithm_one_plus(name, degree):
    """P of ln(1 + u) = s + s^3 P(s^2) with s = u / (1 + u/2), 0 <= u <= 1; s of the least number must not become 0."""
    ratio = lambda t: 2 * atanh(sqrt(t) / 2) / sqrt(t)
    return remez(name, lambda t: (ratio(t) - 1) / t, lambda t: (ratio(t) - 1) / ratio(t), NEAR_ZERO, mpf(4) / 9, degree)[0]


def to_single(value):
    return struct.unpack("f", struct.pack("f", float(value)))[0]


def literal(value, single):
    if not single:
        return repr(float(value))
    return next(text for text in (f"{to_single(value):.{digits}g}" for digits in range(1, 18)) if to_single(float(text)) == to_single(value))


def array(values, single):
    if not values:
        return " []"
    texts = [literal(value, single) for value in values]
    lines, line = [], ""
    for text in texts:
        if len(line) + len(text) > 100:
            lines.append(line.rstrip())
            line = ""
        line += text + ", "
    lines.append(line.rstrip().rstrip(","))
    return "\n        [\n" + "".join(f"            {line}\n" for line in lines) + "        ]"


def constants(name, single):
    bits = 15 if single else 41  # of the high part of ln 2: n times it is exact for every n that occurs
    high = ldexp(nint(ldexp(log(2), bits)), -bits)
    low = log(2) - high
    exp_p = exponential(f"{name} exp", 6 if single else 11)
    tanh_limit = "9.02" if single else "19.07"
    tanh_p, tanh_q = hyperbolic_tangent(f"{name} tanh", tanh_limit, 2 if single else 6, 3 if single else 6)
    erf_limit = "3.84" if single else "6"
    erf_p, erf_q = error_function(f"{name} erf", erf_limit, 4, 3) if single else ([], [])
    erf_s = [] if single else error_function_exponent(f"{name} erf", erf_limit, 23)
    log_p = logarithm(f"{name} log", mpf(3) / 2, 2 if single else 6)
    log1p_p = logarithm_one_plus(f"{name} log1p", 3 if single else 9)
    return f"""    public static FunctionCoefficients {name} {{ get; }} = new(
        LogTwoHigh: {literal(high, single)},
        LogTwoLow: {literal(low, single)},
        Exponential:{array(exp_p, single)},
        HyperbolicTangentLimit: {tanh_limit},
        HyperbolicTangentNumerator:{array(tanh_p, single)},
        HyperbolicTangentDenominator:{array(tanh_q, single)},
        ErrorFunctionLimit: {erf_limit},
        ErrorFunctionNumerator:{array(erf_p, single)},
        ErrorFunctionDenominator:{array(erf_q, single)},
        ErrorFunctionExponent:{array(erf_s, single)},
        Logarithm:{array(log_p, single)},
        LogarithmOnePlus:{array(log1p_p, single)});"""


print(f"""namespace NeuralGen.Compiler.Emission.Functions;

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
{{
{constants("Single", True)}

{constants("Double", False)}
}}""")
