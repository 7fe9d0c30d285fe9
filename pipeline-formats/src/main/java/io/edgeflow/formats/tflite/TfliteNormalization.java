package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Normalization;

/** The operators that bring values to a common scale: rules put them together from others. */
interface TfliteNormalization extends Normalization.Visitor<TfliteCall>, TfliteScope {
  @Override
  default TfliteCall batchNorm(Normalization.BatchNorm op) {
    throw refuse("TFLite has no batch normalization");
  }

  @Override
  default TfliteCall layerNorm(Normalization.LayerNorm op) {
    throw refuse("TFLite has no layer normalization");
  }

  @Override
  default TfliteCall instanceNorm(Normalization.InstanceNorm op) {
    throw refuse("TFLite has no instance normalization");
  }
}
