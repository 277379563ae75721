using Lecture.Part2;
using Lecture.Part3;
using Lecture.Part4;

namespace Lecture.Frame;

/// <summary>The chapters, in the lecture's order.</summary>
internal static class Contents
{
    public static IReadOnlyList<Chapter> Chapters { get; } =
    [
        new TheNeuron(),
        new Indexing(),
        new Layer(),
        new Cost(),
        new GradientDescent(),
        new StochasticGradientDescent(),
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
