namespace NeuralGen;

/// <summary>
/// Has NeuralGen differentiate a static method that is a formula in C#: an expression, or locals and one return, over
/// arithmetic, comparisons, the conditional operator, the elementary functions of <see cref="Math"/>,
/// <see cref="MathF"/>, <see cref="float"/> and <see cref="double"/>, constants, and other methods with this attribute.
/// </summary>
/// <remarks>
/// The parameters are all float or all double; the result is one such number or a tuple of them. The class must be partial.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute;
