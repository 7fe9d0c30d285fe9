package io.edgeflow.formats.onnx;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs an ONNX file in ONNX Runtime on the CPU, through DJL's engine. Not thread-safe. */
public final class OnnxRuntime implements Predictor {
  /**
   * Without it, processors that have AVX2 and no VNNI add pairs of 8-bit products in 16 bits, which
   * saturate.
   */
  private static final String EXACT_PRODUCTS = "session.x64quantprecision";

  /**
   * With it, weights behind DequantizeLinear become floats when the file is loaded, and not with
   * each run. A file in 8 bits throughout must not have it: its kernels are found by these nodes.
   */
  private static final String FOLD_WEIGHTS = "session.disable_quant_qdq";

  private final Path file;
  private final List<int[]> inputs;
  private final Model model;
  private final NDManager manager;
  private boolean closed;

  private OnnxRuntime(Path file, List<int[]> inputs, Model model) {
    this.file = file;
    this.inputs = inputs;
    this.model = model;
    this.manager = model.getNDManager().newSubManager();
  }

  /**
   * Opens a file with float inputs, each {@code [batch, channels, height, width]}, {@code [batch,
   * time, features]} or {@code [batch, features]}, and float outputs.
   *
   * @param threads threads within one operator
   * @throws PipelineException if the file is damaged or the runtime refuses it
   */
  public static OnnxRuntime open(Path file, int threads) {
    try {
      ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(file));
      OnnxCheck.verify(proto, file);
      OnnxEngine.require();
      Model model = Model.newInstance("model", OnnxEngine.NAME);
      try {
        load(model, file, threads, computesInFloats(proto));
        return new OnnxRuntime(file, inputs(proto, file), model);
      } catch (RuntimeException | MalformedModelException e) {
        model.close();
        throw e;
      }
    } catch (InvalidProtocolBufferException e) {
      throw PipelineException.failed("Not an ONNX file").where(file).cause(e).build();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    } catch (MalformedModelException | EngineException e) {
      throw PipelineException.failed("ONNX Runtime refuses the model")
          .found(String.valueOf(e.getCause()))
          .where(file)
          .cause(e)
          .build();
    }
  }

  @Override
  public List<Tensor> run(List<Tensor> features) {
    if (closed) {
      throw new IllegalStateException("The runtime of " + file + " is closed");
    }
    int rows =
        Features.requireAll(features, inputs.stream().map(Features::channelsLast).toList(), file);
    try (NDManager scope = manager.newSubManager()) {
      NDList arrays = new NDList();
      for (int i = 0; i < inputs.size(); i++) {
        arrays.add(array(scope, features.get(i), inputs.get(i), rows));
      }
      ParameterStore none = new ParameterStore(scope, false);
      NDList outputs = model.getBlock().forward(none, arrays, false);
      return outputs.stream().map(OnnxRuntime::copy).toList();
    } catch (EngineException e) {
      throw PipelineException.failed("ONNX Runtime failed").where(file).cause(e).build();
    }
  }

  private NDArray array(NDManager scope, Tensor features, int[] sample, int rows) {
    ByteBuffer values = Features.toChannelsFirst(features, sample, file);
    long[] shape = new long[sample.length + 1];
    shape[0] = rows;
    for (int i = 0; i < sample.length; i++) {
      shape[i + 1] = sample[i];
    }
    return scope.create(values.asFloatBuffer(), new Shape(shape));
  }

  @Override
  public String runtime() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      manager.close();
      model.close();
    }
  }

  private static void load(Model model, Path file, int threads, boolean floats)
      throws IOException, MalformedModelException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry(EXACT_PRODUCTS, "1");
      options.addConfigEntry(FOLD_WEIGHTS, floats ? "1" : "0");
      model.load(file, null, Map.of("sessionOptions", options));
    } catch (OrtException e) {
      throw new EngineException(e);
    }
  }

  private static boolean computesInFloats(ModelProto proto) {
    return proto.getGraph().getNodeList().stream()
        .noneMatch(node -> node.getOpType().equals("QuantizeLinear"));
  }

  private static List<int[]> inputs(ModelProto proto, Path file) {
    return proto.getGraph().getInputList().stream()
        .map(input -> sample(input.getType().getTensorType().getShape(), file))
        .toList();
  }

  private static int[] sample(TensorShapeProto shape, Path file) {
    List<Long> sizes = shape.getDimList().stream().skip(1).map(Dimension::getDimValue).toList();
    if (shape.getDimCount() == 0
        || sizes.stream().anyMatch(size -> size < 1 || size > Integer.MAX_VALUE)) {
      throw PipelineException.failed("The model's input has no fixed size")
          .found(shape.getDimCount() == 0 ? "a single number" : shape)
          .where(file)
          .build();
    }
    return sizes.stream().mapToInt(Long::intValue).toArray();
  }

  private static Tensor copy(NDArray scores) {
    int[] dims = new int[scores.getShape().dimension()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.toIntExact(scores.getShape().get(i));
    }
    ByteBuffer source = scores.toByteBuffer().order(ByteOrder.nativeOrder());
    float[] values = new float[source.remaining() / Float.BYTES];
    source.asFloatBuffer().get(values);
    return Tensor.of(dims, values);
  }
}
