using System.Diagnostics;

namespace NeuralGen.Package.Tests.Workplace;

/// <summary>Runs the SDK's commands, and the programs that they make, as a user at a terminal would.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c> with arguments.</summary>
    public static Task<Result> Run(string folder, string packages, params string[] arguments) => Run(HostPath, folder, packages, arguments);

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="packages">Where packages are unpacked.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<Result> Run(string program, string folder, string packages, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };

        // What the run of these tests has set is not the user's.
        foreach (string name in start.Environment.Keys.Where(IsOfThisRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // Nothing stays behind that holds on to the folder, or to the ends of these pipes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";

        // Each process lives for seconds: to count its branches, for faster code later, costs more than it brings.
        start.Environment["DOTNET_TieredPGO"] = "0";
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

        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        return new Result(command, process.ExitCode, await output + await error);
    }

    private static string HostPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static bool IsOfThisRun(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || name is "DOTNET_HOST_PATH" or "Configuration" or "Platform" or "CI";
}

/// <summary>What a command did.</summary>
/// <param name="Command">The command.</param>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">What it wrote.</param>
internal sealed record Result(string Command, int ExitCode, string Output)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The same where all went well; else a failure with all that was written.</summary>
    public Result Succeeded() => ExitCode == 0 ? this : throw new InvalidOperationException($"'{Command}' ended with {ExitCode}:\n{Output}");
}
