package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the parts of an ONNX file, all but what its nodes compute. */
final class ModelCheck {
  private static final int OLDEST_IR = 3;
  private static final int NEWEST_IR = 13;
  private static final int OLDEST_OPSET = 11;
  private static final int NEWEST_OPSET = 21;

  /** ONNX's own operators; the long name means the same. */
  private static final String OWN = "";

  static final String OWN_LONG = "ai.onnx";

  /** The operators of scikit-learn's models. */
  private static final String CLASSIC = "ai.onnx.ml";

  private final Path file;
  private final ModelProto proto;
  private final GraphProto graph;
  private final Map<String, Integer> opsets = new HashMap<>();

  ModelCheck(Path file, ModelProto proto) {
    this.file = file;
    this.proto = proto;
    this.graph = proto.getGraph();
  }

  /**
   * The checked model.
   *
   * @throws PipelineException naming the first thing that is wrong or not supported
   */
  OnnxModel model() {
    checkVersions();
    checkKinds();
    Map<String, TensorProto> initializers = new LinkedHashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      require(!tensor.getName().isEmpty(), "a tensor without a name");
      boolean first = initializers.put(tensor.getName(), tensor) == null;
      require(first, "two tensors named " + tensor.getName());
    }
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !initializers.containsKey(i.getName())).toList();
    Set<String> known = new HashSet<>(initializers.keySet());
    for (ValueInfoProto input : inputs) {
      define(input.getName(), known);
    }
    List<OnnxNode> nodes = nodes(known);
    Set<String> outputs = new HashSet<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      require(known.contains(output.getName()), "nothing gives the output " + output.getName());
      require(outputs.add(output.getName()), "the output " + output.getName() + " twice");
    }
    return new OnnxModel(
        file, graph.getName(), read(nodes, outputs), initializers, inputs, graph.getOutputList());
  }

  private void checkVersions() {
    long ir = proto.getIrVersion();
    require(proto.hasGraph() && ir > 0, "no graph or no IR version");
    if (ir < OLDEST_IR || ir > NEWEST_IR) {
      throw version("IR version", ir, OLDEST_IR, NEWEST_IR);
    }
    for (OperatorSetIdProto opset : proto.getOpsetImportList()) {
      int version = (int) Math.max(0, Math.min(opset.getVersion(), Integer.MAX_VALUE));
      Integer before = opsets.put(domain(opset.getDomain()), version);
      boolean one = before == null || before == version;
      require(one, "two opsets of the domain '" + opset.getDomain() + "'");
    }
    require(opsets.containsKey(OWN), "no opset");
    int opset = opsets.getOrDefault(OWN, 0);
    if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
      throw version("opset", opset, OLDEST_OPSET, NEWEST_OPSET);
    }
  }

  private PipelineException version(String what, long found, int oldest, int newest) {
    return PipelineException.failed("The ONNX file's " + what + " is none that Edgeflow reads")
        .found(found)
        .limit("%d to %d".formatted(oldest, newest))
        .where(file)
        .remedy("export the model with an opset of %d to %d".formatted(OLDEST_OPSET, NEWEST_OPSET))
        .build();
  }

  private void checkKinds() {
    require(graph.getNodeCount() > 0, "no node");
    require(graph.getOutputCount() > 0, "no output");
    if (proto.getFunctionsCount() > 0) {
      throw unsupported("functions", "inline them: onnx.inliner.inline_local_functions");
    }
    if (proto.getTrainingInfoCount() > 0) {
      throw unsupported("training information", "export the model for inference");
    }
    if (graph.getSparseInitializerCount() > 0) {
      throw unsupported("sparse tensors", "export the model with dense ones");
    }
  }

  private PipelineException unsupported(String found, String remedy) {
    return PipelineException.failed("The ONNX file has parts that Edgeflow does not read")
        .found(found)
        .where(file)
        .remedy(remedy)
        .build();
  }

  /** The nodes, each of which reads what is known before it. */
  private List<OnnxNode> nodes(Set<String> known) {
    Set<String> given = new HashSet<>(known);
    graph.getNodeList().forEach(node -> given.addAll(node.getOutputList()));
    List<OnnxNode> nodes = new ArrayList<>();
    for (NodeProto proto : graph.getNodeList()) {
      OnnxNode node = node(proto);
      for (String input : node.inputs()) {
        if (!input.isEmpty() && !known.contains(input)) {
          String what = given.contains(input) ? "only a later node gives " : "nothing gives ";
          throw node.refusal("Not a well-formed ONNX file", what + input);
        }
      }
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          define(output, known);
        }
      }
      nodes.add(node);
    }
    return nodes;
  }

  private OnnxNode node(NodeProto proto) {
    String domain = domain(proto.getDomain());
    OnnxNode node = new OnnxNode(proto, opsets.getOrDefault(domain, 0), file);
    require(!node.type().isEmpty(), "a node without an operator");
    if (!domain.equals(OWN) && !domain.equals(CLASSIC)) {
      throw node.refusal(
          "An operator of a domain that Edgeflow does not read",
          domain,
          "export the model with ONNX's own operators, before any runtime optimizes it");
    }
    require(opsets.containsKey(domain), "no opset of the domain " + domain);
    for (AttributeProto attribute : proto.getAttributeList()) {
      if (attribute.getType() == AttributeType.GRAPH
          || attribute.getType() == AttributeType.GRAPHS) {
        throw node.refusal(
            "Edgeflow reads no loops and branches",
            node.type(),
            "export the model traced with an example input, so that it always computes the same");
      }
    }
    return node;
  }

  /** Those on which an output depends. */
  private static List<OnnxNode> read(List<OnnxNode> nodes, Set<String> outputs) {
    Set<String> wanted = new HashSet<>(outputs);
    List<OnnxNode> read = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).outputs().stream().anyMatch(o -> !o.isEmpty() && wanted.contains(o))) {
        read.add(nodes.get(i));
        wanted.addAll(nodes.get(i).inputs());
      }
    }
    Collections.reverse(read);
    return read;
  }

  private void define(String name, Set<String> known) {
    require(!name.isEmpty(), "a tensor without a name");
    require(known.add(name), "two tensors named " + name);
  }

  private static String domain(String domain) {
    return domain.equals(OWN_LONG) ? OWN : domain;
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw PipelineException.failed("Not a well-formed ONNX file")
          .found(found)
          .where(file)
          .build();
    }
  }
}
