package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import io.edgeflow.formats.quant.Rounding;
import io.edgeflow.formats.tflite.TfliteFile.Port;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorflowlite.Interpreter;

/**
 * Runs a TFLite file in LiteRT on the CPU, one sample after the other. 8-bit inputs and outputs are
 * converted with the file's own scale and zero point. Not thread-safe.
 */
public final class TfliteRuntime implements Predictor {
  private final Path file;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final LiteRt model;

  /** Which kernels compute. */
  public enum Kernels {
    /** XNNPACK where it can, which is what devices run. */
    FASTEST,
    /** The built-in kernels alone, whose integers do not depend on a delegate's choices. */
    BUILT_IN
  }

  private TfliteRuntime(Path file, TfliteFile described, LiteRt model) {
    this.file = file;
    this.inputs = described.inputs();
    this.outputs = described.outputs();
    this.model = model;
    for (int i = 0; i < inputs.size(); i++) {
      requireSize(model.interpreter().input_tensor(i).bytes(), inputs.get(i));
    }
    for (int i = 0; i < outputs.size(); i++) {
      requireSize(model.interpreter().output_tensor(i).bytes(), outputs.get(i));
    }
  }

  /**
   * Opens a file whose inputs and outputs are floats or 8-bit integers, for batch 1.
   *
   * @param threads threads within one operator
   * @throws PipelineException if the file is damaged or the runtime refuses it
   */
  public static TfliteRuntime open(Path file, int threads, Kernels kernels) {
    try {
      byte[] content = Files.readAllBytes(file);
      TfliteFile described = TfliteFile.read(content, file);
      return new TfliteRuntime(file, described, LiteRt.load(file, content, threads, kernels));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }

  @Override
  public List<Tensor> run(List<Tensor> features) {
    Interpreter interpreter = model.interpreter();
    int rows = Features.requireAll(features, inputs.stream().map(Port::sample).toList(), file);
    List<FloatBuffer> sources = features.stream().map(Tensor::floats).toList();
    List<float[]> found =
        outputs.stream().map(port -> new float[Math.multiplyExact(rows, port.size())]).toList();
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inputs.size(); i++) {
        feed(sources.get(i), i, interpreter);
      }
      model.invoke();
      for (int i = 0; i < outputs.size(); i++) {
        fetch(found.get(i), row, i, interpreter);
      }
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      tensors.add(Tensor.of(outputs.get(i).dims(rows), found.get(i)));
    }
    return tensors;
  }

  @Override
  public String runtime() {
    return model.runtime();
  }

  @Override
  public void close() {
    model.close();
  }

  private void requireSize(long found, Port port) {
    if (found != (long) port.size() * (port.int8() ? 1 : Float.BYTES)) {
      throw model.refused(found + " bytes for an input or output of shape " + port.dims());
    }
  }

  private void feed(FloatBuffer source, int index, Interpreter interpreter) {
    Port input = inputs.get(index);
    int size = input.size();
    if (!input.int8()) {
      float[] values = new float[size];
      source.get(values);
      new FloatPointer(interpreter.input_tensor(index).data().raw()).put(values, 0, size);
      return;
    }
    byte[] steps = new byte[size];
    for (int i = 0; i < size; i++) {
      steps[i] = quantize(source.get(), input);
    }
    new BytePointer(interpreter.input_tensor(index).data().raw()).put(steps, 0, size);
  }

  private void fetch(float[] found, int row, int index, Interpreter interpreter) {
    Port output = outputs.get(index);
    int size = output.size();
    int offset = row * size;
    if (!output.int8()) {
      new FloatPointer(interpreter.output_tensor(index).data().raw()).get(found, offset, size);
      return;
    }
    byte[] steps = new byte[size];
    new BytePointer(interpreter.output_tensor(index).data().raw()).get(steps, 0, size);
    for (int i = 0; i < size; i++) {
      found[offset + i] = output.scale() * (steps[i] - output.zeroPoint());
    }
  }

  /** As TFLite's own QUANTIZE operator: half away from zero, then saturated. */
  private static byte quantize(float value, Port port) {
    float shifted = Rounding.halfAway(value / port.scale()) + port.zeroPoint();
    return (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, shifted));
  }
}
