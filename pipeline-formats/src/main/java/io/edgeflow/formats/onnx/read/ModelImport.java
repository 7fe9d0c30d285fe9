package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.pattern.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the inputs, the nodes and the outputs of a model, in this order. */
final class ModelImport {
  /** What an error of the graph says of its place, which the file's place replaces. */
  private static final Pattern PLACE = Pattern.compile("\n  where: node [^\n]*");

  private final OnnxModel model;
  private final ImportScope scope;

  ModelImport(OnnxModel model, Folding folding) {
    this.model = model;
    this.scope = new ImportScope(model, folding);
  }

  ImportedModel imported(ReadOptions options) {
    List<ForeignTensor> inputs = new ArrayList<>();
    at(model.file(), () -> inputs.addAll(new ModelInputs(model, options).addTo(scope)));
    inputs.forEach(input -> scope.quantized().giveInput(input.name()));
    model.nodes().forEach(node -> at(node.where(), () -> read(node)));
    List<Signature.Output> given = new ArrayList<>();
    List<ForeignTensor> outputs = new ArrayList<>();
    ModelOutputs places = new ModelOutputs(scope, model.file());
    for (ValueInfoProto output : model.outputs()) {
      if (scope.classes().isLabel(output.getName())) {
        scope.note(
            "The output %s, the name of the class, is left out: the class is that of the largest score."
                .formatted(output.getName()));
      } else {
        at(
            model.file() + ", output " + output.getName(),
            () -> outputs.add(places.add(output, given)));
      }
    }
    requireScores(given);
    List<ModelGraph> built = new ArrayList<>();
    at(model.file(), () -> built.add(Patterns.found(scope.graph().build(given))));
    ModelGraph graph = built.get(0);
    return new ImportedModel(graph, inputs, outputs, scope.quantized().in(graph), scope.notes());
  }

  private void requireScores(List<Signature.Output> given) {
    if (given.isEmpty()) {
      throw PipelineException.failed("The model gives the names of classes alone")
          .where(model.file())
          .remedy("export it with its scores, for example with probabilities of skl2onnx")
          .build();
    }
  }

  private void read(OnnxNode node) {
    if (scope.classes().passes(node)) {
      return;
    }
    boolean folded = node.inputs().stream().allMatch(i -> i.isEmpty() || scope.isConstant(i));
    reader(node, folded).read(new NodeCall(node, scope));
    node.requireAllAsked();
    scope.quantized().follow(node);
  }

  /** Reads a part of the file, the place of which is told in every error. */
  private static void at(Object place, Runnable reading) {
    String where = place.toString();
    try {
      reading.run();
    } catch (PipelineException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains(where)) {
        throw e;
      }
      throw PipelineException.failed(PLACE.matcher(message).replaceAll(""))
          .where(where)
          .cause(e)
          .build();
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw PipelineException.failed("Parts of the ONNX file do not fit together")
          .found(String.valueOf(e.getMessage()))
          .where(where)
          .cause(e)
          .build();
    }
  }

  private static NodeReader reader(OnnxNode node, boolean folded) {
    String operator = node.operator();
    Optional<NodeReader> reader =
        folded ? NodeReaders.ofConstants(operator) : NodeReaders.of(operator);
    return reader.orElseThrow(
        () ->
            folded && NodeReaders.of(operator).isPresent()
                ? node.refusal(
                    "Edgeflow does not compute %s of constants".formatted(operator), operator)
                : node.refusal(
                    "Edgeflow reads no operator " + operator,
                    operator,
                    "replace it in the model by operators that docs/readable-operators.md lists"));
  }
}
