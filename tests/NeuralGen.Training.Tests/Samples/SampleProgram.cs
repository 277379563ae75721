using System.Diagnostics;

namespace NeuralGen.Tests.Samples;

/// <summary>Runs a sample, built in the configuration of these tests, as a program of its own.</summary>
internal static class SampleProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task<SampleResult> Run(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // Not the folder of the sample: it has to find its data from anywhere.
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Locate(sample));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return new SampleResult(process.ExitCode, await output, await error);
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>From tests/NeuralGen.Training.Tests/bin/Release/net10.0 to samples/NAME/bin/Release/net10.0/NAME.dll.</summary>
    private static string Locate(string sample)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        DirectoryInfo configuration = framework.Parent!;
        DirectoryInfo root = configuration.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "samples", sample, "bin", configuration.Name, framework.Name, $"{sample}.dll");
    }
}

/// <summary>What a sample did.</summary>
internal sealed record SampleResult(int ExitCode, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
