// Runs models: node run-models.cjs PACKAGE REQUESTS, where PACKAGE is the folder of onnxruntime-node and REQUESTS a file of JSON,
// [{ file, type, inputs: [[...], ...] }, ...]. Prints the outputs of each model as a line of JSON, or its error as a text.
const { InferenceSession, Tensor } = require(process.argv[2]);
const requests = JSON.parse(require('fs').readFileSync(process.argv[3], 'utf8'));

async function run({ file, type, inputs }) {
  const session = await InferenceSession.create(file);
  const numbers = inputs.flat();
  const data = type === 'float64' ? Float64Array.from(numbers) : Float32Array.from(numbers);
  const { output } = await session.run({ input: new Tensor(type, data, [inputs.length, inputs[0].length]) });
  return Array.from(output.data);
}

(async () => {
  for (const request of requests) {
    console.log(JSON.stringify(await run(request).catch(error => String(error.message))));
  }
})();
