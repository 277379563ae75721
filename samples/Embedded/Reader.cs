namespace Embedded;

/// <summary>Both networks, asked about one picture.</summary>
internal sealed class Reader
{
    private readonly Digit _digit = new();
    private readonly OddDigit _odd = new();
    private readonly float[] _probabilities = new float[Digit.OutputSize];
    private readonly float[] _probabilityOfOdd = new float[OddDigit.OutputSize];

    public Answer Read(ReadOnlySpan<float> pixels)
    {
        _digit.Forward(pixels, _probabilities);
        _odd.Forward(pixels, _probabilityOfOdd);
        int digit = 0;
        for (int i = 1; i < _probabilities.Length; i++)
        {
            digit = _probabilities[i] > _probabilities[digit] ? i : digit;
        }

        return new Answer(digit, _probabilities[digit], _probabilityOfOdd[0]);
    }
}

/// <summary>What the networks say.</summary>
/// <param name="Digit">The likeliest digit.</param>
/// <param name="Probability">How likely it is.</param>
/// <param name="ProbabilityOfOdd">How likely the digit is an odd one.</param>
internal readonly record struct Answer(int Digit, float Probability, float ProbabilityOfOdd);
