package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.formats.tflite.TfliteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What our own writer's metadata say of a model's first input and output. */
final class FileNotes {
  private static final String COLUMN = "label";

  private final TfliteModel model;

  FileNotes(TfliteModel model) {
    this.model = model;
  }

  /** The graph with target and preprocessing. */
  ModelGraph described(ModelGraph graph) {
    Target target = target();
    Preprocessing preprocessing =
        note(TfliteWriter.PREPROCESSING)
            .map(text -> Json.read(text, Preprocessing.class, model.where()))
            .orElse(null);
    if (target == null && preprocessing == null) {
      return graph;
    }
    Signature signature = graph.signature();
    List<Signature.Input> inputs = new ArrayList<>(signature.inputs());
    Signature.Input first = inputs.get(0);
    inputs.set(0, new Signature.Input(first.name(), first.shape(), preprocessing));
    List<Signature.Output> outputs = new ArrayList<>(signature.outputs());
    outputs.set(0, new Signature.Output(outputs.get(0).name(), target));
    return new ModelGraph(
        graph.name(),
        graph.nodes(),
        graph.constants(),
        graph.ranges(),
        new Signature(inputs, outputs));
  }

  private @Nullable Target target() {
    Optional<Target> written =
        note(TfliteWriter.TARGET).map(text -> Json.read(text, Target.class, model.where()));
    return written.orElseGet(
        () ->
            note(TfliteWriter.LABELS)
                .map(text -> List.of(Json.read(text, String[].class, model.where())))
                .filter(labels -> !labels.isEmpty())
                .map(labels -> new ClassTarget(COLUMN, labels))
                .orElse(null));
  }

  private Optional<String> note(String name) {
    return Optional.ofNullable(model.notes().get(name)).map(FileNotes::text);
  }

  private static String text(ByteBuffer content) {
    return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
  }
}
