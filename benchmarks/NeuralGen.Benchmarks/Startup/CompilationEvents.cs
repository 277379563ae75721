using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace NeuralGen.Benchmarks.Startup;

/// <summary>Listens to the runtime's own account of what it compiles.</summary>
internal sealed class CompilationEvents : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Compilation = (EventKeywords)0x10;
    private const EventKeywords Inlining = (EventKeywords)0x1000;
    private const int TierShift = 7;
    private const int TierMask = 7;

    private static readonly string[] Tiers =
    [
        "Unknown", "MinOptJitted", "Optimized", "QuickJitted", "OptimizedTier1", "OptimizedTier1OSR", "InstrumentedTier0", "InstrumentedTier1",
    ];

    private static readonly TimeSpan Delivery = TimeSpan.FromMilliseconds(400);

    // Methods whose compilation has begun, by thread and identity: what begins inside is a class constructor's business.
    private readonly ConcurrentDictionary<(long Thread, ulong Method), (DateTime Start, int IntermediateBytes)> _begun = new();
    private readonly ConcurrentDictionary<ulong, bool> _known = new();
    private readonly ConcurrentQueue<(string Type, CompiledMethod Method)> _compiled = new();
    private readonly ConcurrentQueue<(string Type, RefusedInlining Refusal)> _refused = new();

    /// <summary>What was compiled since the listener began, in order; waits until all events have arrived.</summary>
    /// <param name="ownPrefixes">What the names of a network's own types begin with.</param>
    public IReadOnlyList<CompiledMethod> Methods(params string[] ownPrefixes)
    {
        Thread.Sleep(Delivery);
        return [.. _compiled.Select(entry => entry.Method with { IsOwn = ownPrefixes.Any(prefix => IsWithin(entry.Type, prefix)) })];
    }

    /// <summary>Calls of a network's own methods that the just-in-time compiler was asked to inline and did not.</summary>
    /// <param name="ownPrefixes">What the names of a network's own types begin with.</param>
    public IReadOnlyList<RefusedInlining> RefusedInlinings(params string[] ownPrefixes) =>
        [.. _refused.Where(entry => ownPrefixes.Any(prefix => IsWithin(entry.Type, prefix))).Select(entry => entry.Refusal).Distinct()];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Verbose, Compilation | Inlining);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodJittingStarted", StringComparison.Ordinal) == true)
        {
            _begun[Key(eventData)] = (eventData.TimeStamp, Number(eventData, "MethodILSize"));
        }
        else if (eventData.EventName?.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal) == true)
        {
            _refused.Enqueue(((string)Payload(eventData, "InlineeNamespace"), Refusal(eventData)));
        }
        else if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true
            && _begun.TryRemove(Key(eventData), out (DateTime Start, int IntermediateBytes) begun))
        {
            string type = (string)Payload(eventData, "MethodNamespace");
            string name = ShortName(type, Payload(eventData, "MethodName"));
            int tier = (Number(eventData, "MethodFlags") >> TierShift) & TierMask;
            double milliseconds = (eventData.TimeStamp - begun.Start).TotalMilliseconds;
            bool isReplacement = !_known.TryAdd((ulong)Payload(eventData, "MethodID"), true);
            _compiled.Enqueue((type, new CompiledMethod(name, false, isReplacement, Tiers[tier], begun.IntermediateBytes, Number(eventData, "MethodSize"), milliseconds)));
        }
    }

    private static RefusedInlining Refusal(EventWrittenEventArgs eventData) => new(
        ShortName((string)Payload(eventData, "MethodBeingCompiledNamespace"), Payload(eventData, "MethodBeingCompiledName")),
        ShortName((string)Payload(eventData, "InlineeNamespace"), Payload(eventData, "InlineeName")),
        (string)Payload(eventData, "FailReason"));

    /// <summary>The type without its namespace, and the method.</summary>
    private static string ShortName(string type, object method) => type[(type.LastIndexOf('.') + 1)..] + "." + method;

    private static bool IsWithin(string type, string prefix) =>
        type.StartsWith(prefix, StringComparison.Ordinal) && (type.Length == prefix.Length || type[prefix.Length] is '.' or '+' or '`');

    private static (long Thread, ulong Method) Key(EventWrittenEventArgs eventData) =>
        (eventData.OSThreadId, (ulong)Payload(eventData, "MethodID"));

    private static int Number(EventWrittenEventArgs eventData, string name) =>
        unchecked((int)Convert.ToInt64(Payload(eventData, name), CultureInfo.InvariantCulture));

    private static object Payload(EventWrittenEventArgs eventData, string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)]!;
}
