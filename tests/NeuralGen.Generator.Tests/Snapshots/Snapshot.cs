using System.Runtime.CompilerServices;
using System.Text;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Snapshots;

/// <summary>
/// Compares generated code with what was accepted before, with the conventions of Verify: beside the test lies
/// <c>Name.verified.cs</c>; where the code differs, <c>Name.received.cs</c> is written next to it and the test fails.
/// </summary>
/// <remarks>
/// To accept the new code, run the tests with the environment variable <c>NEURALGEN_ACCEPT_SNAPSHOTS=1</c> and review
/// the difference that version control shows:
/// <code>NEURALGEN_ACCEPT_SNAPSHOTS=1 dotnet test tests/NeuralGen.Generator.Tests --filter "FullyQualifiedName~Snapshots"</code>
/// </remarks>
internal static class Snapshot
{
    private const string AcceptVariable = "NEURALGEN_ACCEPT_SNAPSHOTS";

    private static bool Accepts => Environment.GetEnvironmentVariable(AcceptVariable) == "1";

    /// <summary>All files of a run, in order of their names, each under a header line.</summary>
    public static string TextOf(GeneratorRun run)
    {
        var text = new StringBuilder();
        foreach ((string name, string content) in run.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            text.Append("//// ").Append(name).Append('\n').Append(content);
        }

        return text.ToString();
    }

    /// <summary>Fails where the text is not the accepted one, and shows the first lines that differ.</summary>
    public static void Verify(string name, string received, [CallerFilePath] string testPath = "")
    {
        string folder = Path.GetDirectoryName(testPath)!;
        string verifiedPath = Path.Combine(folder, name + ".verified.cs");
        string receivedPath = Path.Combine(folder, name + ".received.cs");
        string? verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath) : null;
        if (verified == received)
        {
            File.Delete(receivedPath);
        }
        else if (Accepts)
        {
            File.WriteAllText(verifiedPath, received);
            File.Delete(receivedPath);
        }
        else
        {
            File.WriteAllText(receivedPath, received);
            Assert.Fail(Describe(name, verified, received));
        }
    }

    /// <summary>What the failing test says.</summary>
    public static string Describe(string name, string? verified, string received)
    {
        string hint = $"Compare {name}.received.cs with {name}.verified.cs; to accept, run again with {AcceptVariable}=1.";
        if (verified is null)
        {
            return $"There is no accepted snapshot '{name}'. {hint}";
        }

        string[] before = verified.Split('\n');
        string[] after = received.Split('\n');
        int line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(index => Line(before, index) != Line(after, index));
        IEnumerable<string> shown = Enumerable.Range(line, 3).Select(index => $"  accepted: {Line(before, index)}\n  received: {Line(after, index)}");
        return $"The generated code of '{name}' changed, from line {line + 1} on:\n{string.Join("\n", shown)}\n{hint}";
    }

    private static string Line(string[] lines, int index) => index < lines.Length ? lines[index] : "(end)";
}
