package io.edgeflow.formats.quant;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The integers of a file that was read, so that a file written anew has the same ones.
 *
 * @param scheme of the file's format: in others its integers stand for nothing
 * @param values scale and zero point by tensor of the graph
 * @param constants integers and scales by constant of the graph
 * @param floats the tensors of the graph that the file computes in floats, whether or not it makes
 *     integers of them later
 * @param exact whether a file written anew with these integers answers as the one that was read
 */
public record GivenQuantization(
    QuantScheme scheme,
    Map<String, QuantParams> values,
    Map<String, GivenConstant> constants,
    Set<String> floats,
    boolean exact) {
  /** Of a model in floats. */
  public static final GivenQuantization NONE =
      new GivenQuantization(QuantScheme.TFLITE, Map.of(), Map.of());

  /** Of a file that computes in integers alone. */
  public GivenQuantization(
      QuantScheme scheme, Map<String, QuantParams> values, Map<String, GivenConstant> constants) {
    this(scheme, values, constants, Set.of(), true);
  }

  /** Copies all. */
  public GivenQuantization {
    floats = Set.copyOf(floats);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /**
   * A constant in integers.
   *
   * @param integers INT8 or UINT8, or INT32 of a bias, of the graph's constant's shape
   * @param scales FLOAT32, one for all as a scalar, or one for each place of the first axis
   * @param zeroPoint shared by all scales
   */
  public record GivenConstant(Tensor integers, Tensor scales, int zeroPoint) {
    /** The reals that it stands for. */
    public float[] toFloats() {
      float[] each = scales.toFloats();
      float[] reals = new float[integers.size()];
      int run = Math.max(1, reals.length / each.length);
      for (int i = 0; i < reals.length; i++) {
        reals[i] = (float) ((integer(i) - (double) zeroPoint) * each[i / run]);
      }
      return reals;
    }

    private int integer(int i) {
      return switch (integers.type()) {
        case INT8 -> integers.bytes().get(i);
        case UINT8 -> Byte.toUnsignedInt(integers.bytes().get(i));
        case INT32 -> integers.ints().get(i);
        default -> throw new IllegalStateException("Quantized constants of " + integers.type());
      };
    }
  }

  /**
   * The same for a file that is written with a scheme: nothing for another one than the file's, and
   * where the integers do not say all.
   */
  public GivenQuantization in(QuantScheme wanted) {
    return exact && wanted == scheme ? this : NONE;
  }

  /** What is given of a tensor. */
  public Optional<QuantParams> value(String tensor) {
    return Optional.ofNullable(values.get(tensor));
  }

  /**
   * The integers of a constant that still stand for its values: after training they do not.
   *
   * @param floats the constant, of as many elements, however many axes it has by now
   */
  public Optional<GivenConstant> constant(String name, Tensor floats) {
    GivenConstant given = constants.get(name);
    if (given == null || !Arrays.equals(given.toFloats(), floats.toFloats())) {
      return Optional.empty();
    }
    Tensor shaped = given.integers().reshape(floats.dims());
    return Optional.of(new GivenConstant(shaped, given.scales(), given.zeroPoint()));
  }

  /**
   * The integers of a weight, if they lie around zero as kernels want them.
   *
   * @param oneScale whether the kernel takes one scale alone
   */
  public Optional<GivenConstant> weight(String name, Tensor floats, boolean oneScale) {
    return constant(name, floats)
        .filter(c -> c.integers().type() == ElementType.INT8 && c.zeroPoint() == 0)
        .filter(c -> !oneScale || c.scales().size() == 1);
  }
}
