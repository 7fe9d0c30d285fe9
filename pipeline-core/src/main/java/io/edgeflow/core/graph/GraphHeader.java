package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The graph part of a graph file's header, version 3: all but the numbers. */
record GraphHeader(
    int version,
    String name,
    List<Node> nodes,
    List<Entry> constants,
    Map<String, ValueRange> ranges,
    List<Input> inputs,
    List<Output> outputs) {
  static final int VERSION = 3;
  private static final String MASK_SUFFIX = "#mask";

  record Entry(String name, Constant.Kind kind, boolean masked) {}

  GraphHeader {
    nodes = List.copyOf(nodes);
    constants = List.copyOf(constants);
    ranges = Map.copyOf(ranges);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  record Input(String name, List<Object> shape, @Nullable Preprocessing preprocessing) {
    Input {
      shape = List.copyOf(shape);
    }
  }

  record Output(String name, @Nullable Target target) {}

  static GraphHeader of(ModelGraph graph) {
    return new GraphHeader(
        VERSION,
        graph.name(),
        graph.nodes(),
        graph.constants().entrySet().stream()
            .map(e -> new Entry(e.getKey(), e.getValue().kind(), e.getValue().mask() != null))
            .toList(),
        graph.ranges(),
        graph.signature().inputs().stream()
            .map(i -> new Input(i.name(), i.shape().toJson(), i.preprocessing()))
            .toList(),
        graph.signature().outputs().stream().map(o -> new Output(o.name(), o.target())).toList());
  }

  static String maskName(String constant) {
    return constant + MASK_SUFFIX;
  }

  ModelGraph graph(Map<String, Tensor> tensors) {
    Map<String, Constant> values = new LinkedHashMap<>();
    for (Entry entry : constants) {
      Tensor value = tensors.get(entry.name());
      Tensor mask = entry.masked() ? tensors.get(maskName(entry.name())) : null;
      if (value == null || (entry.masked() && mask == null)) {
        throw PipelineException.failed("The file lacks the tensor " + entry.name()).build();
      }
      values.put(entry.name(), new Constant(value, entry.kind(), mask));
    }
    ModelGraph graph = new ModelGraph(name, nodes, values, ranges, signature());
    graph.signature().outputs().forEach(output -> requireFit(graph, output));
    return graph;
  }

  private static void requireFit(ModelGraph graph, Signature.Output output) {
    Target target = output.target();
    if (target == null) {
      return;
    }
    Shape shape = graph.shape(output.name());
    Shape input = graph.signature().inputs().get(0).shape();
    boolean again = target.output() == OutputKind.RECONSTRUCTION;
    int numbers = target.outputs(again ? input.elementsPerSample() : 0);
    if (shape.rank() != 2 || shape.fixed(1) != numbers) {
      throw new IllegalArgumentException(
          numbers + " numbers for the output " + output.name() + " of " + shape);
    }
  }

  private Signature signature() {
    return new Signature(
        inputs.stream()
            .map(i -> new Signature.Input(i.name(), Shape.fromJson(i.shape()), i.preprocessing()))
            .toList(),
        outputs.stream().map(o -> new Signature.Output(o.name(), o.target())).toList());
  }
}
