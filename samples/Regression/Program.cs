using System.Globalization;
using NeuralGen;
using Regression;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = args.Length > 0 ? args[0] : ".";
if (args.Length > 1 || folder.StartsWith('-'))
{
    Console.Error.WriteLine("Usage: Regression [FOLDER]. The model and the pictures are written to FOLDER, by default the current one.");
    return 1;
}

// The table: columns of numbers as they are, columns of words as a number for each word.
CsvTable table = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "demand.csv"));
TableEncoder encoder = TableEncoder.Fit(table, "demand");
(Dataset<float> training, Dataset<float> validation, Dataset<float> test) =
    encoder.Encode<float>(table).SplitTrainValidationTest(validationShare: 0.15, testShare: 0.15, seed: 0);

// Inputs and targets with mean 0 and deviation 1, by what the training data say.
Normalizer<float> inputs = Normalizer.Standard(training);
Normalizer<float> targets = Normalizer.Standard(training.Targets, training.TargetSize);
Dataset<float> Normalized(Dataset<float> samples) => targets.ApplyToTargets(inputs.Apply(samples));

// The training ends when twenty epochs have not made it better, with the weights of the best one.
var network = new DemandNetwork();
Trainer<DemandNetwork, float> trainer = Trainer.Create(network, new Adam<float>(0.005f), new TrainerOptions
{
    BatchSize = 32,
    Epochs = 300,
    Schedule = new ExponentialSchedule(0.99),
    EarlyStopping = new EarlyStopping { Patience = 20 },
    Metrics = [Metric.MeanAbsoluteError],
});
TrainingHistory history = trainer.Fit(Normalized(training), Normalized(validation));
Console.WriteLine($"{training.Count:N0} hours to learn from, {history.Epochs.Length} epochs in {history.Elapsed.TotalSeconds:F1} s; the best was epoch {history.Best?.Epoch}.");

// One file holds all that a prediction needs: the weights and both normalisers.
Directory.CreateDirectory(folder);
string model = Path.Combine(folder, "demand.safetensors");
network.Save(model, inputs, targets);
var loaded = new DemandNetwork();
loaded.Load(model, out Normalizer<float>? loadedInputs, out Normalizer<float>? loadedTargets);
var predictor = new Predictor(loaded, loadedInputs!, loadedTargets!);

float[] predictions = predictor.Predict(test.Inputs);
Errors errors = Errors.Of(test.Targets, predictions, training.Targets);
Console.WriteLine($"Test, {test.Count} hours: the mean absolute error is {errors.MeanAbsoluteError:F1} kWh, half of the errors are below {errors.MedianAbsoluteError:F1} kWh.");
Console.WriteLine($"Who always says the mean is {errors.MeanAbsoluteErrorOfTheMean:F1} kWh off. R^2 is {errors.RSquared:F3}.");

float[] hour = new float[encoder.InputSize];
encoder.EncodeInput<float>(["-3.5", "70", "9", "Tuesday", "cloudy", "no"], hour);
Console.WriteLine($"A cloudy Tuesday at nine, -3.5 degrees: {predictor.Predict(hour)[0]:F0} kWh.");

string curves = Path.Combine(folder, "curves.svg");
string picture = Path.Combine(folder, "prediction.svg");
history.WriteSvg(curves);
RegressionPlot.WriteSvg<float>(picture, test.Targets, predictions, "Demand in kWh: prediction and truth");
Console.WriteLine($"Written: {model}, {curves}, {picture}");
return 0;
