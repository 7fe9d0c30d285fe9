package io.edgeflow.core.graph;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import java.util.List;
import java.util.Set;

/** An operator applied to named tensors: a node of a graph, or what a node was lowered to. */
public interface Operation {
  /** The operator. */
  Op op();

  /** The data tensors that it reads, in the operator's order. */
  List<String> inputs();

  /** The tensor that it gives. */
  String output();

  /** The roles of the constants that it has. */
  Set<ConstantRole> roles();
}
