package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Size;
import io.edgeflow.formats.tflite.FlatFile.OptionWriter;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.util.List;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.ArgMaxOptions;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.DequantizeOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.GatherOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.PadOptions;
import org.tensorflow.lite.schema.PadV2Options;
import org.tensorflow.lite.schema.Pool2DOptions;
import org.tensorflow.lite.schema.QuantizeOptions;
import org.tensorflow.lite.schema.ReducerOptions;
import org.tensorflow.lite.schema.ReshapeOptions;
import org.tensorflow.lite.schema.ResizeBilinearOptions;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;
import org.tensorflow.lite.schema.StridedSliceOptions;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.TransposeOptions;

/** The option tables of TFLite's operators. */
final class TfliteOptions {
  private static final int FIRST = 1;

  private TfliteOptions() {}

  static Options pool(Size kernel, Size stride, byte padding, byte activation) {
    return of(
        BuiltinOptions.Pool2DOptions,
        builder ->
            Pool2DOptions.createPool2DOptions(
                builder,
                padding,
                stride.width(),
                stride.height(),
                kernel.width(),
                kernel.height(),
                activation));
  }

  static Options fullyConnected(byte activation, boolean keepsAxes, boolean hybrid) {
    return of(
        BuiltinOptions.FullyConnectedOptions,
        builder -> {
          FullyConnectedOptions.startFullyConnectedOptions(builder);
          FullyConnectedOptions.addFusedActivationFunction(builder, activation);
          FullyConnectedOptions.addKeepNumDims(builder, keepsAxes);
          FullyConnectedOptions.addAsymmetricQuantizeInputs(builder, hybrid);
          return FullyConnectedOptions.endFullyConnectedOptions(builder);
        });
  }

  static Options add(byte activation) {
    return of(
        BuiltinOptions.AddOptions,
        builder -> AddOptions.createAddOptions(builder, activation, true));
  }

  static Options mul(byte activation) {
    return of(
        BuiltinOptions.MulOptions, builder -> MulOptions.createMulOptions(builder, activation));
  }

  static Options concatenation(int axis) {
    return of(
        BuiltinOptions.ConcatenationOptions,
        builder ->
            ConcatenationOptions.createConcatenationOptions(
                builder, axis, ActivationFunctionType.NONE));
  }

  static Options matMul(boolean transposeSecond) {
    return of(
        BuiltinOptions.BatchMatMulOptions,
        builder ->
            BatchMatMulOptions.createBatchMatMulOptions(builder, false, transposeSecond, false));
  }

  /** Of every sample: whatever their number, the first axis is whole. */
  static Options slice() {
    return of(
        BuiltinOptions.StridedSliceOptions,
        builder ->
            StridedSliceOptions.createStridedSliceOptions(builder, FIRST, FIRST, 0, 0, 0, false));
  }

  static Options reduce(boolean keepsAxes) {
    return of(
        BuiltinOptions.ReducerOptions,
        builder -> ReducerOptions.createReducerOptions(builder, keepsAxes));
  }

  static Options gather() {
    return of(
        BuiltinOptions.GatherOptions, builder -> GatherOptions.createGatherOptions(builder, 0, 0));
  }

  static Options nearest(boolean halfPixels) {
    return of(
        BuiltinOptions.ResizeNearestNeighborOptions,
        builder ->
            ResizeNearestNeighborOptions.createResizeNearestNeighborOptions(
                builder, false, halfPixels));
  }

  static Options bilinear(boolean alignsCorners, boolean halfPixels) {
    return of(
        BuiltinOptions.ResizeBilinearOptions,
        builder ->
            ResizeBilinearOptions.createResizeBilinearOptions(builder, alignsCorners, halfPixels));
  }

  static Options argMax() {
    return of(
        BuiltinOptions.ArgMaxOptions,
        builder -> ArgMaxOptions.createArgMaxOptions(builder, TensorType.INT32));
  }

  static Options cast(byte from, byte to) {
    return of(
        BuiltinOptions.CastOptions, builder -> CastOptions.createCastOptions(builder, from, to));
  }

  static Options softmax() {
    return of(
        BuiltinOptions.SoftmaxOptions, builder -> SoftmaxOptions.createSoftmaxOptions(builder, 1));
  }

  static Options reshape(List<Integer> shape) {
    int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
    return of(
        BuiltinOptions.ReshapeOptions,
        builder ->
            ReshapeOptions.createReshapeOptions(
                builder, ReshapeOptions.createNewShapeVector(builder, sizes)));
  }

  static Options pad() {
    return of(
        BuiltinOptions.PadOptions,
        builder -> {
          PadOptions.startPadOptions(builder);
          return PadOptions.endPadOptions(builder);
        });
  }

  static Options padWith() {
    return of(
        BuiltinOptions.PadV2Options,
        builder -> {
          PadV2Options.startPadV2Options(builder);
          return PadV2Options.endPadV2Options(builder);
        });
  }

  static Options transpose() {
    return of(
        BuiltinOptions.TransposeOptions,
        builder -> {
          TransposeOptions.startTransposeOptions(builder);
          return TransposeOptions.endTransposeOptions(builder);
        });
  }

  static Options quantize() {
    return of(
        BuiltinOptions.QuantizeOptions,
        builder -> {
          QuantizeOptions.startQuantizeOptions(builder);
          return QuantizeOptions.endQuantizeOptions(builder);
        });
  }

  static Options dequantize() {
    return of(
        BuiltinOptions.DequantizeOptions,
        builder -> {
          DequantizeOptions.startDequantizeOptions(builder);
          return DequantizeOptions.endDequantizeOptions(builder);
        });
  }

  static Options of(byte type, OptionWriter writer) {
    return new Options(type, writer);
  }
}
