package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.quant.QuantizedLayer;
import io.edgeflow.formats.quant.QuantizedTensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The constants of operations on 8-bit integers: given ones, or made from floats. */
final class IntegerConstants {
  /** Of a bias's scale, which is that of the products. */
  private static final float TOLERANCE = 1e-5f;

  private final TargetProfile profile;
  private final QuantScheme scheme;
  private final GivenQuantization given;

  IntegerConstants(TargetProfile profile, GivenQuantization given) {
    this.profile = profile;
    this.scheme = profile.scheme();
    this.given = given;
  }

  /**
   * The constants of an operation that are integers.
   *
   * @param input what it reads first
   */
  Map<ConstantRole, LoweredConstant> of(FusedOp op, QuantParams input) {
    Map<ConstantRole, LoweredConstant> integers = new EnumMap<>(ConstantRole.class);
    if (op.weighted()) {
      integers.putAll(layer(op, input));
    }
    for (ConstantRole role : List.of(ConstantRole.OPERAND, ConstantRole.SLOPE)) {
      op.optional(role).ifPresent(constant -> integers.put(role, operand(constant)));
    }
    return integers;
  }

  private Map<ConstantRole, LoweredConstant> layer(FusedOp op, QuantParams input) {
    LoweredConstant weight = op.constant(ConstantRole.WEIGHT);
    boolean oneScale = op.op().accept(profile).oneWeightScale();
    return given
        .weight(weight.name(), weight.value(), oneScale)
        .map(known -> given(op, input, known))
        .orElseGet(() -> made(op, input, oneScale));
  }

  private Map<ConstantRole, LoweredConstant> made(FusedOp op, QuantParams input, boolean oneScale) {
    LoweredConstant weight = op.constant(ConstantRole.WEIGHT);
    int channels = weight.value().dim(0);
    Tensor bias =
        op.optional(ConstantRole.BIAS)
            .map(LoweredConstant::value)
            .orElseGet(() -> Tensor.of(new int[] {channels}, new float[channels]));
    QuantizedLayer layer = scheme.layer(weight.value(), bias, input, oneScale);
    Map<ConstantRole, LoweredConstant> integers = new EnumMap<>(ConstantRole.class);
    integers.put(ConstantRole.WEIGHT, made(weight, layer.weight(), layer.weightScale(), 0));
    op.optional(ConstantRole.BIAS)
        .ifPresent(
            c -> integers.put(ConstantRole.BIAS, made(c, layer.bias(), layer.biasScale(), 0)));
    return integers;
  }

  private Map<ConstantRole, LoweredConstant> given(
      FusedOp op, QuantParams input, GivenConstant weight) {
    Map<ConstantRole, LoweredConstant> integers = new EnumMap<>(ConstantRole.class);
    LoweredConstant floats = op.constant(ConstantRole.WEIGHT);
    integers.put(ConstantRole.WEIGHT, made(floats, weight));
    float[] products = weight.scales().toFloats();
    for (int c = 0; c < products.length; c++) {
      products[c] *= input.scale();
    }
    Tensor scales = Tensor.of(weight.scales().dims(), products);
    op.optional(ConstantRole.BIAS)
        .ifPresent(bias -> integers.put(ConstantRole.BIAS, bias(bias, scales)));
    return integers;
  }

  private LoweredConstant bias(LoweredConstant bias, Tensor scales) {
    return known(bias)
        .filter(c -> c.integers().type() == ElementType.INT32 && c.zeroPoint() == 0)
        .filter(c -> close(c.scales(), scales))
        .map(c -> made(bias, c))
        .orElseGet(() -> made(bias, scheme.bias(bias.value(), scales), scales, 0));
  }

  private LoweredConstant operand(LoweredConstant constant) {
    return known(constant)
        .filter(c -> c.integers().type() == scheme.activationType() && c.scales().size() == 1)
        .map(known -> made(constant, known))
        .orElseGet(() -> madeOperand(constant));
  }

  private LoweredConstant madeOperand(LoweredConstant constant) {
    QuantizedTensor integers = scheme.tensor(constant.value());
    Tensor scale = Tensor.of(new int[0], new float[] {integers.params().scale()});
    return made(constant, integers.values(), scale, integers.params().zeroPoint());
  }

  private Optional<GivenConstant> known(LoweredConstant constant) {
    return given.constant(constant.name(), constant.value());
  }

  private static boolean close(Tensor scales, Tensor expected) {
    float[] found = scales.toFloats();
    float[] wanted = expected.toFloats();
    boolean close = found.length == wanted.length;
    for (int c = 0; close && c < wanted.length; c++) {
      close = Math.abs(found[c] - wanted[c]) <= TOLERANCE * wanted[c];
    }
    return close;
  }

  private static LoweredConstant made(LoweredConstant floats, GivenConstant known) {
    return made(floats, known.integers(), known.scales(), known.zeroPoint());
  }

  private static LoweredConstant made(
      LoweredConstant floats, Tensor integers, Tensor scales, int zeroPoint) {
    return new LoweredConstant(floats.name(), integers, new ConstantQuant(scales, zeroPoint));
  }
}
