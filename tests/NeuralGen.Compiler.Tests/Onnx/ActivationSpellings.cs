using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>
/// The ways in which exporters write activations: nodes from z to y, in which numbers stand for constants. A number may have a shape
/// behind it, as <c>0.25[10]</c>; <c>Cast</c> converts to the model's type.
/// </summary>
internal static class ActivationSpellings
{
    private const string Root = "1.4142135623730951";
    private const string Reciprocal = "0.70710678118654752";
    private const string RootOfTwoByPi = "0.7978845608028654";
    private const string Sixth = "0.16666666666666666";
    private const string Scale = "1.0507009873554805";

    public static readonly (string Nodes, ActivationKind Kind, double? Alpha)[] All =
    [
        ($"Div z {Root} a; Erf a b; Add b 1 c; Mul z c d; Mul d 0.5 y", ActivationKind.GELU, null),
        ($"Div z {Root} a; Erf a b; Add b 1 c; Mul z 0.5 d; Mul d c y", ActivationKind.GELU, null),
        ($"Div z {Root} a; Erf a b; Add 1 b c; Mul 0.5 z d; Mul c d y", ActivationKind.GELU, null),
        ($"Div z {Root} a; Erf a b; Add b 1 c; Mul z c d; Div d 2 y", ActivationKind.GELU, null),
        ($"Mul z {Reciprocal} a; Erf a b; Add b 1 c; Mul z c d; Mul d 0.5 y", ActivationKind.GELU, null),
        ($"Mul {Reciprocal} z a; Erf a b; Add b 1 c; Mul c 0.5 d; Mul d z y", ActivationKind.GELU, null),
        ($"Mul z {Reciprocal} a; Erf a b; Mul b 0.5 c; Add c 0.5 d; Mul z d y", ActivationKind.GELU, null),
        ($"Mul z 0.5 h; Div z {Root} a; Erf a b; Mul h b c; Add h c y", ActivationKind.GELU, null),
        ($"Sqrt 2 s; Div z s a; Erf a b; Add b 1 c; Mul z c d; Mul d 0.5 y", ActivationKind.GELU, null),
        ("Div z 1.4142135623730951[10] a; Erf a b; Add b 1[1,1] c; Mul z c d; Mul d 0.5[1] y", ActivationKind.GELU, null),
        ($"Pow z 3 a; Mul a 0.044715 b; Add z b c; Mul c {RootOfTwoByPi} d; Tanh d e; Add e 1 f; Mul z f g; Mul g 0.5 y", ActivationKind.GELUTanh, null),
        ($"Mul z z s; Mul s z a; Mul 0.044715 a b; Add b z c; Mul {RootOfTwoByPi} c d; Tanh d e; Add 1 e f; Mul 0.5 z g; Mul g f y", ActivationKind.GELUTanh, null),
        ($"Mul z z a; Mul a 0.044715 b; Add b 1 c; Mul z c k; Mul k {RootOfTwoByPi} d; Tanh d e; Add e 1 f; Mul z f g; Mul g 0.5 y", ActivationKind.GELUTanh, null),
        ($"Mul z {RootOfTwoByPi} q; Mul z z a; Mul a 0.044715 b; Add b 1 c; Mul q c d; Tanh d e; Add e 1 f; Mul z 0.5 g; Mul g f y", ActivationKind.GELUTanh, null),
        ("Mul z z s; Mul s z a; Mul 0.044715 a b; Add b z c; Mul 1.5957691216057308 c d; Sigmoid d e; Mul z e y", ActivationKind.GELUTanh, null),
        ($"Pow z 3 a; Mul a 0.044715 b; Add z b c; Mul c {RootOfTwoByPi} d; Tanh d e; Mul e 0.5 f; Add f 0.5 g; Mul z g y", ActivationKind.GELUTanh, null),
        ("Sigmoid z a; Mul z a y", ActivationKind.SiLU, null),
        ("Sigmoid z a; Mul a z y", ActivationKind.SiLU, null),
        ("Neg z a; Exp a b; Add b 1 c; Div z c y", ActivationKind.SiLU, null),
        ("Mul z -1 a; Exp a b; Add 1 b c; Reciprocal c d; Mul d z y", ActivationKind.SiLU, null),
        ("Div z 2 h; Tanh h t; Add t 1 u; Mul h u y", ActivationKind.SiLU, null),
        ("Neg z a; Exp a b; Add b 1 c; Div 1 c y", ActivationKind.Sigmoid, null),
        ("Exp z a; Add a 1 b; Div a b y", ActivationKind.Sigmoid, null),
        ("Neg z a; Exp a b; Add 1 b c; Pow c -1 y", ActivationKind.Sigmoid, null),
        ("Mul z 0.5 h; Tanh h t; Mul t 0.5 u; Add u 0.5 y", ActivationKind.Sigmoid, null),
        ("Exp z a; Neg z n; Exp n b; Sub a b c; Add a b d; Div c d y", ActivationKind.Tanh, null),
        ("Mul z 2 a; Sigmoid a b; Mul b 2 c; Sub c 1 y", ActivationKind.Tanh, null),
        ("Exp z a; Add a 1 b; Log b y", ActivationKind.Softplus, null),
        ("Abs z a; Neg a b; Exp b c; Add c 1 d; Log d e; Relu z f; Add e f y", ActivationKind.Softplus, null),
        ("Neg z a; Sigmoid a b; Log b c; Neg c y", ActivationKind.Softplus, null),
        ("Softplus z a; Tanh a b; Mul z b y", ActivationKind.Mish, null),
        ("Exp z a; Add 1 a b; Log b c; Tanh c d; Mul d z y", ActivationKind.Mish, null),
        ("Exp z e; Add e 2 f; Mul e f n; Add n 2 d; Div n d q; Mul z q y", ActivationKind.Mish, null),
        ("Abs z a; Add a 1 b; Div z b y", ActivationKind.Softsign, null),
        ("Abs z a; Add 1 a b; Reciprocal b c; Mul z c y", ActivationKind.Softsign, null),
        ("Max z 0 y", ActivationKind.ReLU, null),
        ("Max 0[10] z y", ActivationKind.ReLU, null),
        ("Clip z 0 y", ActivationKind.ReLU, null),
        ("Clip z 0 3.4028234663852886E+38 y", ActivationKind.ReLU, null),
        ("Greater z 0 g; Where g z 0 y", ActivationKind.ReLU, null),
        ("GreaterOrEqual z 0 g; Where g z 0 y", ActivationKind.ReLU, null),
        ("Less z 0 g; Where g 0 z y", ActivationKind.ReLU, null),
        ("Abs z a; Add z a b; Mul b 0.5 y", ActivationKind.ReLU, null),
        ("Greater z 0 g; Cast g c; Mul c z y", ActivationKind.ReLU, null),
        ("Neg z a; Min a 0 b; Neg b y", ActivationKind.ReLU, null),
        ("Relu z a; Relu a y", ActivationKind.ReLU, null),
        ("Mul z 0.125 a; Max z a y", ActivationKind.LeakyReLU, 0.125),
        ("Mul 0.125 z a; Max a z y", ActivationKind.LeakyReLU, 0.125),
        ("Less z 0 g; Mul z 0.125 a; Where g a z y", ActivationKind.LeakyReLU, 0.125),
        ("Relu z p; Neg z n; Relu n q; Mul q -0.125 r; Add p r y", ActivationKind.LeakyReLU, 0.125),
        ("Max z 0 p; Min z 0 q; Mul q 0.125 r; Add p r y", ActivationKind.LeakyReLU, 0.125),
        ("PRelu z 0.125 y", ActivationKind.LeakyReLU, 0.125),
        ("PRelu z 0.125[1] y", ActivationKind.LeakyReLU, 0.125),
        ("PRelu z 0.125[10] y", ActivationKind.LeakyReLU, 0.125),
        ("Greater z 0 g; Exp z a; Sub a 1 b; Mul b 2 c; Where g z c y", ActivationKind.ELU, 2),
        ("Relu z p; Min z 0 n; Exp n e; Sub e 1 f; Mul f 2 h; Add p h y", ActivationKind.ELU, 2),
        ("Max z 0 p; Exp z e; Sub e 1 f; Min f 0 h; Add p h y", ActivationKind.ELU, 1),
        ("Celu z y", ActivationKind.ELU, 1),
        ("Selu z y", ActivationKind.SELU, null),
        ($"Greater z 0 g; Exp z a; Sub a 1 b; Mul b 1.6732632423543772 c; Where g z c d; Mul d {Scale} y", ActivationKind.SELU, null),
        ($"Relu z p; Min z 0 n; Exp n e; Sub e 1 f; Mul f 1.6732632423543772 h; Add p h k; Mul k {Scale} y", ActivationKind.SELU, null),
        ("Add z 3 a; Clip a 0 6 b; Div b 6 y", ActivationKind.HardSigmoid, null),
        ($"Add 3 z a; Clip a 0 6 b; Mul b {Sixth} y", ActivationKind.HardSigmoid, null),
        ("Add z 3 a; Relu a b; Min b 6 c; Div c 6 y", ActivationKind.HardSigmoid, null),
        ($"Add z 3 a; Min a 6 b; Max b 0 c; Mul c {Sixth} y", ActivationKind.HardSigmoid, null),
        ($"Mul z {Sixth} a; Add a 0.5 b; Clip b 0 1 y", ActivationKind.HardSigmoid, null),
        ("Div z 6 a; Add a 0.5 b; Max b 0 c; Min c 1 y", ActivationKind.HardSigmoid, null),
        ("Add z 3 a; Clip a 0 6 b; Mul z b c; Div c 6 y", ActivationKind.HardSwish, null),
        ("Add z 3 a; Clip a 0 6 b; Div b 6 c; Mul z c y", ActivationKind.HardSwish, null),
        ($"Add z 3 a; Clip a 0 6 b; Mul b {Sixth} c; Mul c z y", ActivationKind.HardSwish, null),
        ("Add z 3 a; Relu a b; Min b 6 c; Mul z c d; Div d 6 y", ActivationKind.HardSwish, null),
        ($"Mul z {Sixth} a; Add a 0.5 b; Clip b 0 1 c; Mul z c y", ActivationKind.HardSwish, null),
        ("Div z 6 h; Add z 3 a; Clip a 0 6 b; Mul h b y", ActivationKind.HardSwish, null),
        ("Mul z 1 y", ActivationKind.Identity, null),
        ("Neg z a; Neg a y", ActivationKind.Identity, null),
        ("Clip z y", ActivationKind.Identity, null),

        // What comes before the activation goes into the layer.
        ("Add z 0.5 s; Relu s y", ActivationKind.ReLU, null),
        ("Mul z 2 s; Sub s 1 t; Tanh t y", ActivationKind.Tanh, null),
        ("Neg z s; Sigmoid s y", ActivationKind.Sigmoid, null),
        ("Div z 4 y", ActivationKind.Identity, null),
        ("Sub 1 z y", ActivationKind.Identity, null),
    ];
}
