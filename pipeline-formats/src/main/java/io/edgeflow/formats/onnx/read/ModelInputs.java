package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of a model as inputs of the graph. The batch is the first axis where that is open, and
 * each open axis of the same name; else the only name of open axes, as in series with the time
 * first. A first axis of size 1 is none of the graph's: its batch is one of such inputs. Images
 * that the model reads channels-last are channels-first in the graph.
 */
final class ModelInputs {
  private final OnnxModel model;
  private final ReadOptions options;
  private final String batchName;

  ModelInputs(OnnxModel model, ReadOptions options) {
    this.model = model;
    this.options = options;
    this.batchName = batchName(model);
  }

  /** The open first axis, else the one name of all that is open. */
  private static String batchName(OnnxModel model) {
    List<Dimension> open =
        model.inputs().stream()
            .flatMap(input -> axes(input).stream())
            .filter(ModelInputs::isOpen)
            .toList();
    return model.inputs().stream()
        .map(ModelInputs::axes)
        .filter(axes -> !axes.isEmpty() && isOpen(axes.get(0)))
        .map(axes -> axes.get(0))
        .findFirst()
        .or(
            () ->
                open.stream().distinct().count() == 1 ? Optional.of(open.get(0)) : Optional.empty())
        .map(Dimension::getDimParam)
        .orElse("");
  }

  /**
   * Whether the first axis of the first input has a size, other than 1, that may be the batch's.
   */
  static boolean firstIsFixed(OnnxModel model) {
    boolean open =
        model.inputs().stream().flatMap(i -> axes(i).stream()).anyMatch(ModelInputs::isOpen);
    return !open
        && model.inputs().stream()
            .limit(1)
            .anyMatch(input -> !axes(input).isEmpty() && axes(input).get(0).getDimValue() > 1);
  }

  /** Adds the inputs; how they lie in the graph. */
  List<ForeignTensor> addTo(ImportScope scope) {
    for (String input : options.shapes().keySet()) {
      if (model.inputs().stream().noneMatch(i -> i.getName().equals(input))) {
        throw PipelineException.config("The model has no input of a given shape")
            .found(input)
            .limit(model.inputs().stream().map(ValueInfoProto::getName).toList())
            .where(model.file())
            .build();
      }
    }
    List<ForeignTensor> inputs = new ArrayList<>();
    for (ValueInfoProto input : model.inputs()) {
      int type = input.getType().getTensorType().getElemType();
      Viewed view = add(input, scope);
      scope.give(input.getName(), view, kind(input, type));
      inputs.add(scope.arranger().foreign(input.getName(), StoredType.word(type), view));
    }
    return inputs;
  }

  private Viewed add(ValueInfoProto input, ImportScope scope) {
    List<Long> sizes = sizes(input);
    boolean batched = sizes.contains((long) GraphAssembler.BATCH);
    boolean single = !batched && sizes.size() > 1 && sizes.get(0) == 1;
    List<Integer> order = new ArrayList<>();
    for (int axis = single ? 1 : 0; axis < sizes.size(); axis++) {
      if (sizes.get(axis) != GraphAssembler.BATCH) {
        order.add(axis);
      }
    }
    if (order.size() == 3 && sizes.size() == 4 && new ChannelsLast(model).reads(input.getName())) {
      order = List.of(3, 1, 2);
    }
    List<Integer> sample = order.stream().map(axis -> Math.toIntExact(sizes.get(axis))).toList();
    String tensor = scope.graph().input(input.getName(), sample.isEmpty() ? List.of(1) : sample);
    List<List<Integer>> axes = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      int place = order.indexOf(axis);
      boolean batch = sizes.get(axis) == GraphAssembler.BATCH;
      axes.add(batch ? List.of(0) : place < 0 ? List.of() : List.of(place + 1));
    }
    return new Viewed(tensor, axes);
  }

  private List<Long> sizes(ValueInfoProto input) {
    boolean shaped = input.getType().getTensorType().hasShape();
    List<Dimension> own = axes(input);
    List<Integer> given = options.shapes().getOrDefault(input.getName(), List.of());
    boolean asked = options.shapes().containsKey(input.getName());
    if (shaped ? asked && given.size() != own.size() : !asked) {
      throw refusal("The sizes of an input are not known", input, asked ? given : "none");
    }
    List<Long> sizes = new ArrayList<>();
    long elements = 1;
    for (int axis = 0; axis < Math.max(own.size(), given.size()); axis++) {
      long size =
          size(
              axis,
              shaped ? own.get(axis) : Dimension.getDefaultInstance(),
              asked ? given.get(axis) : 0);
      elements *= size == GraphAssembler.BATCH ? 1 : size;
      if (size < 1 || elements > Integer.MAX_VALUE) {
        throw refusal("The sizes of an input are not known, or none that it can have", input, "");
      }
      sizes.add(size);
    }
    if (sizes.stream().filter(size -> size == GraphAssembler.BATCH).count() > 1) {
      throw refusal("Two axes of an input are the batch", input, "");
    }
    return sizes;
  }

  /** The size of an axis; 0 if it is not known. */
  private long size(int axis, Dimension own, int given) {
    boolean named = !batchName.isEmpty() && own.getDimParam().equals(batchName);
    boolean first =
        axis == 0 && (options.batch() == BatchAxis.FIRST || (isOpen(own) && batchName.isEmpty()));
    if (options.batch() != BatchAxis.NONE && (first || named)) {
      return GraphAssembler.BATCH;
    }
    boolean fits = isOpen(own) || given < 1 || given == own.getDimValue();
    return isOpen(own) ? given : fits ? Math.min(own.getDimValue(), 1L + Integer.MAX_VALUE) : 0;
  }

  private Kind kind(ValueInfoProto input, int type) {
    return StoredType.of(type)
        .filter(t -> input.getType().getValueCase() == TypeProto.ValueCase.TENSOR_TYPE)
        .map(StoredType::kind)
        .orElseThrow(
            () ->
                refusal(
                    "Edgeflow does not compute with the type of an input",
                    input,
                    StoredType.word(type)));
  }

  private PipelineException refusal(String what, ValueInfoProto input, Object found) {
    String sizes = axes(input).stream().map(ModelInputs::text).toList().toString();
    return PipelineException.config(what)
        .found(found.equals("") ? sizes : found + " for " + sizes)
        .limit("all axes fixed, or open and the batch, at most one")
        .where(model.file() + ", input " + input.getName())
        .remedy("give the sizes, for example --shape " + input.getName() + "=1,28,28")
        .build();
  }

  private static List<Dimension> axes(ValueInfoProto input) {
    return input.getType().getTensorType().getShape().getDimList();
  }

  private static boolean isOpen(Dimension axis) {
    return axis.getDimValue() < 1;
  }

  private static String text(Dimension axis) {
    return isOpen(axis) ? "open " + axis.getDimParam() : Long.toString(axis.getDimValue());
  }
}
