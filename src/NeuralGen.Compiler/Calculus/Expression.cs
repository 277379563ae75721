namespace NeuralGen.Compiler.Calculus;

/// <summary>A scalar function of named variables, written down. Expressions compare by value and never change.</summary>
internal abstract record Expression
{
    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression left, Expression right) => new Sum(new[] { left, right }.ToEquatableArray());

    public static Expression operator -(Expression left, Expression right) => left + (-right);

    public static Expression operator *(Expression left, Expression right) => new Product(new[] { left, right }.ToEquatableArray());

    public static Expression operator /(Expression left, Expression right) => left * new Power(right, -1);

    public static Expression operator -(Expression operand) => new Constant(-1) * operand;
}

/// <summary>A number.</summary>
internal sealed record Constant(double Value) : Expression;

/// <summary>A variable, such as z, a or y.</summary>
internal sealed record Variable(string Name) : Expression;

/// <summary>The sum of some terms.</summary>
internal sealed record Sum(EquatableArray<Expression> Terms) : Expression;

/// <summary>The product of some factors.</summary>
internal sealed record Product(EquatableArray<Expression> Factors) : Expression;

/// <summary>An integer power; division is a power of -1.</summary>
internal sealed record Power(Expression Base, int Exponent) : Expression;

/// <summary>An elementary function of an argument.</summary>
internal sealed record Call(Function Function, Expression Argument) : Expression;

/// <summary>An elementary function of two arguments.</summary>
internal sealed record BinaryCall(BinaryFunction Function, Expression Left, Expression Right) : Expression;

/// <summary>One expression where a condition holds, another elsewhere.</summary>
internal sealed record Select(Condition Condition, Expression WhenTrue, Expression WhenFalse) : Expression;

/// <summary>A comparison of two expressions.</summary>
internal sealed record Condition(Expression Left, Comparison Comparison, Expression Right);

internal enum Comparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// <summary>The elementary functions.</summary>
internal enum Function
{
    Exp,

    /// <summary>exp(u) for u of at most 0; only in straight-line code, which knows that it is enough.</summary>
    ExpOfNonPositive,

    /// <summary>exp(u) - 1.</summary>
    ExpMinusOne,

    Log,

    /// <summary>ln(1 + u).</summary>
    LogOnePlus,

    Tanh,

    /// <summary>1 / (1 + exp(-u)).</summary>
    Sigmoid,

    /// <summary>ln(1 + exp(u)).</summary>
    Softplus,

    Erf,
    Sqrt,
    Abs,

    /// <summary>1, 0 or -1.</summary>
    Sign,

    /// <summary>The cube root, also of negative numbers.</summary>
    Cbrt,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Asinh,
    Acosh,
    Atanh,
}

/// <summary>The elementary functions of two arguments.</summary>
internal enum BinaryFunction
{
    /// <summary>The first argument to the power of the second.</summary>
    Pow,

    /// <summary>The angle of the point whose second coordinate comes first.</summary>
    Atan2,

    /// <summary>The larger; NaN where one is NaN. <c>u &gt; v ? u : v</c> says what its derivative is where both are equal.</summary>
    Max,

    /// <summary>The smaller; NaN where one is NaN. <c>u &lt; v ? u : v</c> says what its derivative is where both are equal.</summary>
    Min,
}
