using Lecture.Part1;
using Lecture.Part2;
using Lecture.Part3;
using Lecture.Part4;

namespace Lecture.Frame;

/// <summary>The chapters, in the lecture's order.</summary>
internal static class Contents
{
    public static IReadOnlyList<Chapter> Chapters { get; } =
    [
        new Gradients(),
        new Jacobians(),
        new ScalarChainRule(),
        new JacobianChainRule(),
        new TheNeuron(),
        new Indexing(),
        new Layer(),
        new Cost(),
        new ElementwiseFunctions(),
        new HadamardProduct(),
        new ScalarExpansion(),
        new SumOfElements(),
        new NeuronActivation(),
        new CostByWeights(),
        new WeightsAndErrors(),
        new CostByBias(),
        new GradientDescent(),
        new StochasticGradientDescent(),
        new WholeLayer(),
        new ErrorOfNode(),
        new EquationOne(),
        new EquationTwo(),
        new EquationThree(),
        new EquationFour(),
        new FourEquations(),
        new PartsThreeAndFour(),
        new BackpropagationAlgorithm(),
        new LookingAhead(),
    ];
}
