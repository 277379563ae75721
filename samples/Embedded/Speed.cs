using System.Diagnostics;

namespace Embedded;

/// <summary>How long an answer takes once the program runs.</summary>
internal static class Speed
{
    private const int RoundCount = 20;
    private const int AnswersPerRound = 20_000;

    /// <summary>Nanoseconds, in the fastest of several rounds.</summary>
    public static double Measure(Reader reader, ReadOnlySpan<float> pixels)
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int round = 0; round < RoundCount; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < AnswersPerRound; i++)
            {
                reader.Read(pixels);
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        return fastest.TotalNanoseconds / AnswersPerRound;
    }
}
