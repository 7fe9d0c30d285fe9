package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.Objects;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DivOptions;
import org.tensorflow.lite.schema.GeluOptions;
import org.tensorflow.lite.schema.LeakyReluOptions;
import org.tensorflow.lite.schema.MaximumMinimumOptions;
import org.tensorflow.lite.schema.SubOptions;

/** The TFLite operator of each elementwise operator. */
interface TfliteElementwise extends Elementwise.Visitor<TfliteCall>, TfliteScope {
  @Override
  default TfliteCall relu(Elementwise.Relu op) {
    return plain(BuiltinOperator.RELU, Options.NONE);
  }

  @Override
  default TfliteCall relu6(Elementwise.Relu6 op) {
    return plain(BuiltinOperator.RELU6, Options.NONE);
  }

  @Override
  default TfliteCall clip(Elementwise.Clip op) {
    if (op.between(-1, 1)) {
      return first(BuiltinOperator.RELU_N1_TO_1, Options.NONE);
    }
    if (op.activation().isPresent()) {
      boolean six = op.activation().get() == Activation.RELU6;
      return plain(six ? BuiltinOperator.RELU6 : BuiltinOperator.RELU, Options.NONE);
    }
    return op.min() == null
        ? end(BuiltinOperator.MINIMUM, Objects.requireNonNull(op.max()))
        : end(BuiltinOperator.MAXIMUM, op.min());
  }

  /** The end in the integers of the input, whose scale such a kernel keeps. */
  private TfliteCall end(int builtin, float end) {
    return plain(
        builtin,
        TfliteOptions.of(
            BuiltinOptions.MaximumMinimumOptions,
            builder -> {
              MaximumMinimumOptions.startMaximumMinimumOptions(builder);
              return MaximumMinimumOptions.endMaximumMinimumOptions(builder);
            }),
        tensors().like(input(), fused().name() + ".end", end));
  }

  @Override
  default TfliteCall prelu(Elementwise.PRelu op) {
    int slope = tensors().constant(fused(), ConstantRole.SLOPE);
    return first(BuiltinOperator.PRELU, Options.NONE, slope);
  }

  @Override
  default TfliteCall leakyRelu(Nonlinearity.LeakyRelu op) {
    return first(
        BuiltinOperator.LEAKY_RELU,
        TfliteOptions.of(
            BuiltinOptions.LeakyReluOptions,
            builder -> LeakyReluOptions.createLeakyReluOptions(builder, op.slope())));
  }

  @Override
  default TfliteCall hardSigmoid(Nonlinearity.HardSigmoid op) {
    throw refuse("A hard sigmoid is exported in parts");
  }

  @Override
  default TfliteCall hardSwish(Nonlinearity.HardSwish op) {
    return first(BuiltinOperator.HARD_SWISH, Options.NONE);
  }

  @Override
  default TfliteCall silu(Nonlinearity.Silu op) {
    throw refuse("A SiLU is exported in parts");
  }

  /** An operator whose first version holds 8-bit integers too. */
  private TfliteCall first(int builtin, Options options, Integer... parameters) {
    TfliteCall call = plain(builtin, options, parameters);
    return new TfliteCall(call.builtin(), 1, call.inputs(), call.options());
  }

  @Override
  default TfliteCall sigmoid(Elementwise.Sigmoid op) {
    return plain(BuiltinOperator.LOGISTIC, Options.NONE);
  }

  @Override
  default TfliteCall tanh(Nonlinearity.Tanh op) {
    return plain(BuiltinOperator.TANH, Options.NONE);
  }

  @Override
  default TfliteCall erf(Nonlinearity.Erf op) {
    throw refuse("TFLite has no error function");
  }

  @Override
  default TfliteCall gelu(Nonlinearity.Gelu op) {
    boolean approximate = op.approximation() == Nonlinearity.Approximation.TANH;
    return plain(
        BuiltinOperator.GELU,
        TfliteOptions.of(
            BuiltinOptions.GeluOptions,
            builder -> GeluOptions.createGeluOptions(builder, approximate)));
  }

  @Override
  default TfliteCall rsqrt(Elementwise.Rsqrt op) {
    return plain(BuiltinOperator.RSQRT, Options.NONE);
  }

  @Override
  default TfliteCall dropout(Elementwise.Dropout op) {
    throw refuse("Dropout is not exported");
  }

  @Override
  default TfliteCall add(Elementwise.Add op) {
    return plain(BuiltinOperator.ADD, TfliteOptions.add(activation()));
  }

  @Override
  default TfliteCall mul(Elementwise.Mul op) {
    return plain(BuiltinOperator.MUL, TfliteOptions.mul(activation()));
  }

  @Override
  default TfliteCall sub(Elementwise.Sub op) {
    return plain(
        BuiltinOperator.SUB,
        TfliteOptions.of(
            BuiltinOptions.SubOptions,
            builder -> SubOptions.createSubOptions(builder, activation(), true)));
  }

  @Override
  default TfliteCall div(Elementwise.Div op) {
    return plain(
        BuiltinOperator.DIV,
        TfliteOptions.of(
            BuiltinOptions.DivOptions,
            builder -> DivOptions.createDivOptions(builder, activation())));
  }
}
