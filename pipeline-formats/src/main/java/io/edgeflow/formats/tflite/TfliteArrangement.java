package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.UnitAxis;
import io.edgeflow.formats.lower.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The operators that move values. */
interface TfliteArrangement extends TfliteScope, Arrangement.Visitor<TfliteCall> {
  @Override
  default TfliteCall flatten(Arrangement.Flatten op) {
    return reshape(tensors().index(input().name()));
  }

  @Override
  default TfliteCall reshape(Arrangement.Reshape op) {
    return reshape(tensors().index(input().name()));
  }

  @Override
  default TfliteCall transpose(Arrangement.Transpose op) {
    Value output = graph().value(fused().output());
    int rank = output.shape().rank();
    List<Integer> places = IntStream.range(0, rank).boxed().toList();
    List<Integer> permutation =
        output.layout().axes(rank).stream()
            .map(axis -> input().layout().place(op.permutation().get(axis), rank))
            .toList();
    if (permutation.equals(places) && aloneReads()) {
      return TfliteCall.sameAs(tensors().index(fused().inputs().get(0)));
    }
    return plain(
        BuiltinOperator.TRANSPOSE,
        TfliteOptions.transpose(),
        tensors().integers(fused().name() + ".perm", permutation));
  }

  @Override
  default TfliteCall pad(Arrangement.Pad op) {
    List<Integer> rows = new ArrayList<>(List.of(0, 0));
    int rank = input().shape().rank();
    for (int axis : input().layout().axes(rank).subList(1, rank)) {
      rows.add(op.before().get(axis - 1));
      rows.add(op.after().get(axis - 1));
    }
    int amounts = tensors().matrix(fused().name() + ".paddings", rows, 2);
    return op.constant() == 0
        ? plain(BuiltinOperator.PAD, TfliteOptions.pad(), amounts)
        : plain(
            BuiltinOperator.PADV2,
            TfliteOptions.padWith(),
            amounts,
            tensors().number(fused().name() + ".value", op.constant(), output()));
  }

  @Override
  default TfliteCall concat(Arrangement.Concat op) {
    Value output = graph().value(fused().output());
    int axis = output.layout().place(op.axis(), output.shape().rank());
    return plain(BuiltinOperator.CONCATENATION, TfliteOptions.concatenation(axis));
  }

  @Override
  default TfliteCall squeeze(UnitAxis.Squeeze op) {
    return reshape(tensors().index(input().name()));
  }

  @Override
  default TfliteCall unsqueeze(UnitAxis.Unsqueeze op) {
    return reshape(tensors().index(input().name()));
  }

  /** Whether nobody can write over what is read: see CopyBeforeReshape. */
  private boolean aloneReads() {
    String read = fused().inputs().get(0);
    return graph().inputs().contains(read) || graph().readers(read) == 1;
  }
}
