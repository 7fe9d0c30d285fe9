package io.edgeflow.formats;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.OperatorCase;
import io.edgeflow.core.testing.OperatorFamily;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.onnx.OnnxTarget;
import io.edgeflow.formats.tflite.TfliteTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page docs/operators.md: how each format executes each operator, read off the files of the
 * cases that the tests hold to PyTorch.
 */
final class OperatorsPage {
  private static final String HEAD =
      """
      # Operators

      How each operator of the model graph is executed. This page is made of the code: of the files that the writers make of the
      test cases of each operator. The tests hold every cell to PyTorch, and each 8-bit operation to the reference runtime within one step.

      - `kernel`: by a kernel of its own; in int8 files on 8-bit integers.
      - `fused`: carried out by the kernel before it where that can, else by one of its own.
      - `float`: an int8 file converts to floats before it and back behind it.
      - `as …`: spelled out in other operators.
      - `-`: refused by name.

      A split is a slice for each part, a bidirectional layer one of each direction and a concat. Several forms stand where the parameters decide. The reference runtime computes every operator, in floats and in the integers of both formats. Training
      says `gradient` where the operator passes gradients on.
      """;

  private final Map<Class<?>, String> names = new HashMap<>();

  private OperatorsPage() {
    collect(Op.class, null);
  }

  /** The page. */
  static String make() {
    return new OperatorsPage().page();
  }

  private void collect(Class<?> type, JsonSubTypes.Type named) {
    JsonSubTypes types = type.getAnnotation(JsonSubTypes.class);
    if (types == null) {
      names.put(type, named.name());
      return;
    }
    Arrays.stream(types.value()).forEach(below -> collect(below.value(), below));
  }

  private String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (OperatorFamily family : OperatorFamily.values()) {
      page.append("\n## ").append(title(family)).append("\n\n");
      page.append("| operator | ONNX fp32 | ONNX int8 | TFLite fp32 | TFLite int8 | training |\n");
      page.append("|---|---|---|---|---|---|\n");
      Map<String, List<OperatorCase>> byOperator = new LinkedHashMap<>();
      for (OperatorCase one : family.cases()) {
        byOperator.computeIfAbsent(tested(one), n -> new ArrayList<>()).add(one);
      }
      byOperator.forEach((name, cases) -> page.append(row(family, name, cases)));
    }
    return page.toString();
  }

  private static String title(OperatorFamily family) {
    String name = family.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The operator that a case is for. */
  private String tested(OperatorCase one) {
    return name(node(one));
  }

  /** The last node whose operator the case is named for; else its last. */
  private Node node(OperatorCase one) {
    List<Node> nodes = one.graph().nodes();
    return nodes.stream()
        .filter(node -> one.name().startsWith(name(node)))
        .reduce((first, second) -> second)
        .orElse(nodes.get(nodes.size() - 1));
  }

  private String name(Node node) {
    return names.get(node.op().getClass());
  }

  private String row(OperatorFamily family, String name, List<OperatorCase> cases) {
    List<String> cells = new ArrayList<>(List.of("`" + name + "`"));
    for (Format format : Format.values()) {
      for (Precision precision : List.of(Precision.FP32, Precision.INT8)) {
        Set<String> forms = new LinkedHashSet<>();
        cases.forEach(one -> forms.add(form(one, format, precision)));
        cells.add(String.join(", ", forms));
      }
    }
    Map<String, Tensor> golden = family.golden();
    boolean gradient =
        cases.stream()
            .anyMatch(
                one -> golden.keySet().stream().anyMatch(k -> k.startsWith(one.name() + "/")));
    cells.add(gradient ? "gradient" : "forward");
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private String form(OperatorCase one, Format format, Precision precision) {
    ModelGraph graph = Graphs.calibrated(one.graph(), one.batch());
    try {
      ModelExporter.export(graph, format, precision);
    } catch (PipelineException e) {
      return "-";
    }
    LoweredGraph lowered =
        format == Format.ONNX
            ? OnnxTarget.lower(graph, precision)
            : TfliteTarget.lower(graph, precision);
    return form(lowered, one, precision);
  }

  private String form(LoweredGraph lowered, OperatorCase one, Precision precision) {
    Node tested = node(one);
    List<String> others =
        one.graph().nodes().stream().filter(n -> !n.equals(tested)).map(Node::name).toList();
    List<FusedOp> own =
        lowered.fused().stream()
            .filter(op -> others.stream().noneMatch(other -> madeOf(op, other)))
            .toList();
    if (own.isEmpty()) {
      return tested.op().identityAtInference() ? "left out" : "fused";
    }
    boolean integers = own.stream().allMatch(op -> onIntegers(lowered, op));
    String floats = precision == Precision.INT8 && !integers ? "float" : "kernel";
    boolean itself = own.size() == 1 && own.get(0).op().getClass() == tested.op().getClass();
    if (itself) {
      return floats;
    }
    String parts =
        own.stream()
            .map(op -> names.get(op.op().getClass()))
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(" + "));
    return (floats.equals("float") ? "float, " : "") + "as " + parts;
  }

  private static boolean madeOf(FusedOp op, String node) {
    return op.name().equals(node) || op.name().startsWith(node + ".");
  }

  private static boolean onIntegers(LoweredGraph lowered, FusedOp op) {
    return op.inputs().stream().allMatch(i -> lowered.value(i).quant().isPresent());
  }
}
