using System.Reflection;
using Microsoft.CodeAnalysis;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Incrementality;

/// <summary>Nothing that Roslyn keeps between edits may hold on to a compilation.</summary>
public class ReachabilityTests
{
    private const string Source =
        """
        using NeuralGen;

        partial class Outer<T>
        {
            [NeuralNetwork(4, 3, Loss = Loss.Huber)]
            [Dense(5, Activation.ELU, Alpha = 0.5)]
            [Dense(2)]
            public partial class Net;

            [NeuralNetwork(4)]
            [Dense(5)]
            public partial class NET;
        }
        """;

    private static readonly Type[] Forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(Compilation), typeof(SemanticModel), typeof(AttributeData), typeof(Diagnostic)];

    public static TheoryData<string> SourceSteps => new(TrackingNames.SourceBranch);

    public static TheoryData<string> DiagnosticsSteps => new(TrackingNames.DiagnosticsBranch);

    [Theory]
    [MemberData(nameof(SourceSteps))]
    public void No_compilation_is_reachable_from_a_step_of_the_source_branch(string step) =>
        AssertNothingForbidden(GeneratorRun.Of([Source], null, FakeCompiler.Compile), step);

    [Theory]
    [MemberData(nameof(DiagnosticsSteps))]
    public void No_compilation_is_reachable_from_a_step_of_the_diagnostics_branch(string step) =>
        AssertNothingForbidden(GeneratorRun.Of([Source], null, _ => throw new InvalidOperationException()), step);

    [Theory]
    [MemberData(nameof(SourceSteps))]
    public void No_place_in_a_file_is_reachable_from_a_step_of_the_source_branch(string step)
    {
        IEnumerable<object> reachable = Outputs(GeneratorRun.Of([Source], null, FakeCompiler.Compile), step).SelectMany(Reachable);
        Assert.DoesNotContain(reachable, value => value is Microsoft.CodeAnalysis.Text.TextSpan or FileLinePositionSpan or DeclarationLocation);
    }

    [Fact]
    public void The_walk_finds_what_is_forbidden_where_it_is_hidden()
    {
        var hidden = new { List = new List<object> { new[] { (1, (object)Location.None) } } };
        Assert.Contains(Reachable(hidden), value => value is Location);
    }

    private static void AssertNothingForbidden(GeneratorRun run, string step)
    {
        object[] outputs = [.. Outputs(run, step)];
        Assert.NotEmpty(outputs);
        IEnumerable<Type> types = outputs.SelectMany(Reachable).Select(value => value.GetType()).Distinct();
        Assert.DoesNotContain(types, type => Forbidden.Any(forbidden => forbidden.IsAssignableFrom(type)));
    }

    private static IEnumerable<object> Outputs(GeneratorRun run, string step) =>
        run.Result.TrackedSteps[step].SelectMany(one => one.Outputs).Select(output => output.Value);

    /// <summary>Every object that fields and elements lead to.</summary>
    private static HashSet<object> Reachable(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? value))
        {
            if (value is string or Type or Pointer || value.GetType().IsPrimitive || !seen.Add(value))
            {
                continue;
            }

            foreach (object next in Fields(value).Concat(value is Array array ? array.Cast<object?>() : []).OfType<object>())
            {
                open.Push(next);
            }
        }

        return seen;
    }

    private static IEnumerable<object?> Fields(object value)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Own).Where(field => !field.FieldType.IsPointer))
            {
                yield return field.GetValue(value);
            }
        }
    }
}
