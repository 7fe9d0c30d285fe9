package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Arranger;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file's tensors while its nodes are read in order: each is a constant, or a
 * view of a tensor of the graph.
 */
final class ImportScope {
  private final GraphAssembler graph;
  private final Arranger arranger;
  private final Folding folding;
  private final StoredTensors stored;
  private final Map<String, TensorProto> initializers;
  private final Map<String, FoldedTensor> constants = new HashMap<>();
  private final Map<String, Viewed> views = new HashMap<>();
  private final Map<String, Viewed> reciprocals = new HashMap<>();
  private final Set<String> unrounded = new HashSet<>();
  private final Map<String, Kind> kinds = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final ClassNames classes = new ClassNames();
  private final QuantizedTensors quantized = new QuantizedTensors();

  ImportScope(OnnxModel model, Folding folding) {
    this.graph = new GraphAssembler(model.name());
    this.arranger = new Arranger(graph);
    this.folding = folding;
    this.stored = new StoredTensors(model.file());
    this.initializers = model.initializers();
  }

  GraphAssembler graph() {
    return graph;
  }

  Arranger arranger() {
    return arranger;
  }

  Folding folding() {
    return folding;
  }

  /** Whether anything was given under a name. */
  boolean knows(String tensor) {
    return isConstant(tensor) || views.containsKey(tensor);
  }

  /** Whether a tensor depends on no input of the model. */
  boolean isConstant(String tensor) {
    return constants.containsKey(tensor) || initializers.containsKey(tensor);
  }

  /** A tensor that {@link #isConstant}. */
  FoldedTensor constant(String tensor) {
    return constants.computeIfAbsent(
        tensor,
        name -> FoldedTensor.of(read(Objects.requireNonNull(initializers.get(name), name))));
  }

  /** A tensor that is stored in the file. */
  Tensor read(TensorProto tensor) {
    return stored.read(tensor);
  }

  /** A tensor that is no constant. */
  Viewed view(String tensor) {
    return given(views, tensor);
  }

  /** What the elements of a tensor are in the file; in the graph all are floats. */
  Kind kind(String tensor) {
    return isConstant(tensor) ? constant(tensor).kind() : given(kinds, tensor);
  }

  /** A node may name more outputs than its operator has. */
  private static <T> T given(Map<String, T> found, String tensor) {
    T value = found.get(tensor);
    if (value == null) {
      throw PipelineException.failed("A tensor is read that its node does not give")
          .found(tensor)
          .build();
    }
    return value;
  }

  void give(String tensor, FoldedTensor constant) {
    constants.put(tensor, constant);
  }

  void give(String tensor, Viewed view, Kind kind) {
    views.put(tensor, view);
    kinds.put(tensor, kind);
  }

  /** Gives whole numbers that are floats in the graph, as yet not rounded. */
  void giveUnrounded(String tensor, Viewed view) {
    unrounded.add(tensor);
    give(tensor, view, Kind.INT);
  }

  /** Whether a tensor was to be rounded, which the graph cannot do. */
  boolean isUnrounded(String tensor) {
    return unrounded.contains(tensor);
  }

  /** Notes the view of the reciprocal of a tensor. */
  void reciprocal(String tensor, Viewed view) {
    reciprocals.put(tensor, view);
  }

  /** The view of the reciprocal of a tensor; null if none is known. */
  @Nullable Viewed reciprocal(String tensor) {
    return reciprocals.get(tensor);
  }

  /** What is known of the classes that scores are of. */
  ClassNames classes() {
    return classes;
  }

  /** What the file's 8-bit integers are. */
  QuantizedTensors quantized() {
    return quantized;
  }

  /** The words, or the whole numbers as words, of a tensor that is stored in the file. */
  List<String> words(String tensor) {
    TensorProto stored = initializers.get(tensor);
    return stored != null && stored.getDataType() == TensorProto.DataType.STRING_VALUE
        ? stored.getStringDataList().stream().map(ByteString::toStringUtf8).toList()
        : Arrays.stream(constant(tensor).toLongs()).mapToObj(String::valueOf).toList();
  }

  /** Notes what the user should know, a sentence. */
  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return notes;
  }
}
