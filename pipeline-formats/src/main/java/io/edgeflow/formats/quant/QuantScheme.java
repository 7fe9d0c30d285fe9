package io.edgeflow.formats.quant;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;

/**
 * Derives integers from ranges and float weights exactly as a peer does, bit for bit: the two round
 * in different places and precisions (see {@code tools/oracle/QUANT_NOTES.md}). Pure and
 * thread-safe.
 */
public enum QuantScheme {
  /** ONNX Runtime's {@code quantize_static}: unsigned activations 0..255, int8 weights. */
  ORT_QDQ(new OrtArithmetic()),
  /** TensorFlow's full-int8 converter: signed activations -128..127, int8 weights -127..127. */
  TFLITE(new TfliteArithmetic());

  private final QuantArithmetic arithmetic;

  QuantScheme(QuantArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** Scale and zero point of a tensor; zero is always within the represented range. */
  public QuantParams activation(ValueRange range) {
    return arithmetic.activation(range.min(), range.max());
  }

  /** Quantizes a constant as the activations are: one scale from its own extremes. */
  public QuantizedTensor tensor(Tensor constant) {
    float[] values = constant.toFloats();
    float min = 0;
    float max = 0;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    QuantParams params = arithmetic.activation(min, max);
    byte[] steps = new byte[values.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = arithmetic.step(values[i], params);
    }
    return new QuantizedTensor(Tensor.of(activationType(), constant.dims(), steps), params);
  }

  /** The nearest value that an activation's integers stand for; NaN stays NaN. */
  public float nearest(float value, QuantParams params) {
    if (Float.isNaN(value)) {
      return value;
    }
    byte step = arithmetic.step(value, params);
    int integer = activationType() == ElementType.UINT8 ? Byte.toUnsignedInt(step) : step;
    return (integer - params.zeroPoint()) * params.scale();
  }

  /** The integer type of activations. */
  public ElementType activationType() {
    return arithmetic.activationType();
  }

  /**
   * Quantizes a layer a channel; a channel's scale is widened where its bias would not fit 32 bits.
   *
   * @param weight float32 {@code [out, …]}, in any order within a channel
   * @param bias float32 {@code [out]}
   * @param input the quantization of the tensor that the layer reads
   */
  public QuantizedLayer layer(Tensor weight, Tensor bias, QuantParams input) {
    int channels = bias.size();
    float[] weights = weight.toFloats();
    float[] biases = bias.toFloats();
    float[] weightScale = new float[channels];
    float[] biasScale = new float[channels];
    byte[] weightSteps = new byte[weights.length];
    int[] biasSteps = new int[channels];
    int each = weights.length / channels;
    for (int c = 0; c < channels; c++) {
      float largest = largest(weights, c * each, (c + 1) * each);
      ChannelScale scale = arithmetic.channel(largest, biases[c], input.scale());
      weightScale[c] = scale.weight();
      biasScale[c] = scale.bias();
      for (int i = c * each; i < (c + 1) * each; i++) {
        weightSteps[i] = arithmetic.weight(weights[i], scale.weight());
      }
      biasSteps[c] = arithmetic.bias(biases[c], scale.bias());
    }
    int[] vector = {channels};
    return new QuantizedLayer(
        Tensor.of(ElementType.INT8, weight.dims(), weightSteps),
        Tensor.of(vector, weightScale),
        Tensor.of(vector, biasSteps),
        Tensor.of(vector, biasScale));
  }

  /**
   * Quantizes a weight without regard to what it is multiplied with.
   *
   * @param weight float32 {@code [out, …]}
   * @param oneScale one scale for all channels
   */
  public ScaledWeight weight(Tensor weight, boolean oneScale) {
    int channels = oneScale ? 1 : weight.dim(0);
    float[] values = weight.toFloats();
    float[] scales = new float[channels];
    byte[] steps = new byte[values.length];
    int each = values.length / channels;
    for (int c = 0; c < channels; c++) {
      float largest = largest(values, c * each, (c + 1) * each);
      scales[c] = arithmetic.channel(largest, 0, 1).weight();
      for (int i = c * each; i < (c + 1) * each; i++) {
        steps[i] = arithmetic.weight(values[i], scales[c]);
      }
    }
    int[] dims = oneScale ? new int[0] : new int[] {channels};
    return new ScaledWeight(
        Tensor.of(ElementType.INT8, weight.dims(), steps), Tensor.of(dims, scales));
  }

  private static float largest(float[] values, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
