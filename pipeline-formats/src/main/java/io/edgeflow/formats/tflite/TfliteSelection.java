package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** The operators that give some of the values that they read. */
interface TfliteSelection extends TfliteScope, Selection.Visitor<TfliteCall> {
  /** The numbers of rows are integers there. */
  @Override
  default TfliteCall embedding(Selection.Embedding op) {
    TfliteCall cast =
        TfliteCall.cast(tensors().index(input().name()), TensorType.FLOAT32, TensorType.INT32);
    int rows = tensors().step(fused().name() + ".rows", input().sizes(), TensorType.INT32, cast);
    int table = tensors().weight(fused(), TfliteWeightOrder.MATRIX);
    return new TfliteCall(BuiltinOperator.GATHER, 1, List.of(table, rows), TfliteOptions.gather());
  }

  @Override
  default TfliteCall slice(Selection.Slice op) {
    int rank = input().shape().rank();
    int place = input().layout().place(op.axis(), rank);
    List<Integer> begin = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> end = new ArrayList<>(input().sizes());
    List<Integer> steps = new ArrayList<>(Collections.nCopies(rank, 1));
    begin.set(place, op.begin());
    end.set(place, op.end());
    steps.set(place, op.step());
    return plain(
        BuiltinOperator.STRIDED_SLICE,
        TfliteOptions.slice(),
        tensors().integers(fused().name() + ".begin", begin),
        tensors().integers(fused().name() + ".end", end),
        tensors().integers(fused().name() + ".steps", steps));
  }
}
