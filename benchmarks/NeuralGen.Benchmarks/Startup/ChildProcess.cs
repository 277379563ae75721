using System.Diagnostics;
using System.Reflection;

namespace NeuralGen.Benchmarks.Startup;

/// <summary>This program, started once more: what a first call costs can be measured only once in a process.</summary>
internal static class ChildProcess
{
    /// <summary>Runs with the arguments given and returns what was printed; its errors go where ours go.</summary>
    public static string Run(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        IEnumerable<string> all = isHost ? arguments.Prepend(Assembly.GetExecutingAssembly().Location) : arguments;
        using Process process = Process.Start(new ProcessStartInfo(program, all) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' failed with exit code {process.ExitCode}: {output}");
    }
}
