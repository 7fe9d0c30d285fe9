package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The operators that give some of the values that they read. */
interface TfliteSelection extends TfliteScope, Selection.Visitor<TfliteCall> {
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
