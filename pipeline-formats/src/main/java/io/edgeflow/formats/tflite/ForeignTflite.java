package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.ForeignPort;
import io.edgeflow.formats.layout.ForeignType;
import io.edgeflow.formats.layout.RowByRow;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.read.ImportedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/**
 * Runs a TFLite file of another tool in LiteRT as it is, one sample after the other: with its own
 * layout, element types and batch. Not thread-safe.
 */
public final class ForeignTflite implements Predictor {
  private final Path file;
  private final List<ForeignPort> inputs;
  private final List<ForeignPort> outputs;
  private final LiteRt model;

  private ForeignTflite(Path file, ImportedModel read, LiteRt model) {
    this.file = file;
    this.inputs = ForeignPort.inputs(read);
    this.outputs = ForeignPort.outputs(read);
    this.model = model;
    requireCount(model.interpreter().inputs().limit(), inputs.size());
    requireCount(model.interpreter().outputs().limit(), outputs.size());
  }

  private void requireCount(long found, int read) {
    if (found != read) {
      throw model.refused(found + " inputs or outputs, of which " + read + " were read");
    }
  }

  /**
   * Opens a file that was read, and so was checked.
   *
   * @param read what was read, which says how the file's axes lie
   * @param threads threads within one operator
   * @throws PipelineException if the runtime refuses the file
   */
  public static ForeignTflite open(Path file, ImportedModel read, int threads) {
    try {
      byte[] content = Files.readAllBytes(file);
      LiteRt model = LiteRt.load(file, content, threads, TfliteRuntime.Kernels.FASTEST);
      return new ForeignTflite(file, read, model);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }

  @Override
  public List<Tensor> run(List<Tensor> features) {
    return RowByRow.run(features, inputs, outputs, file, this::row);
  }

  /** Inputs and outputs are in the file's order, whatever its signature calls them. */
  private List<float[]> row(List<float[]> samples) {
    for (int i = 0; i < inputs.size(); i++) {
      ForeignPort port = inputs.get(i);
      TfLiteTensor tensor = model.interpreter().input_tensor(i);
      ByteBuffer elements =
          port.feed(samples.get(i), type(port, tensor), sizes(tensor), params(tensor));
      memory(tensor, elements.capacity(), port).put(elements);
    }
    model.invoke();
    List<float[]> found = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      ForeignPort port = outputs.get(i);
      TfLiteTensor tensor = model.interpreter().output_tensor(i);
      ByteBuffer elements = memory(tensor, Math.toIntExact(tensor.bytes()), port);
      found.add(port.fetch(elements, type(port, tensor), sizes(tensor), params(tensor)));
    }
    return found;
  }

  private static @Nullable QuantParams params(TfLiteTensor tensor) {
    float scale = tensor.params().scale();
    return scale > 0 ? new QuantParams(scale, tensor.params().zero_point()) : null;
  }

  private ByteBuffer memory(TfLiteTensor tensor, int bytes, ForeignPort port) {
    if (tensor.bytes() != bytes) {
      throw unlike(port, tensor.bytes() + " bytes where " + bytes + " are needed");
    }
    return new BytePointer(tensor.data().raw())
        .capacity(bytes)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  private static long[] sizes(TfLiteTensor tensor) {
    long[] sizes = new long[tensor.dims().size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.dims().data().get(i);
    }
    return sizes;
  }

  private ForeignType type(ForeignPort port, TfLiteTensor tensor) {
    return switch (tensor.type()) {
      case tensorflowlite.kTfLiteFloat32 -> ForeignType.FLOAT32;
      case tensorflowlite.kTfLiteFloat16 -> ForeignType.FLOAT16;
      case tensorflowlite.kTfLiteFloat64 -> ForeignType.FLOAT64;
      case tensorflowlite.kTfLiteInt64 -> ForeignType.INT64;
      case tensorflowlite.kTfLiteInt32 -> ForeignType.INT32;
      case tensorflowlite.kTfLiteInt16 -> ForeignType.INT16;
      case tensorflowlite.kTfLiteInt8 -> ForeignType.INT8;
      case tensorflowlite.kTfLiteUInt8 -> ForeignType.UINT8;
      case tensorflowlite.kTfLiteBool -> ForeignType.BOOL;
      default -> throw unlike(port, "elements of type " + tensor.type());
    };
  }

  @Override
  public String runtime() {
    return model.runtime();
  }

  @Override
  public void close() {
    model.close();
  }

  private PipelineException unlike(ForeignPort port, String found) {
    return PipelineException.failed("An input or output holds no numbers that can be compared")
        .found(found)
        .where(file + ", " + port.name())
        .build();
  }
}
