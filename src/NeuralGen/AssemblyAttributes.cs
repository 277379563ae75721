using System.Runtime.CompilerServices;

// Networks show types of this library as public members, and programs may promise to be CLS-compliant.
[assembly: CLSCompliant(true)]
[assembly: InternalsVisibleTo("NeuralGen.Tests")]
[assembly: InternalsVisibleTo("NeuralGen.Training.Tests")]
