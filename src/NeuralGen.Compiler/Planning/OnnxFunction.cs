using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx.Layers;
using static NeuralGen.Compiler.Planning.OnnxOperand;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// A function of single numbers as operators of ONNX. In single precision a few activations are one operator; everything else
/// is taken apart into arithmetic that every engine has, in forms that the importer recognises.
/// </summary>
internal sealed class OnnxFunction
{
    private readonly IReadOnlyDictionary<string, Named> _variables;
    private readonly string _result;
    private readonly Precision _precision;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<Expression, OnnxOperand> _known = [];
    private readonly Dictionary<Condition, OnnxOperand> _knownConditions = [];
    private readonly List<OnnxOperator> _operators = [];

    private OnnxFunction(IReadOnlyDictionary<string, Named> variables, string result, Precision precision, HashSet<string> taken) =>
        (_variables, _result, _precision, _taken) = (variables, result, precision, taken);

    /// <summary>The operators of a function, of which the last computes it.</summary>
    /// <param name="variables">What its variables are.</param>
    /// <param name="vector">A vector of the network, for a function that has no variables.</param>
    /// <param name="result">The name of the last operator's result.</param>
    /// <param name="taken">The names in use, to which those of the other results are added.</param>
    public static IReadOnlyList<OnnxOperator> Plan(
        Expression function, IReadOnlyDictionary<string, Named> variables, Named vector, string result, Precision precision, HashSet<string> taken)
    {
        var plan = new OnnxFunction(variables, result, precision, taken);
        if (precision == Precision.Double || !plan.AddActivation(function))
        {
            plan.AddFunction(function, vector);
        }

        return plan._operators;
    }

    /// <summary>A name that is not in use, and is from now on.</summary>
    public static string Unused(string name, HashSet<string> taken)
    {
        string candidate = name;
        for (int number = 2; !taken.Add(candidate); number++)
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    /// <summary>
    /// An activation that ONNX has, with numbers beside its operand that are always floats. ONNX Runtime has these
    /// operators for floats only.
    /// </summary>
    private bool AddActivation(Expression function)
    {
        if (_variables.Count != 1)
        {
            return false;
        }

        (string variable, Named z) = (_variables.Keys.First(), _variables.Values.First());
        Expression canonical = CustomFunctions.Activation(Substitution.Replace(function, new Variable(variable), new Variable("z")));
        (ActivationKind kind, double? alpha) = BuiltInActivations.Find(canonical, _precision) ?? (ActivationKind.Identity, null);
        switch (kind)
        {
            case ActivationKind.LeakyReLU:
                AddWith("LeakyRelu", _result, z, ("alpha", alpha ?? 0.01));
                return true;
            case ActivationKind.ELU:
                AddWith("Elu", _result, z, ("alpha", alpha ?? 1));
                return true;
            case ActivationKind.SELU:
                AddWith("Selu", _result, z);
                return true;
            case ActivationKind.Softsign:
                AddWith("Softsign", _result, z);
                return true;
            case ActivationKind.HardSigmoid:
                AddHardSigmoid(_result, z);
                return true;
            case ActivationKind.HardSwish:
                string factor = NameOf("HardSigmoid");
                AddHardSigmoid(factor, z);
                AddWith("Mul", _result, [z, new Named(factor)]);
                return true;
            default:
                return false;
        }
    }

    private void AddHardSigmoid(string result, Named z) => AddWith("HardSigmoid", result, z, ("alpha", 1.0 / 6), ("beta", 0.5));

    private void AddFunction(Expression function, Named vector)
    {
        if (Substitution.FreeVariables(function).Count == 0)
        {
            // A constant has to become as long as the network's vectors.
            var constant = new Number(Evaluator.Evaluate(function, new Dictionary<string, double>()));
            Add("Where", Add("Equal", vector, vector), constant, constant);
        }
        else if (Write(function) is var computed && _operators.Count == 0)
        {
            Add("Identity", computed);
        }

        // The last operator is that of the whole function, which nothing else reads.
        int last = _operators.Count - 1;
        _operators[last] = _operators[last] with { Result = _result };
    }

    /// <summary>What an expression is computed into. Equal parts are computed once.</summary>
    private OnnxOperand Write(Expression expression)
    {
        if (!_known.TryGetValue(expression, out OnnxOperand? value))
        {
            value = WriteNew(expression);
            _known.Add(expression, value);
        }

        return value;
    }

    private OnnxOperand WriteNew(Expression expression) => expression switch
    {
        Constant constant => new Number(constant.Value),
        Variable variable => _variables[variable.Name],
        Sum sum => WriteSum(sum),
        Product product => WriteProduct(product),
        Power { Exponent: < 0 } power => Add("Reciprocal", Write(Positive(power))),
        Power { Exponent: 1 } power => Write(power.Base),
        Power power => Add("Pow", Write(power.Base), new Number(power.Exponent)),
        Select select => WriteSelect(select),
        Call call => WriteCall(call),
        BinaryCall { Function: BinaryFunction.Atan2 } call => Write(OnnxForms.Angle(call.Left, call.Right)),
        BinaryCall call => Add(call.Function.ToString(), Write(call.Left), Write(call.Right)),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} has no operator in ONNX."),
    };

