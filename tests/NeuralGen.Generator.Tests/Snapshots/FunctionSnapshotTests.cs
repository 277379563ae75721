using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Tests.Functions;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Snapshots;

/// <summary>The whole generated code of a function of one's own.</summary>
public class FunctionSnapshotTests
{
    private const string Source =
        """
        using System;
        using NeuralGen;

        namespace Samples;

        public static partial class Formulas
        {
            [Differentiable]
            public static float Bump(float x)
            {
                float square = x * x;
                return square < 1 ? MathF.Exp(-1 / (1 - square)) * MathF.Cbrt(x) : 0;
            }
        }
        """;

    [Fact]
    public void Generated_code_is_the_accepted_one()
    {
        FunctionRun run = FunctionRun.Of(BuildSettings.Default, Source);
        IEnumerable<GeneratedSourceResult> files = run.Result.GeneratedSources.OrderBy(file => file.HintName, StringComparer.Ordinal);
        Snapshot.Verify("Function", string.Concat(files.Select(file => $"//// {file.HintName}\n{file.SourceText}")));
    }

    [Fact]
    public async Task Code_of_the_snapshot_compiles() =>
        await FunctionRun.Of(BuildSettings.Default, Source).AssertCleanAsync(TestContext.Current.CancellationToken);
}
