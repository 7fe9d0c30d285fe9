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
    return tensor(constant, arithmetic.activation(min, max));
  }

  /** A constant in another tensor's integers, which end where they end. */
  public QuantizedTensor tensor(Tensor constant, QuantParams params) {
    float[] values = constant.toFloats();
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

  /** The integer that is closest to a value. */
  public byte step(float value, QuantParams params) {
    return arithmetic.step(value, params);
  }

  /** The integer type of activations. */
  public ElementType activationType() {
    return arithmetic.activationType();
  }

  /**
   * Quantizes a layer; a scale is widened where a bias would not fit 32 bits.
   *
   * @param weight float32 {@code [out, …]}, in any order within a channel
   * @param bias float32 {@code [out]}
   * @param input the quantization of the tensor that the layer reads
   * @param oneScale one scale for the whole weight, not one for each channel
   */
  public QuantizedLayer layer(Tensor weight, Tensor bias, QuantParams input, boolean oneScale) {
    int count = oneScale ? 1 : bias.size();
    float[] weights = weight.toFloats();
    float[] biases = bias.toFloats();
    float[] weightScale = new float[count];
    float[] biasScale = new float[count];
    byte[] weightSteps = new byte[weights.length];
    int[] biasSteps = new int[biases.length];
    int each = weights.length / count;
    int biasesEach = biases.length / count;
    for (int s = 0; s < count; s++) {
      float largest = largest(weights, s * each, (s + 1) * each);
      float largestBias = largest(biases, s * biasesEach, (s + 1) * biasesEach);
      ChannelScale scale = arithmetic.channel(largest, largestBias, input.scale());
      weightScale[s] = scale.weight();
      biasScale[s] = scale.bias();
      for (int i = s * each; i < (s + 1) * each; i++) {
        weightSteps[i] = arithmetic.weight(weights[i], scale.weight());
      }
      for (int i = s * biasesEach; i < (s + 1) * biasesEach; i++) {
        biasSteps[i] = arithmetic.bias(biases[i], scale.bias());
      }
    }
    int[] scales = oneScale ? new int[0] : new int[] {count};
    return new QuantizedLayer(
        Tensor.of(ElementType.INT8, weight.dims(), weightSteps),
        Tensor.of(scales, weightScale),
        Tensor.of(bias.dims(), biasSteps),
        Tensor.of(scales, biasScale));
  }

  /**
   * A bias in integers of its products' scale.
   *
   * @param scales of the products, one for each element or one for all
   */
  public Tensor bias(Tensor bias, Tensor scales) {
    float[] values = bias.toFloats();
    float[] each = scales.toFloats();
    int[] steps = new int[values.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = arithmetic.bias(values[i], each[each.length == 1 ? 0 : i]);
    }
    return Tensor.of(bias.dims(), steps);
  }

  /** Quantizes a weight without regard to what it is multiplied with; its bias is zeros. */
  public QuantizedLayer layer(Tensor weight, boolean oneScale) {
    int channels = weight.dim(0);
    Tensor noBias = Tensor.of(new int[] {channels}, new float[channels]);
    return layer(weight, noBias, new QuantParams(1, 0), oneScale);
  }

  private static float largest(float[] values, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
