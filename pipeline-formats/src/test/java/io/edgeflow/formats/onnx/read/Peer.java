package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a file in ONNX Runtime, and the graph that was read from it in the reference runtime. */
public final class Peer {
  private Peer() {}

  /**
   * What ONNX Runtime answers, as floats.
   *
   * @param inputs FLOAT32, INT32 or INT64, in the file's axes
   */
  static List<Tensor> runtime(Path file, List<Tensor> inputs) {
    Engine.getEngine("OnnxRuntime");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new HashMap<>();
    try (OrtSession session = environment.createSession(file.toString())) {
      int next = 0;
      for (String name : session.getInputNames()) {
        given.put(name, onnx(environment, inputs.get(next++)));
      }
      List<Tensor> outputs = new ArrayList<>();
      try (OrtSession.Result result = session.run(given)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          outputs.add(floats((OnnxTensor) output.getValue()));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw new AssertionError(e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  /** What the graph answers, in the file's axes. */
  static List<Tensor> graph(ImportedModel model, List<Tensor> inputs) {
    try (ReferenceRuntime runtime = new ReferenceRuntime(model.graph())) {
      return inFile(model, runtime.run(inGraph(model, inputs)));
    }
  }

  /** What a predictor of the graph takes, of inputs in the file's axes. */
  public static List<Tensor> inGraph(ImportedModel model, List<Tensor> inputs) {
    List<Tensor> features = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      features.add(channelsLast(toGraph(inputs.get(i), model.inputs().get(i))));
    }
    return features;
  }

  /** What a predictor of the graph gives, in the file's axes. */
  public static List<Tensor> inFile(ImportedModel model, List<Tensor> answers) {
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      outputs.add(toFile(answers.get(i), model.outputs().get(i)));
    }
    return outputs;
  }

  /** The largest difference, of the larger of 1 and the expected value. */
  public static double error(Tensor found, Tensor expected) {
    assertThat(found.dims()).isEqualTo(expected.dims());
    float[] left = found.toFloats();
    float[] right = expected.toFloats();
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      double difference = Math.abs((double) left[i] - right[i]) / Math.max(1, Math.abs(right[i]));
      largest = Float.compare(left[i], right[i]) == 0 ? largest : Math.max(largest, difference);
      if (Float.isNaN(left[i]) != Float.isNaN(right[i])) {
        return Double.NaN;
      }
    }
    return largest;
  }

  private static OnnxTensor onnx(OrtEnvironment environment, Tensor tensor) throws OrtException {
    long[] dims = Arrays.stream(tensor.dims()).asLongStream().toArray();
    return switch (tensor.type()) {
      case FLOAT32 -> OnnxTensor.createTensor(environment, tensor.floats(), dims);
      case INT32 -> OnnxTensor.createTensor(environment, tensor.ints(), dims);
      case INT64 -> OnnxTensor.createTensor(environment, tensor.bytes().asLongBuffer(), dims);
      default -> throw new AssertionError(tensor);
    };
  }

  private static Tensor floats(OnnxTensor tensor) {
    int[] dims = Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
    int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    switch (tensor.getInfo().type) {
      case FLOAT -> tensor.getFloatBuffer().get(values);
      case INT64 -> {
        LongBuffer longs = tensor.getLongBuffer();
        for (int i = 0; i < size; i++) {
          values[i] = longs.get(i);
        }
      }
      case INT32 -> {
        IntBuffer ints = tensor.getIntBuffer();
        for (int i = 0; i < size; i++) {
          values[i] = ints.get(i);
        }
      }
      default -> throw new AssertionError(tensor.getInfo());
    }
    return Tensor.of(dims, values);
  }

  /** A batch in the graph's logical order. */
  private static Tensor toGraph(Tensor file, ForeignTensor foreign) {
    int[] dims = graphDims(file.dims(), foreign);
    int[] strides = strides(file.dims(), foreign, dims.length);
    float[] from = numbers(file);
    float[] to = new float[from.length];
    each(dims, strides, (target, source) -> to[target] = from[source]);
    return Tensor.of(dims, to);
  }

  private static Tensor toFile(Tensor graph, ForeignTensor foreign) {
    int[] dims = new int[foreign.sizes().size()];
    for (int axis = 0; axis < dims.length; axis++) {
      int size = foreign.sizes().get(axis);
      dims[axis] = size == ForeignTensor.BATCH ? graph.dim(0) : size;
    }
    int[] strides = strides(dims, foreign, graph.rank());
    float[] from = graph.toFloats();
    float[] to = new float[from.length];
    each(graph.dims(), strides, (source, target) -> to[target] = from[source]);
    return Tensor.of(dims, to);
  }

  private static int[] graphDims(int[] file, ForeignTensor foreign) {
    int rank = foreign.axes().stream().mapToInt(a -> a + 1).max().orElse(1);
    int[] dims = new int[Math.max(2, rank)];
    Arrays.fill(dims, 1);
    for (int axis = 0; axis < file.length; axis++) {
      if (foreign.axes().get(axis) >= 0) {
        dims[foreign.axes().get(axis)] = file[axis];
      }
    }
    return dims;
  }

  /** How far apart in the file neighbours along each of the graph's axes lie. */
  private static int[] strides(int[] file, ForeignTensor foreign, int rank) {
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = file.length - 1; axis >= 0; axis--) {
      if (foreign.axes().get(axis) >= 0) {
        strides[foreign.axes().get(axis)] = stride;
      }
      stride *= file[axis];
    }
    return strides;
  }

  private interface Pair {
    void visit(int graph, int file);
  }

  private static void each(int[] dims, int[] strides, Pair pair) {
    int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    for (int i = 0; i < size; i++) {
      int rest = i;
      int file = 0;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        file += rest % dims[axis] * strides[axis];
        rest /= dims[axis];
      }
      pair.visit(i, file);
    }
  }

  private static float[] numbers(Tensor tensor) {
    return FoldedTensor.of(tensor).toFloats();
  }

  /** Images as predictors take them. */
  private static Tensor channelsLast(Tensor batch) {
    if (batch.rank() != 4) {
      return batch;
    }
    int[] order = FeatureOrder.channelsLast(batch.dim(1), batch.dim(2), batch.dim(3));
    int[] dims = {batch.dim(0), batch.dim(2), batch.dim(3), batch.dim(1)};
    return Tensor.of(dims, FeatureOrder.toMemory(batch.toFloats(), order));
  }
}
