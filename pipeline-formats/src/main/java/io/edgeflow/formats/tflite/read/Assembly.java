package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Puts the graph of a file together: its inputs, its operators in order, its outputs. */
final class Assembly {
  private static final int IMAGE = 4;

  private final TfliteModel model;
  private final ReadOptions options;
  private final boolean batched;
  private final Reading reading;
  private final List<ForeignTensor> inputs = new ArrayList<>();
  private final List<ForeignTensor> outputs = new ArrayList<>();
  private final List<Signature.Output> given = new ArrayList<>();
  private final Map<String, String> renamed = new HashMap<>();

  /**
   * @param batched whether the samples of a batch lie along the first axis of the inputs
   */
  Assembly(TfliteModel model, String name, ReadOptions options, boolean batched) {
    this.model = model;
    this.options = options;
    this.batched = batched;
    this.reading = new Reading(model, name, !options.shapes().isEmpty());
  }

  ImportedModel read() {
    model.inputs().forEach(input -> input(model.tensor(input)));
    model.operators().forEach(this::operator);
    model.operators().stream()
        .filter(operator -> operator.code() != BuiltinOperator.QUANTIZE)
        .forEach(operator -> operator.inputs().forEach(input -> floats(operator, input)));
    for (int output : model.outputs()) {
      FileTensor tensor = model.tensor(output);
      at("an output", tensor.label(), () -> output(tensor));
    }
    ModelGraph graph = new FileNotes(model).described(reading.graph().build(given));
    Given collected = reading.given();
    return new ImportedModel(graph, inputs, outputs, collected.quantization(), collected.notes());
  }

  private void input(FileTensor tensor) {
    String name = name(tensor);
    List<Integer> sizes = sizes(tensor, name);
    int first = batched ? 1 : 0;
    if (sizes.size() < first) {
      throw PipelineException.failed("An input has no axis for the samples of a batch")
          .found(sizes)
          .where(model.where() + ", " + tensor.label())
          .build();
    }
    if (batched) {
      samples(tensor, sizes.get(0));
    }
    boolean image = batched && sizes.size() == IMAGE;
    List<Integer> sample = sizes.subList(first, sizes.size());
    String input =
        reading
            .graph()
            .input(
                name,
                image
                    ? List.of(sample.get(2), sample.get(0), sample.get(1))
                    : sample.isEmpty() ? List.of(1) : sample);
    Viewed view = image ? Convolutions.channelsLast(input) : plain(input, sizes.size());
    step(tensor, view);
    inputs.add(reading.arranger().foreign(name, tensor.word(), view));
  }

  private void step(FileTensor tensor, Viewed view) {
    if (tensor.quantized()) {
      reading.given().value(reading.graph(), view.tensor(), tensor);
      if (tensor.type() == TensorType.UINT8) {
        reading.given().note("Unsigned integers of the file are read as signed ones, less 128.");
      }
    }
    reading.put(tensor, view);
  }

  private Viewed plain(String input, int rank) {
    int first = batched ? 0 : 1;
    return new Viewed(
        input, IntStream.range(0, rank).mapToObj(axis -> List.of(axis + first)).toList());
  }

  private List<Integer> sizes(FileTensor tensor, String name) {
    List<Integer> wanted = options.shapes().getOrDefault(name, options.shapes().get(tensor.name()));
    if (wanted != null) {
      if (wanted.size() != tensor.sizes().size()) {
        throw PipelineException.config("The shape that is given for an input does not fit")
            .found(wanted)
            .limit(tensor.sizes().size() + " axes")
            .where(model.where() + ", input " + name)
            .build();
      }
      return wanted;
    }
    for (int axis = batched ? 1 : 0; axis < tensor.sizes().size(); axis++) {
      if (tensor.open().get(axis)) {
        throw PipelineException.failed("The file leaves a size of an input open")
            .found("axis " + axis)
            .where(model.where() + ", input " + name)
            .remedy("say it, for example --shape %s=1,28,28".formatted(name))
            .build();
      }
    }
    return tensor.sizes();
  }

  /** The sizes in the file are those for this many samples, whichever input says so. */
  private void samples(FileTensor tensor, int count) {
    int samples = tensor.open().get(0) ? 1 : Math.max(1, count);
    if (!inputs.isEmpty() && reading.batch() != samples) {
      throw PipelineException.failed("The inputs take unlike numbers of samples")
          .found(samples + " and " + reading.batch())
          .where(model.where() + ", " + tensor.label())
          .build();
    }
    reading.batch(samples);
  }

  /**
   * Which of floats and the integers that are made of them a node in between has, none can tell.
   */
  private void floats(FileOperator operator, int input) {
    if (input == FileOperator.ABSENT || model.tensor(input).quantized()) {
      return;
    }
    boolean moved =
        reading
            .view(model.tensor(input))
            .filter(view -> reading.given().rounded(view.tensor()))
            .filter(view -> !view.axes().equals(plain(view.tensor(), view.rank()).axes()))
            .isPresent();
    if (moved) {
      reading.given().inexact("Floats are read beside their integers by " + operator.kind());
    }
  }

  private void operator(FileOperator operator) {
    Step step = new Step(reading, operator);
    at("an operator", step.label(), () -> Operators.read(step));
  }

  /** Reads a part of the file, the place of which is told in every error. */
  private void at(String part, String label, Runnable read) {
    try {
      read.run();
    } catch (PipelineException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains(model.where().toString())) {
        throw e;
      }
      throw PipelineException.failed("Cannot read " + part + " of the TFLite file")
          .found(message.lines().map(String::strip).collect(Collectors.joining("; ")))
          .where(model.where() + ", " + label)
          .cause(e)
          .build();
    }
  }

  private void output(FileTensor tensor) {
    String name = name(tensor);
    Viewed view =
        reading
            .view(tensor)
            .orElseThrow(
                () ->
                    PipelineException.failed("An output depends on no input")
                        .found(tensor.label())
                        .where(model.where())
                        .build());
    Viewed known = view.on(renamed.getOrDefault(view.tensor(), view.tensor()));
    Viewed placed = reading.arranger().output(name, known);
    String tensorName = reading.graph().rename(placed.tensor(), name);
    reading.given().rename(placed.tensor(), tensorName);
    renamed.put(placed.tensor(), tensorName);
    renamed.put(view.tensor(), view.tensor().equals(placed.tensor()) ? tensorName : known.tensor());
    Viewed last = placed.on(tensorName);
    given.add(new Signature.Output(tensorName, null));
    outputs.add(reading.arranger().foreign(name, tensor.word(), last));
  }

  private String name(FileTensor tensor) {
    return model.names().getOrDefault(tensor.index(), TensorNames.shortened(tensor.name()));
  }
}
