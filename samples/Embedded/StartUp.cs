using System.Diagnostics;
using System.Globalization;

namespace Embedded;

/// <summary>How long a process of this program takes from its start to its first answer.</summary>
internal static class StartUp
{
    /// <summary>The argument that asks a process for that; the clock's reading from before its start follows.</summary>
    public const string Argument = "--first-answer";

    private const int ProcessCount = 20;

    /// <summary>Starts the program several times, one after the other.</summary>
    /// <returns>The median, from before the operating system is asked for a process to its first answer.</returns>
    public static TimeSpan Measure()
    {
        var times = new TimeSpan[ProcessCount];
        for (int i = 0; i < ProcessCount; i++)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                // Embedded.dll
                start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
            }

            start.ArgumentList.Add(Argument);
            start.ArgumentList.Add(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
            using Process process = Process.Start(start)!;
            times[i] = new TimeSpan(long.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture));
            process.WaitForExit();
        }

        Array.Sort(times);
        return times[ProcessCount / 2];
    }

    /// <summary>What a process prints that <see cref="Measure"/> started. The clock is the machine's, not the process's.</summary>
    /// <param name="started">The clock's reading.</param>
    public static void Report(string started) =>
        Console.WriteLine(Stopwatch.GetElapsedTime(long.Parse(started, CultureInfo.InvariantCulture)).Ticks.ToString(CultureInfo.InvariantCulture));
}
