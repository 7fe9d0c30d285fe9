package io.edgeflow.formats.lower;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** One operation that a device carries out, with one output value. */
public sealed interface LoweredOp permits FusedOp, Convert {
  /** The values that it reads, in order. */
  List<String> inputs();

  /** The value that it gives. */
  String output();

  /** Applies the one that fits. */
  <R> R map(Function<FusedOp, R> fused, Function<Convert, R> convert);

  /** Calls the one that fits. */
  void dispatch(Consumer<FusedOp> fused, Consumer<Convert> convert);

  /** The same operation reading other values. */
  LoweredOp reading(List<String> newInputs);
}
