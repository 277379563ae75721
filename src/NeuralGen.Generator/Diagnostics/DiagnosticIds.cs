namespace NeuralGen.Generator.Diagnostics;

/// <summary>Bands: NG1xxx declaration (NG12xx functions of one's own), NG2xxx shapes and combinations, NG3xxx model files, NG9999 internal. Each has a page in docs/diagnostics.</summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "NG1001";
    public const string ContainingTypeNotPartial = "NG1002";
    public const string NotAClass = "NG1003";
    public const string StaticClass = "NG1004";
    public const string AbstractClass = "NG1005";
    public const string FileLocalType = "NG1006";
    public const string NoLayer = "NG1007";
    public const string LayerWithoutNetwork = "NG1008";
    public const string LayersOnSeveralParts = "NG1009";
    public const string MemberClash = "NG1010";
    public const string UnknownEnumValue = "NG1011";
    public const string AlphaNotFinite = "NG1012";
    public const string AlphaUnused = "NG1013";
    public const string UnknownVectorWidth = "NG1014";
    public const string FunctionNotFound = "NG1015";
    public const string FunctionSignature = "NG1016";
    public const string TwoLosses = "NG1017";
    public const string FunctionNotStatic = "NG1201";
    public const string FunctionWithoutBody = "NG1202";
    public const string FunctionParameter = "NG1203";
    public const string FunctionResult = "NG1204";
    public const string FunctionStatement = "NG1205";
    public const string FunctionExpression = "NG1206";
    public const string FunctionUnknown = "NG1207";
    public const string FunctionNotAConstant = "NG1208";
    public const string FunctionRecursion = "NG1209";
    public const string FunctionFailedCall = "NG1210";
    public const string FunctionTooLarge = "NG1211";
    public const string FunctionTypeNotPartial = "NG1212";
    public const string FunctionFileLocal = "NG1213";
    public const string FunctionSiblingClash = "NG1214";
    public const string FunctionDerivativesTooLarge = "NG1215";
    public const string NonPositiveSize = "NG2001";
    public const string EmptyInputShape = "NG2002";
    public const string TooLarge = "NG2003";
    public const string CrossEntropyNeedsSoftmax = "NG2004";
    public const string BinaryCrossEntropyNeedsSigmoid = "NG2005";
    public const string SoftmaxOverOneOutput = "NG2006";
    public const string DropoutRate = "NG2007";
    public const string DropoutPlace = "NG2008";
    public const string ModelNotFound = "NG3001";
    public const string ModelAmbiguous = "NG3002";
    public const string ModelUnusable = "NG3003";
    public const string TensorMissing = "NG3004";
    public const string TensorUnexpected = "NG3005";
    public const string TensorShape = "NG3006";
    public const string TensorType = "NG3007";
    public const string NumberTooLarge = "NG3008";
    public const string WeightsNameUnused = "NG3009";
    public const string InternalFault = "NG9999";
}
