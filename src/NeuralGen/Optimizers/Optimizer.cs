using System.Numerics;
using NeuralGen.Runtime;

namespace NeuralGen;

/// <summary>Changes parameters by a gradient, step by step. An instance owns its state and serves one network.</summary>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public abstract class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _learningRate;

    /// <summary>For an optimiser without a learning rate.</summary>
    protected Optimizer()
    {
    }

    /// <summary>For an optimiser with a learning rate.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    protected Optimizer(T learningRate) => _learningRate = ThrowIfNotPositive(learningRate, nameof(learningRate));

    /// <summary>The learning rate eta of the steps to come, which a schedule may change; 0 for an optimiser that has none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is negative or not finite; 0, where a schedule may end, leaves parameters as they are.</exception>
    public virtual T LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= T.Zero && T.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The learning rate must be at least 0 and finite.");
    }

    /// <summary>Performs one step.</summary>
    /// <param name="parameters">The parameters theta, changed in place.</param>
    /// <param name="gradient">dC/dtheta, of the same layout; another vector than <paramref name="parameters"/>.</param>
    /// <exception cref="ArgumentException">
    /// The layouts differ, from one another or (where the optimiser keeps state) from the step before, or both are the
    /// same vector. Nothing has been written then.
    /// </exception>
    public abstract void Step(ParameterVector<T> parameters, ParameterVector<T> gradient);

    /// <summary>A copy of what the optimiser keeps from step to step, which later steps do not change.</summary>
    /// <returns>The state, to be saved or given to another instance by <see cref="RestoreState"/>.</returns>
    public OptimizerState<T> CaptureState()
    {
        OptimizerState<T> state = LiveState();
        state.Detach();
        return state;
    }

    /// <summary>Goes on where another instance was: every step from here is, to the last bit, the one that it would have taken.</summary>
    /// <param name="state">
    /// The state of an optimiser of the same kind, created with the same settings; the learning rate may differ and becomes the
    /// state's. It is copied.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The state is that of another kind of optimiser or of other settings, which are named, or it is not complete. This instance
    /// is as it was then.
    /// </exception>
    public void RestoreState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.ThrowUnlessFor(LiveState());
        if (!(state.LearningRate >= T.Zero && T.IsFinite(state.LearningRate)))
        {
            throw new ArgumentException($"The learning rate of a state must be at least 0 and finite; it is {state.LearningRate}.", nameof(state));
        }

        ReadState(state);
        LearningRate = state.LearningRate;
    }

    /// <summary>The state without copies of its vectors: right until the next step.</summary>
    internal OptimizerState<T> LiveState()
    {
        // The name of a generic class ends in its number of type arguments.
        var state = new OptimizerState<T>(GetType().Name.Split('`')[0], LearningRate);
        DescribeState(state);
        return state;
    }

    /// <summary>
    /// Adds everything but the learning rate: the settings that the optimiser was created with, and what it keeps from step to
    /// step. An optimiser that keeps something overrides this and <see cref="ReadState"/>; one that keeps nothing needs neither,
    /// but should add its settings, so that a training is not continued with others.
    /// </summary>
    /// <param name="state">Receives settings, counts, numbers and vectors, the vectors without being copied.</param>
    protected virtual void DescribeState(OptimizerState<T> state)
    {
    }

    /// <summary>
    /// Takes over what <see cref="DescribeState"/> added; the settings have been compared already. Checks everything
    /// (<see cref="OptimizerState{T}.HasVectors"/>) before it changes anything.
    /// </summary>
    /// <param name="state">The state of an optimiser of the same class and settings.</param>
    /// <exception cref="ArgumentException">The state is not complete, or holds more than it should.</exception>
    protected virtual void ReadState(OptimizerState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.HasVectors([], []))
        {
            throw new ArgumentException($"{state.Kind} keeps no vectors.", nameof(state));
        }
    }

    /// <summary>Checks the arguments of <see cref="Step"/>; the first thing every optimiser does.</summary>
    /// <param name="parameters">The parameters given to the step.</param>
    /// <param name="gradient">The gradient given to the step.</param>
    /// <param name="state">A vector the optimiser keeps from one step to the next; <see langword="null"/> if it has none (yet).</param>
    /// <exception cref="ArgumentException">The arguments do not fit each other or the state.</exception>
    protected static void ThrowIfMismatched(ParameterVector<T> parameters, ParameterVector<T> gradient, ParameterVector<T>? state = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Guard.Gradient(gradient, parameters, nameof(gradient));
        if (state is not null && !parameters.Layout.Equals(state.Layout))
        {
            throw new ArgumentException($"An optimiser serves one network, and the steps before had another layout. Expected {state.Layout}; given {parameters.Layout}.", nameof(parameters));
        }
    }

    /// <summary>The number of steps in a state: above 0 just where there are the vectors of a first step.</summary>
    private protected static long StepsOf(OptimizerState<T> state, string name, bool hasStepped)
    {
        long steps = state.Counts[name];
        return steps >= 0 && (steps > 0) == hasStepped
            ? steps
            : throw new ArgumentException(
                $"The count '{name}' of a state of {state.Kind} {(hasStepped ? "with" : "without")} vectors must be {(hasStepped ? "above 0" : "0")}; it is {steps}.", nameof(state));
    }

    /// <summary>Checks a learning rate, so that every optimiser accepts the same ones.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="argument">The name under which the caller was given it.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    protected static T ThrowIfNotPositive(T learningRate, string argument) =>
        learningRate > T.Zero && T.IsFinite(learningRate)
            ? learningRate
            : throw new ArgumentOutOfRangeException(argument, learningRate, "The learning rate must be positive and finite.");

    /// <summary>Checks a factor such as a momentum or the rate of a decaying mean.</summary>
    private protected static double ThrowIfNotShare(double value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and less than 1.");

    /// <summary>Checks a number that may be zero, such as a weight decay.</summary>
    private protected static double ThrowIfNegative(double value, string name) =>
        value >= 0 && T.IsFinite(T.CreateTruncating(value))
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and finite.");

    /// <summary>Checks an epsilon: with 0 the padding, where gradient and state are zero, would become 0 / 0.</summary>
    private protected static double ThrowIfNotEpsilon(double value)
    {
        T rounded = T.CreateTruncating(value);
        return rounded > T.Zero && T.IsFinite(rounded)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Epsilon must be positive and finite.");
    }
}