    /// <summary>Terms with a minus are subtracted, after one that has none where there is one.</summary>
    private OnnxOperand WriteSum(Sum sum)
    {
        Expression[] terms = [.. sum.Terms.Where(term => !IsNegative(term)), .. sum.Terms.Where(IsNegative)];
        OnnxOperand total = Write(terms[0]);
        foreach (Expression term in terms.Skip(1))
        {
            total = IsNegative(term) ? Add("Sub", total, Write(Negated(term))) : Add("Add", total, Write(term));
        }

        return total;
    }

    private OnnxOperand WriteProduct(Product product)
    {
        if (product.Factors[0] is Constant { Value: -1 } && product.Factors.Count > 1)
        {
            return Add("Neg", Write(Negated(product)));
        }

        // ONNX Runtime makes one operator of z sigmoid(z), which it has for floats only.
        Expression[] factors = _precision == Precision.Double ? [.. product.Factors.Select(OnnxForms.WithoutSigmoid)] : [.. product.Factors];
        Expression[] numerator = [.. factors.Where(factor => factor is not Power { Exponent: < 0 })];
        Power[] denominator = [.. factors.OfType<Power>().Where(power => power.Exponent < 0)];
        OnnxOperand? dividend = numerator.Length == 0 ? null : Multiply(numerator);
        if (denominator.Length == 0)
        {
            return dividend!;
        }

        OnnxOperand divisor = Multiply(denominator.Select(Positive));
        return dividend is null ? Add("Reciprocal", divisor) : Add("Div", dividend, divisor);
    }

    private OnnxOperand Multiply(IEnumerable<Expression> factors)
    {
        OnnxOperand? product = null;
        foreach (Expression factor in factors)
        {
            product = product is null ? Write(factor) : Add("Mul", product, Write(factor));
        }

        return product!;
    }

    /// <summary>Max and Min would do for some, but engines disagree about what they do with NaN.</summary>
    private OnnxOperand WriteSelect(Select select)
    {
        (Expression left, Comparison comparison, Expression right) = select.Condition;
        if (comparison == Comparison.LessOrEqual && right is Constant { Value: 0 } && select.WhenTrue is Constant { Value: 0 } && select.WhenFalse == left)
        {
            return Add("Relu", Write(left));
        }

        // ONNX has no operator for what is not equal.
        return comparison == Comparison.NotEqual
            ? Choose(select.Condition with { Comparison = Comparison.Equal }, select.WhenFalse, select.WhenTrue)
            : Choose(select.Condition, select.WhenTrue, select.WhenFalse);
    }

    private OnnxOperand Choose(Condition condition, Expression whenTrue, Expression whenFalse)
    {
        if (!_knownConditions.TryGetValue(condition, out OnnxOperand? holds))
        {
            string type = condition.Comparison.ToString();
            holds = Add(type, Write(condition.Left), Write(condition.Right));
            _knownConditions.Add(condition, holds);
        }

        return Add("Where", holds, Write(whenTrue), Write(whenFalse));
    }

    private OnnxOperand WriteCall(Call call) => call.Function switch
    {
        Function.Softplus when _precision == Precision.Double => Write(OnnxForms.Softplus(call.Argument)),
        Function.ExpOfNonPositive => Add("Exp", Write(call.Argument)),
        Function.ExpMinusOne => Add("Sub", Write(new Call(Function.Exp, call.Argument)), new Number(1)),
        Function.LogOnePlus => Write(new Call(Function.Log, 1 + call.Argument)),
        Function.Cbrt => Write(OnnxForms.CubeRoot(call.Argument)),
        _ => Add(call.Function.ToString(), Write(call.Argument)),
    };

    private Named Add(string type, params OnnxOperand[] operands)
    {
        string name = NameOf(type);
        AddWith(type, name, operands);
        return new Named(name);
    }

    private void AddWith(string type, string result, OnnxOperand[] operands) => _operators.Add(new OnnxOperator(type, result, operands));

    private void AddWith(string type, string result, Named operand, params (string Name, double Value)[] attributes) =>
        _operators.Add(new OnnxOperator(
            type,
            result,
            new OnnxOperand[] { operand }.ToEquatableArray(),
            attributes.Select(attribute => new OnnxAttribute(attribute.Name, attribute.Value)).ToEquatableArray()));

    private string NameOf(string type) => Unused($"{_result}.{type.ToLowerInvariant()}", _taken);

    private static bool IsNegative(Expression term) =>
        term is Constant { Value: < 0 } || (term is Product product && product.Factors[0] is Constant { Value: < 0 });

    private static Expression Negated(Expression term)
    {
        (double coefficient, Expression rest) = SumSimplifier.Split(term);
        return SumSimplifier.Scale(-coefficient, rest);
    }

    private static Expression Positive(Power power) => power.Exponent == -1 ? power.Base : new Power(power.Base, -power.Exponent);
}
