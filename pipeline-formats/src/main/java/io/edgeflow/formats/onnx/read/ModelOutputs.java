package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.Viewed;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The outputs of a model as outputs of the graph, each a node of its own by the file's name. */
final class ModelOutputs {
  private final ImportScope scope;
  private final Path file;
  private final Set<String> taken = new HashSet<>();

  ModelOutputs(ImportScope scope, Path file) {
    this.scope = scope;
    this.file = file;
  }

  /** Adds an output to the signature; how it lies in the graph. */
  ForeignTensor add(ValueInfoProto output, List<Signature.Output> signature) {
    String name = output.getName();
    if (scope.isConstant(name) || !scope.knows(name) || scope.isUnrounded(name)) {
      throw PipelineException.failed("An output of the model cannot be computed")
          .found(
              scope.isConstant(name)
                  ? "it depends on no input"
                  : scope.knows(name) ? "it is rounded" : "its node does not give it")
          .where(file + ", output " + name)
          .remedy("export the model without it")
          .build();
    }
    Viewed view = scope.arranger().output(name, scope.view(name));
    String tensor = view.tensor();
    if (taken.contains(tensor) || scope.graph().isInput(tensor)) {
      int rank = scope.graph().shape(tensor).rank();
      tensor = scope.graph().add(name, same(rank), tensor);
    }
    String before = tensor;
    tensor = scope.graph().rename(before, name);
    scope.quantized().rename(before, tensor);
    taken.add(tensor);
    int numbers = scope.graph().shape(tensor).elementsPerSample();
    signature.add(new Signature.Output(tensor, scope.classes().target(numbers)));
    return scope.arranger().foreign(name, type(output), view.on(tensor));
  }

  /** The word for its elements; the list of maps that a ZipMap gives is of floats. */
  private static String type(ValueInfoProto output) {
    boolean tensor = output.getType().getValueCase() == TypeProto.ValueCase.TENSOR_TYPE;
    return StoredType.word(
        tensor ? output.getType().getTensorType().getElemType() : DataType.FLOAT_VALUE);
  }

  /** A transpose that moves nothing. */
  private static Transpose same(int rank) {
    return new Transpose(IntStream.range(0, rank).boxed().toList());
  }
}
