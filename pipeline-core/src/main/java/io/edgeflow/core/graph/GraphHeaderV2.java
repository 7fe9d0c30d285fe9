package io.edgeflow.core.graph;

import io.edgeflow.core.preprocess.PreprocessingV1;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header's version 2: samples were images, and an output had the labels of classes or none. */
record GraphHeaderV2(
    int version,
    String name,
    List<Node> nodes,
    List<GraphHeader.Entry> constants,
    Map<String, ValueRange> ranges,
    List<OldInput> inputs,
    List<OldOutput> outputs) {
  static final int VERSION = 2;

  GraphHeaderV2 {
    nodes = List.copyOf(nodes);
    constants = List.copyOf(constants);
    ranges = Map.copyOf(ranges);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  record OldInput(String name, List<Object> shape, @Nullable PreprocessingV1 preprocessing) {
    OldInput {
      shape = List.copyOf(shape);
    }

    GraphHeader.Input current() {
      return new GraphHeader.Input(
          name, shape, preprocessing == null ? null : preprocessing.current());
    }
  }

  record OldOutput(String name, List<String> labels) {
    /** What the column of classes is called where a file does not tell. */
    private static final String COLUMN = "label";

    OldOutput {
      labels = List.copyOf(labels);
    }

    GraphHeader.Output current() {
      Target target = labels.isEmpty() ? null : new ClassTarget(COLUMN, labels);
      return new GraphHeader.Output(name, target);
    }
  }

  GraphHeader current() {
    return new GraphHeader(
        GraphHeader.VERSION,
        name,
        nodes,
        constants,
        ranges,
        inputs.stream().map(OldInput::current).toList(),
        outputs.stream().map(OldOutput::current).toList());
  }
}
