using System.Globalization;
using System.Runtime.InteropServices;

namespace NeuralGen.Benchmarks;

/// <summary>A temporary folder with the workloads as files, for the peers that are processes of their own.</summary>
/// <remarks>
/// A workload is a folder: <c>workload.txt</c> describes it, a word and its values on each line, and
/// <c>parameters.f32</c>, <c>inputs.f32</c> and <c>targets.f32</c> hold little-endian numbers of 32 bits.
/// </remarks>
internal sealed class WorkloadFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("neuralgen-compare-");

    /// <summary>The folder of a workload, written if it is not there yet.</summary>
    public string FolderOf(Workload workload, WorkloadData data)
    {
        string folder = Path.Combine(_folder.FullName, workload.Id);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "workload.txt"), Describe(workload));
            Write(Path.Combine(folder, "parameters.f32"), data.Parameters);
            Write(Path.Combine(folder, "inputs.f32"), data.Inputs);
            Write(Path.Combine(folder, "targets.f32"), data.Targets);
        }

        return folder;
    }

    /// <summary>Reads numbers that a peer wrote.</summary>
    public static float[] Read(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Write(string path, float[] values) => File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(values));

    private static string Describe(Workload workload)
    {
        NetworkShape network = workload.Network;
        string optimizer = workload.Training is null ? "none" : workload.Training.Adam ? "adam" : "sgd";
        string rate = (workload.Training?.LearningRate ?? 0).ToString(CultureInfo.InvariantCulture);
        return $"""
            sizes {string.Join(' ', network.Sizes)}
            activations {string.Join(' ', network.Activations).ToLowerInvariant()}
            loss {network.Loss.ToString().ToLowerInvariant()}
            batch {workload.Batch}
            samples {workload.Samples}
            optimizer {optimizer}
            rate {rate}
            checkedsteps {WorkloadData.CheckedSteps}

            """.ReplaceLineEndings("\n");
    }
}
