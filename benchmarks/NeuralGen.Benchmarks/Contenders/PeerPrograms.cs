namespace NeuralGen.Benchmarks;

/// <summary>The programs that <c>benchmarks/Peers/setup</c> builds, as far as they are there.</summary>
internal sealed record PeerPrograms(IReadOnlyList<PeerProcess> Running, IReadOnlyList<string> Absent)
{
    private static readonly string[] Programs = ["tuned", "rows", "columns", "eigen", "openblas", "onednn", "libxsmm", "onnxruntime", "torch"];

    /// <summary>The folder into which <c>setup</c> builds, looked for from this program upwards.</summary>
    public static string? DefaultFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "benchmarks", "Peers", "build");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Starts every program in the folder.</summary>
    public static PeerPrograms Start(string? folder, WorkloadFiles files)
    {
        var running = new List<PeerProcess>();
        var absent = new List<string>();
        foreach (string program in Programs)
        {
            string path = Path.Combine(folder ?? string.Empty, program);
            try
            {
                if (folder is not null && File.Exists(path))
                {
                    running.Add(PeerProcess.Start(path, files));
                    continue;
                }
            }
            catch (Exception exception) when (exception is IOException or TimeoutException or System.ComponentModel.Win32Exception)
            {
                Console.Error.WriteLine($"{program}: {exception.Message}");
            }

            absent.Add(program);
        }

        return new PeerPrograms(running, absent);
    }
}
