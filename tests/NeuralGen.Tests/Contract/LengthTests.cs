using System.Globalization;
using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>Every method with every wrong length.</summary>
[Trait("Category", "Numeric")]
public abstract class LengthTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 17;
    private const int Outputs = 9;

    /// <summary>The method, the argument with the wrong length, the length expected, and the lengths given.</summary>
    public static TheoryData<string, string, int, int[]> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, int, int[]>();
            int[] notInput = [0, 1, Inputs - 1, Inputs + 1, 2 * Inputs];
            int[] notOutput = [0, 1, Outputs - 1, Outputs + 1, 2 * Outputs];
            int[] notInputs = [1, Inputs - 1, Inputs + 1, (3 * Inputs) - 1, (3 * Inputs) + 1];
            int[] notOutputs = [0, 1, Outputs, (3 * Outputs) - 1, (3 * Outputs) + 1, 4 * Outputs];
            cases.Add("Forward", "input", Inputs, notInput);
            cases.Add("Forward", "output", Outputs, notOutput);
            cases.Add("ForwardBatch", "inputs", Inputs, notInputs);
            cases.Add("ForwardBatch", "outputs", 3 * Outputs, notOutputs);
            cases.Add("ComputeLoss", "input", Inputs, notInput);
            cases.Add("ComputeLoss", "target", Outputs, notOutput);
            cases.Add("Backward", "input", Inputs, notInput);
            cases.Add("Backward", "target", Outputs, notOutput);
            cases.Add("BackwardToTheInput", "input", Inputs, notInput);
            cases.Add("BackwardToTheInput", "target", Outputs, notOutput);
            cases.Add("BackwardToTheInput", "inputGradient", Inputs, notInput);
            cases.Add("BackwardBatch", "inputs", Inputs, notInputs);
            cases.Add("BackwardBatch", "targets", 3 * Outputs, notOutputs);
            cases.Add("TrainBatch", "inputs", Inputs, notInputs);
            cases.Add("TrainBatch", "targets", 3 * Outputs, notOutputs);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WrongLengthIsNamed(string method, string argument, int expected, int[] given)
    {
        foreach (int length in given)
        {
            ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new Call(method, argument, length).Make());
            Assert.Equal((length, argument), (length, exception.ParamName));
            Assert.Contains(expected.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
            Assert.Contains(length.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NothingIsWrittenBeforeTheCheck(string method, string argument, int expected, int[] given)
    {
        foreach (int length in given)
        {
            var call = new Call(method, argument, length);
            Assert.ThrowsAny<ArgumentException>(call.Make);
            Assert.True(call.IsUntouched, $"{method} wrote something although {argument} had {length} elements instead of {expected}.");
        }
    }

    /// <summary>A call with right arguments but for the length of one.</summary>
    private sealed class Call
    {
        private static readonly T Mark = T.CreateChecked(-3.5);

        private readonly string _method;
        private readonly INeuralNetwork<T> _network = ContractNetworks.OddSizes<T>().Create();
        private readonly ParameterVector<T> _gradient;
        private readonly ulong[] _parameters;
        private readonly T[] _inputs;
        private readonly T[] _targets;
        private readonly T[] _written;

        public Call(string method, string argument, int length)
        {
            _method = method;
            int samples = method.EndsWith("Batch", StringComparison.Ordinal) ? 3 : 1;
            _inputs = new T[argument is "input" or "inputs" ? length : samples * Inputs];
            _targets = new T[argument is "target" or "targets" ? length : samples * Outputs];
            int written = method == "BackwardToTheInput" ? Inputs : samples * Outputs;
            _written = new T[argument is "output" or "outputs" or "inputGradient" ? length : written];
            _written.AsSpan().Fill(Mark);
            _gradient = new ParameterVector<T>(_network.Parameters.Layout);
            _gradient.Storage.Fill(Mark);
            _parameters = Numbers.Bits<T>(_network.Parameters.Storage);
        }

        public bool IsUntouched =>
            _written.AsSpan().IndexOfAnyExcept(Mark) < 0
            && _gradient.Storage.IndexOfAnyExcept(Mark) < 0
            && _parameters.AsSpan().SequenceEqual(Numbers.Bits<T>(_network.Parameters.Storage));

        public void Make()
        {
            switch (_method)
            {
                case "Forward":
                    _network.Forward(_inputs, _written);
                    break;
                case "ForwardBatch":
                    _network.ForwardBatch(_inputs, _written);
                    break;
                case "ComputeLoss":
                    _network.ComputeLoss(_inputs, _targets);
                    break;
                case "Backward":
                    _network.Backward(_inputs, _targets, _gradient);
                    break;
                case "BackwardToTheInput":
                    _network.Backward(_inputs, _targets, _gradient, _written);
                    break;
                case "BackwardBatch":
                    _network.BackwardBatch(_inputs, _targets, _gradient);
                    break;
                case "TrainBatch":
                    _network.TrainBatch(_inputs, _targets, new SteepestDescent<T>(T.One));
                    break;
                default:
                    throw new InvalidOperationException(_method);
            }
        }
    }
}

public sealed class SingleLengthTests : LengthTests<float>;

public sealed class DoubleLengthTests : LengthTests<double>;
