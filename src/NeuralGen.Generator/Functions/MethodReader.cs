using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Generator.Declarations;
using NeuralGen.Generator.Diagnostics;

namespace NeuralGen.Generator.Functions;

/// <summary>
/// Reads methods statement by statement, with what their parameters and locals stand for. A null value says that a
/// problem was noted, or that the C# compiler reports an error there itself.
/// </summary>
internal sealed class MethodReader(
    Compilation compilation, CallableMethods callable, int greatestSize, List<Problem> problems, CancellationToken cancellation)
{
    /// <summary>Every stage walks expressions by recursion, and must not run out of stack.</summary>
    private const int GreatestDepth = 250;

    private readonly Stack<IMethodSymbol> _calls = new();
    private int _depth;
    private Dictionary<ISymbol, Value> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The result of a method for some arguments.</summary>
    public Value? Read(IMethodSymbol method, IReadOnlyList<Value> arguments)
    {
        if (SignatureRules.Declaration(method, cancellation) is not { } declaration || Body(declaration) is not { } body)
        {
            return null;
        }

        Dictionary<ISymbol, Value> outer = _values;
        _values = new Dictionary<ISymbol, Value>(SymbolEqualityComparer.Default);
        _calls.Push(method);
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach ((IParameterSymbol parameter, Value value) in implementation.Parameters.Zip(arguments, (parameter, value) => (parameter, value)))
        {
            _values[parameter] = value;
        }

        Value? result = ReadStatements(body);
        _calls.Pop();
        _values = outer;
        return result;
    }

    private IBlockOperation? Body(MethodDeclarationSyntax declaration) =>
        compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, cancellation) is IMethodBodyOperation operation
            ? operation.BlockBody ?? operation.ExpressionBody
            : null;

    /// <summary>Locals, each with its value, and one return.</summary>
    private Value? ReadStatements(IBlockOperation block)
    {
        foreach (IOperation statement in block.Operations)
        {
            switch (statement)
            {
                case IReturnOperation { ReturnedValue: { } returned }:
                    return Read(returned);
                case IVariableDeclarationGroupOperation group:
                    if (!ReadLocals(group))
                    {
                        return null;
                    }

                    break;
                case IEmptyOperation:
                    break;
                default:
                    return Refuse(FunctionDescriptors.BadStatement, statement);
            }
        }

        return null;
    }

    private bool ReadLocals(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            // A constant is read where it is used.
            if (declarator.Symbol.IsConst)
            {
                continue;
            }

            if (declarator.Symbol.IsRef || declarator.GetVariableInitializer() is not { } initializer)
            {
                Refuse(FunctionDescriptors.BadStatement, declarator);
                return false;
            }

            if (Read(initializer.Value) is not { } value)
            {
                return false;
            }

            _values[declarator.Symbol] = value;
        }

        return true;
    }

    private Value? Read(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_depth == GreatestDepth)
        {
            return RefuseSize(operation);
        }

        _depth++;
        Value? value = operation.ConstantValue is { HasValue: true, Value: { } constant } ? OfConstant(constant, operation) : ReadVariable(operation);
        _depth--;
        return value is not null && Size(value) > greatestSize ? RefuseSize(operation) : value;
    }

    private static double Size(Value value) => value switch
    {
        Value.Number number => ExpressionTree.Size(number.Expression),
        Value.Tuple tuple => tuple.Items.Sum(ExpressionTree.Size),
        Value.Truth truth => Logic.Size(truth.Logic, 1, 1),
        _ => 0,
    };

    private Value? RefuseSize(IOperation operation) =>
        Refuse(FunctionDescriptors.TooLarge, operation, _calls.Last().Name, greatestSize.ToString(CultureInfo.InvariantCulture));

    private Value? OfConstant(object constant, IOperation operation) => constant switch
    {
        bool truth => new Value.Truth(new Logic.Constant(truth)),
        float or double or int or uint or long or ulong or short or ushort or byte or sbyte =>
            new Value.Number(Convert.ToDouble(constant, CultureInfo.InvariantCulture)),
        _ => Refuse(FunctionDescriptors.BadExpression, operation),
    };

    private Value? ReadVariable(IOperation operation) => operation switch
    {
        IParameterReferenceOperation parameter => Lookup(parameter.Parameter),
        ILocalReferenceOperation local => Lookup(local.Local),
        IParenthesizedOperation parenthesized => Read(parenthesized.Operand),
        IConversionOperation conversion => ReadConversion(conversion),
        IUnaryOperation unary => ReadUnary(unary),
        IBinaryOperation binary => ReadBinary(binary),
        IConditionalOperation { WhenFalse: not null } conditional => ReadConditional(conditional),
        IInvocationOperation invocation => ReadInvocation(invocation),
        ITupleOperation tuple => ReadTuple(tuple),
        IFieldReferenceOperation { Instance: { } instance, Field: { ContainingType.IsTupleType: true } field } => ReadItem(instance, field),
        IFieldReferenceOperation { Field: var field } => Refuse(FunctionDescriptors.NotAConstant, operation, field.Name),
        IPropertyReferenceOperation { Property: var property } => Refuse(FunctionDescriptors.NotAConstant, operation, property.Name),
        IInvalidOperation => null,
        _ => IsCompilerError(operation.Syntax) ? null : Refuse(FunctionDescriptors.BadExpression, operation),
    };

    private bool IsCompilerError(SyntaxNode syntax) => compilation.GetSemanticModel(syntax.SyntaxTree)
        .GetDiagnostics(syntax.Span, cancellation)
        .Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);

    /// <summary>What is not there has no value yet or a name that is taken twice, which the C# compiler reports.</summary>
    private Value? Lookup(ISymbol symbol) => _values.TryGetValue(symbol, out Value? value) ? value : null;

    /// <summary>Between float and double, which rounds at most; from an integer, which only a constant or a sign can be here.</summary>
    private Value? ReadConversion(IConversionOperation conversion)
    {
        bool isTuple = conversion.Type is INamedTypeSymbol { IsTupleType: true };
        return conversion.OperatorMethod is null && (IsFloating(conversion.Type) || isTuple || conversion.Conversion.IsIdentity)
            ? Read(conversion.Operand)
            : Refuse(FunctionDescriptors.BadExpression, conversion);
    }

    private Value? ReadUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is not null && !IsFloating(unary.Type))
        {
            return Refuse(FunctionDescriptors.BadExpression, unary);
        }

        return (unary.OperatorKind, Read(unary.Operand)) switch
        {
            (_, null) => null,
            (UnaryOperatorKind.Minus, Value.Number number) => new Value.Number(-number.Expression),
            (UnaryOperatorKind.Plus, Value.Number number) => number,
            (UnaryOperatorKind.Not, Value.Truth truth) => new Value.Truth(new Logic.Not(truth.Logic)),
            _ => Refuse(FunctionDescriptors.BadExpression, unary),
        };
    }

    private Value? ReadBinary(IBinaryOperation binary)
    {
        if (!HasMeaning(binary))
        {
            return Refuse(FunctionDescriptors.BadExpression, binary);
        }

        // Both, so that every mistake is found.
        Value? left = Read(binary.LeftOperand);
        Value? right = Read(binary.RightOperand);
        if (left is null || right is null)
        {
            return null;
        }

        Value? result = (left, right) switch
        {
            (Value.Number u, Value.Number v) => OfNumbers(binary.OperatorKind, u.Expression, v.Expression),
            (Value.Truth p, Value.Truth q) => OfTruths(binary.OperatorKind, p.Logic, q.Logic),
            _ => null,
        };
        return result ?? Refuse(FunctionDescriptors.BadExpression, binary);
    }

    /// <summary>Arithmetic of integers rounds and overflows, so it is only read where C# has computed it already.</summary>
    private static bool HasMeaning(IBinaryOperation binary) =>
        IsFloating(binary.Type) || (binary.Type?.SpecialType == SpecialType.System_Boolean && binary.OperatorMethod is null);

    private static Value? OfNumbers(BinaryOperatorKind kind, Expression u, Expression v) => kind switch
    {
        BinaryOperatorKind.Add => new Value.Number(u + v),
        BinaryOperatorKind.Subtract => new Value.Number(u - v),
        BinaryOperatorKind.Multiply => new Value.Number(u == v ? new Power(u, 2) : u * v),
        BinaryOperatorKind.Divide => new Value.Number(u / v),
        BinaryOperatorKind.LessThan => Compare(u, Comparison.Less, v),
        BinaryOperatorKind.LessThanOrEqual => Compare(u, Comparison.LessOrEqual, v),
        BinaryOperatorKind.GreaterThan => Compare(u, Comparison.Greater, v),
        BinaryOperatorKind.GreaterThanOrEqual => Compare(u, Comparison.GreaterOrEqual, v),
        BinaryOperatorKind.Equals => Compare(u, Comparison.Equal, v),
        BinaryOperatorKind.NotEquals => Compare(u, Comparison.NotEqual, v),
        _ => null,
    };

    private static Value? OfTruths(BinaryOperatorKind kind, Logic p, Logic q) => kind switch
    {
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => new Value.Truth(new Logic.And(p, q)),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => new Value.Truth(new Logic.Or(p, q)),
        _ => null,
    };

    private static Value.Truth Compare(Expression u, Comparison comparison, Expression v) =>
        new(new Logic.Comparison(new Condition(u, comparison, v)));

    private Value? ReadConditional(IConditionalOperation conditional)
    {
        Value? condition = Read(conditional.Condition);
        Value? whenTrue = Read(conditional.WhenTrue);
        Value? whenFalse = Read(conditional.WhenFalse!);
        return (condition, whenTrue, whenFalse) switch
        {
            (null, _, _) or (_, null, _) or (_, _, null) => null,
            (Value.Truth { Logic: var logic }, { } u, { } v) when Logic.Size(logic, Size(u), Size(v)) > greatestSize => RefuseSize(conditional),
            (Value.Truth { Logic: var logic }, Value.Number u, Value.Number v) => new Value.Number(Logic.Choose(logic, u.Expression, v.Expression)),
            (Value.Truth { Logic: var logic }, Value.Truth p, Value.Truth q) =>
                new Value.Truth(new Logic.Or(new Logic.And(logic, p.Logic), new Logic.And(new Logic.Not(logic), q.Logic))),
            (Value.Truth { Logic: var logic }, Value.Tuple u, Value.Tuple v) =>
                new Value.Tuple([.. u.Items.Zip(v.Items, (one, other) => Logic.Choose(logic, one, other))]),
            _ => Refuse(FunctionDescriptors.BadExpression, conditional),
        };
    }

    private Value? ReadInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod.OriginalDefinition;
        bool isElementary = ElementaryCalls.IsLibraryMethod(method);
        if (!isElementary && !IsCallable(method))
        {
            return Refuse(FunctionDescriptors.UnknownFunction, invocation, Name(method));
        }

        var arguments = new Value?[invocation.Arguments.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = Read(argument.Value);
        }

        return arguments.Contains(null) ? null
            : isElementary ? ReadElementary(invocation, [.. arguments.OfType<Value.Number>().Select(number => number.Expression)])
            : ReadCall(invocation, [.. arguments.OfType<Value>()]);
    }

    private Value? ReadElementary(IInvocationOperation invocation, IReadOnlyList<Expression> arguments)
    {
        bool hasMeaning = invocation.TargetMethod.Parameters.All(parameter => IsFloating(parameter.Type));
        return hasMeaning && ElementaryCalls.Of(invocation.TargetMethod.Name, arguments) is { } expression
            ? new Value.Number(expression)
            : Refuse(FunctionDescriptors.UnknownFunction, invocation, Name(invocation.TargetMethod));
    }

    /// <summary>The body of another method, with the arguments in place of its parameters.</summary>
    private Value? ReadCall(IInvocationOperation invocation, IReadOnlyList<Value> arguments)
    {
        IMethodSymbol method = invocation.TargetMethod.OriginalDefinition;
        if (_calls.Contains(method, SymbolEqualityComparer.Default))
        {
            return Refuse(FunctionDescriptors.Recursion, invocation, method.Name);
        }

        // A [Differentiable] method's own mistakes are reported where it is declared; here it is the call that fails.
        int before = problems.Count;
        if (!SignatureRules.Check(method, cancellation).Any() && Read(method, arguments) is { } value)
        {
            return value;
        }

        if (problems.Count > before && !AttributeNames.IsDifferentiable(method))
        {
            return null;
        }

        bool isOwn = problems.Skip(before).Any(problem => problem.Descriptor.Id is DiagnosticIds.FunctionTooLarge or DiagnosticIds.FunctionRecursion);
        problems.RemoveRange(before, problems.Count - before);
        return isOwn
            ? Refuse(FunctionDescriptors.FailedCall, invocation, method.Name, "with it the function calls itself or grows too large")
            : Refuse(FunctionDescriptors.FailedCall, invocation, method.Name, "NeuralGen cannot read that method");
    }

    private bool IsCallable(IMethodSymbol method) =>
        method is { IsStatic: true, MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
        && SignatureRules.Declaration(method, cancellation) is { } declaration
        && compilation.ContainsSyntaxTree(declaration.SyntaxTree)
        && (AttributeNames.IsDifferentiable(method)
            || (callable == CallableMethods.SameClass && SymbolEqualityComparer.Default.Equals(method.ContainingType, _calls.Last().ContainingType)));

    private Value? ReadTuple(ITupleOperation tuple)
    {
        Value?[] items = [.. tuple.Elements.Select(Read)];
        return items.All(item => item is Value.Number)
            ? new Value.Tuple([.. items.OfType<Value.Number>().Select(item => item.Expression)])
            : items.Contains(null) ? null : Refuse(FunctionDescriptors.BadExpression, tuple);
    }

    private Value? ReadItem(IOperation instance, IFieldSymbol field)
    {
        IFieldSymbol item = field.CorrespondingTupleField ?? field;
        int index = field.ContainingType.TupleElements.Select(element => element.CorrespondingTupleField ?? element).ToList()
            .FindIndex(element => SymbolEqualityComparer.Default.Equals(element, item));
        return Read(instance) switch
        {
            null => null,
            Value.Tuple tuple when index >= 0 && index < tuple.Items.Count => new Value.Number(tuple.Items[index]),
            _ => Refuse(FunctionDescriptors.BadExpression, instance),
        };
    }

    private Value? Refuse(DiagnosticDescriptor descriptor, IOperation operation, params object[] arguments)
    {
        object[] words = arguments.Length > 0 ? arguments : [Excerpt(operation.Syntax)];
        problems.Add(new Problem(descriptor, operation.Syntax.GetLocation(), words));
        return null;
    }

    private static string Excerpt(SyntaxNode syntax)
    {
        string text = string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }

    private static string Name(IMethodSymbol method) => $"{method.ContainingType?.Name}.{method.Name}";

    private static bool IsFloating(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
}
