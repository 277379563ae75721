using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace NeuralGen.Benchmarks;

/// <summary>
/// A peer in a process of its own. It first says its name; then it answers each line with a line:
/// <c>open FOLDER</c> prepares a workload, writes what it computes to <c>answer.f32</c> in its folder and says
/// <c>opened</c> or <c>absent</c>; <c>run SECONDS</c> measures and says the seconds that one step takes.
/// </summary>
internal sealed class PeerProcess : IContender
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly WorkloadFiles _files;

    private PeerProcess(Process process, WorkloadFiles files)
    {
        _process = process;
        _files = files;
    }

    public string Name { get; private set; } = string.Empty;

    /// <summary>Starts the program of a peer, with one thread for every library in it.</summary>
    public static PeerProcess Start(string program, WorkloadFiles files)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
        {
            start.Environment[variable] = "1";
        }

        if (Avx512F.IsSupported)
        {
            // Older versions of OpenBLAS do not know newer processors and would use half their width.
            start.Environment["OPENBLAS_CORETYPE"] = "SKYLAKEX";
        }

        // Freed blocks stay in the process: handing large ones back at every step would make some peers slow by chance.
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "1000000000";
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "1000000000";
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var peer = new PeerProcess(process, files);
        try
        {
            peer.Name = peer.ReadLine();
            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    public IRun? Open(Workload workload, WorkloadData data)
    {
        string folder = _files.FolderOf(workload, data);
        return Ask($"open {folder}") switch
        {
            "opened" => new Run(this, WorkloadFiles.Read(Path.Combine(folder, "answer.f32"))),
            "absent" => null,
            string other => throw new InvalidOperationException($"{Name} said '{other}'."),
        };
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close(); // the end of its input ends a peer
            if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return ReadLine();
    }

    private string ReadLine()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        if (!line.Wait(LongestAnswer))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_process.StartInfo.FileName} does not answer.");
        }

        return line.Result ?? throw new EndOfStreamException($"{_process.StartInfo.FileName} has ended.");
    }

    private sealed class Run(PeerProcess peer, float[] answer) : IRun
    {
        public float[] Answer() => answer;

        public double Measure(double seconds) =>
            double.Parse(peer.Ask(string.Create(CultureInfo.InvariantCulture, $"run {seconds}")), CultureInfo.InvariantCulture);

        public void Dispose()
        {
        }
    }
}
