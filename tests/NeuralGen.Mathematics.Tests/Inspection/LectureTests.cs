using System.Globalization;
using System.Runtime.CompilerServices;

namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>The network of docs/generated-code.md.</summary>
[NeuralNetwork(3, Loss = Loss.HalfSquaredError)]
[Dense(4, Activation.Sigmoid)]
[Dense(2, Activation.Sigmoid)]
public partial class Lecture;

/// <summary>What docs/generated-code.md says of a trace is so.</summary>
[Trait("Category", "Numeric")]
public class LectureTests
{
    private readonly Lecture _network = new();
    private readonly ParameterVector<float> _gradient = new(Lecture.Layout);
    private readonly Lecture.Trace _trace = new();
    private readonly float[] _target = [1, 0];
    private readonly float _loss;

    public LectureTests() => _loss = _network.Backward([0.5f, -1, 0.25f], _target, _gradient, _trace);

    [Fact]
    public void Trace_is_the_one_shown()
    {
        string[] lines =
        [
            Line("a^0", _trace.A0), Line("z^1", _trace.Z1), Line("a^1", _trace.A1), Line("z^2", _trace.Z2), Line("a^2", _trace.A2),
            Line("C", [_loss]), Line("delta^2", _trace.Delta2), Line("delta^1", _trace.Delta1),
        ];
        string shown = $"```text\n{string.Join("\n", lines)}\n```";
        string page = File.ReadAllText(PagePath()).ReplaceLineEndings("\n");
        Assert.True(page.Contains(shown, StringComparison.Ordinal), "The page does not show:\n" + shown);
    }

    [Fact]
    public void Equations_can_be_checked_as_shown()
    {
        for (int j = 0; j < 2; j++)
        {
            float bp1 = _trace.A2[j] * (1 - _trace.A2[j]) * (_trace.A2[j] - _target[j]);
            Assert.Equal(bp1, _trace.Delta2[j], 1e-6f);
        }

        for (int k = 0; k < 4; k++)
        {
            float bp2 = ((_network.Dense2.Weights[0, k] * _trace.Delta2[0]) + (_network.Dense2.Weights[1, k] * _trace.Delta2[1]))
                * _trace.A1[k] * (1 - _trace.A1[k]);
            Assert.Equal(bp2, _trace.Delta1[k], 1e-6f);
            Assert.Equal(_trace.Delta1[k], _gradient["dense1.bias"][k]);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(_trace.Delta1[k] * _trace.A0[i], _gradient["dense1.weight"][k, i]);
            }
        }
    }

    private static string Line(string name, ReadOnlySpan<float> vector) =>
        name.PadRight(7) + string.Concat(vector.ToArray().Select(number => number.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(9)));

    private static string PagePath([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/generated-code.md"));
}
