package io.edgeflow.formats.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.ForeignPort;
import io.edgeflow.formats.layout.ForeignType;
import io.edgeflow.formats.layout.RowByRow;
import io.edgeflow.formats.read.ImportedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs an ONNX file of another tool in ONNX Runtime as it is, one sample after the other: with its
 * own layout, element types, batch and further outputs. Not thread-safe.
 */
public final class ForeignOnnx implements Predictor {
  private final Path file;
  private final List<ForeignPort> inputs;
  private final List<ForeignPort> outputs;
  private final OrtSession session;

  private ForeignOnnx(Path file, ImportedModel model, OrtSession session) {
    this.file = file;
    this.inputs = ForeignPort.inputs(model);
    this.outputs = ForeignPort.outputs(model);
    this.session = session;
  }

  /**
   * Opens a file that was read.
   *
   * @param model what was read, which says how the file's axes lie
   * @param threads threads within one operator
   * @throws PipelineException if the runtime refuses the file
   */
  public static ForeignOnnx open(Path file, ImportedModel model, int threads) {
    OnnxEngine.require();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
      return new ForeignOnnx(file, model, session);
    } catch (OrtException e) {
      throw failed("ONNX Runtime refuses the model", file, e);
    }
  }

  @Override
  public List<Tensor> run(List<Tensor> features) {
    return RowByRow.run(features, inputs, outputs, file, this::row);
  }

  private List<float[]> row(List<float[]> samples) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    Set<String> wanted = new LinkedHashSet<>();
    outputs.forEach(port -> wanted.add(port.name()));
    try {
      for (int i = 0; i < inputs.size(); i++) {
        given.put(inputs.get(i).name(), tensor(inputs.get(i), samples.get(i)));
      }
      try (OrtSession.Result result = session.run(given, wanted)) {
        List<float[]> found = new ArrayList<>();
        for (ForeignPort port : outputs) {
          found.add(values(port, result.get(port.name()).orElseThrow()));
        }
        return found;
      }
    } catch (OrtException e) {
      throw failed("ONNX Runtime failed", file, e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(ForeignPort port, float[] sample) throws OrtException {
    NodeInfo node = session.getInputInfo().get(port.name());
    if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
      throw unlike(port, String.valueOf(node));
    }
    long[] sizes = port.sizes(info.getShape());
    ByteBuffer elements = port.feed(sample, type(port, info.type), sizes, port.quantization());
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), elements, sizes, info.type);
  }

  private float[] values(ForeignPort port, OnnxValue value) throws OrtException {
    if (value instanceof OnnxTensor tensor) {
      TensorInfo info = tensor.getInfo();
      ByteBuffer elements = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
      return port.fetch(elements, type(port, info.type), info.getShape(), port.quantization());
    }
    if (value instanceof OnnxSequence sequence
        && sequence.getValue().get(0) instanceof OnnxMap map) {
      return scores(map);
    }
    throw unlike(port, value.getInfo().toString());
  }

  /** What scikit-learn's classifiers give: a score by class, whose order is that of their names. */
  private static float[] scores(OnnxMap map) throws OrtException {
    TreeMap<Object, Object> byClass = new TreeMap<>(map.getValue());
    float[] scores = new float[byClass.size()];
    int i = 0;
    for (Object score : byClass.values()) {
      scores[i++] = ((Number) score).floatValue();
    }
    return scores;
  }

  private ForeignType type(ForeignPort port, OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> ForeignType.FLOAT32;
      case DOUBLE -> ForeignType.FLOAT64;
      case FLOAT16 -> ForeignType.FLOAT16;
      case INT64 -> ForeignType.INT64;
      case INT32 -> ForeignType.INT32;
      case INT16 -> ForeignType.INT16;
      case INT8 -> ForeignType.INT8;
      case UINT8 -> ForeignType.UINT8;
      case BOOL -> ForeignType.BOOL;
      default -> throw unlike(port, type.toString());
    };
  }

  @Override
  public String runtime() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed("ONNX Runtime cannot close the model", file, e);
    }
  }

  private PipelineException unlike(ForeignPort port, String found) {
    return PipelineException.failed("An input or output holds no numbers that can be compared")
        .found(found)
        .where(file + ", " + port.name())
        .build();
  }

  private static PipelineException failed(String what, Path file, OrtException e) {
    return PipelineException.failed(what)
        .found(String.valueOf(e.getMessage()))
        .where(file)
        .cause(e)
        .build();
  }
}
