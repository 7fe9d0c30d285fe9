package io.edgeflow.formats.inspect;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.inspect.ModelSummary.Layer;
import io.edgeflow.formats.inspect.ModelSummary.Port;
import io.edgeflow.formats.inspect.ModelSummary.Quantization;
import io.edgeflow.formats.inspect.ModelSummary.Totals;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sums up models that were read. */
public final class Summaries {
  private Summaries() {}

  /**
   * Sums up a model.
   *
   * @param file its path, for the summary
   * @param format the word for its format
   */
  public static ModelSummary of(ImportedModel model, String file, String format, long fileBytes) {
    ModelGraph graph = model.graph();
    Layers layers = new Layers(graph, model.quantization(), fileBytes);
    List<Layer> all = layers.all();
    return new ModelSummary(
        file,
        format,
        graph.name(),
        fileBytes,
        inputs(model, layers),
        outputs(model, layers),
        all,
        totals(graph, all, layers),
        Liveness.peak(graph, layers::bytes),
        notes(model));
  }

  private static List<Port> inputs(ImportedModel model, Layers layers) {
    return IntStream.range(0, model.inputs().size())
        .mapToObj(
            i -> {
              String tensor = model.graph().signature().inputs().get(i).name();
              return port(model.inputs().get(i), List.of(), layers.quantization(tensor));
            })
        .toList();
  }

  private static List<Port> outputs(ImportedModel model, Layers layers) {
    return IntStream.range(0, model.outputs().size())
        .mapToObj(
            i -> {
              var output = model.graph().signature().outputs().get(i);
              return port(
                  model.outputs().get(i), output.labels(), layers.quantization(output.name()));
            })
        .toList();
  }

  private static Port port(
      ForeignTensor tensor, List<String> labels, @Nullable Quantization quantization) {
    List<Object> shape =
        tensor.sizes().stream()
            .<Object>map(size -> size == ForeignTensor.BATCH ? "batch" : size)
            .toList();
    return new Port(tensor.name(), tensor.type(), shape, labels, quantization);
  }

  private static Totals totals(ModelGraph graph, List<Layer> all, Layers layers) {
    List<String> islands = all.stream().map(Layer::name).filter(layers::isIsland).toList();
    long stored = all.stream().mapToLong(Layer::bytes).sum();
    return new Totals(graph.parameters(), graph.macs(), stored, islands);
  }

  private static List<String> notes(ImportedModel model) {
    List<String> notes = new ArrayList<>(model.notes());
    int ranged = model.graph().ranges().size();
    if (ranged > 0 && model.quantization().values().isEmpty()) {
      notes.add("Calibrated: the ranges of " + ranged + " tensors are known.");
    }
    return notes;
  }
}
