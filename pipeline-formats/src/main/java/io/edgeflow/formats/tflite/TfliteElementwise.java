package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.formats.tflite.FlatFile.Options;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DivOptions;
import org.tensorflow.lite.schema.GeluOptions;
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
