package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.LayoutPlan;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model graph as a DJL block. Its input is {@code [batch, height, width, channels]} (or {@code
 * [batch, features]}), its output {@code [batch, classes]}. Trainable constants are its parameters;
 * buffers, such as running statistics, change in a training-mode forward pass only; frozen
 * constants never. Not thread-safe.
 */
public final class GraphBlock extends AbstractBlock {
  private final ModelGraph graph;
  private final List<Node> order;
  private final Map<String, StoredConstant> constants = new LinkedHashMap<>();
  private final Map<String, Parameter> trainable = new LinkedHashMap<>();

  /**
   * Copies the graph's constants into the engine.
   *
   * @param manager owns the copies; closing it ends the block
   * @throws PipelineException if the graph does not end in {@code [batch, scores]}
   */
  public GraphBlock(ModelGraph graph, NDManager manager) {
    this.graph = graph;
    this.order = ExecutionOrder.of(graph);
    String output = graph.signature().output();
    if (graph.shape(output).rank() != 2
        || LayoutPlan.channelsLast(graph).featureOrder(output).isPresent()) {
      throw PipelineException.failed("The model does not end in scores")
          .found(graph.shape(output))
          .limit("[batch, scores], given by a Linear")
          .where("model " + graph.name() + ", node " + output)
          .build();
    }
    Map<String, ConstantLayout> layouts = ConstantLayout.of(graph);
    graph.constants().forEach((name, constant) -> store(name, constant, layouts, manager));
  }

  private void store(
      String name, Constant constant, Map<String, ConstantLayout> layouts, NDManager manager) {
    StoredConstant stored = new StoredConstant(constant, layouts.get(name), manager);
    constants.put(name, stored);
    if (constant.role() == Constant.Role.TRAINABLE) {
      Parameter parameter =
          Parameter.builder().setName(name).setType(Parameter.Type.OTHER).build();
      parameter.setArray(stored.array());
      trainable.put(name, addParameter(parameter));
    }
  }

  /** The graph with the constants' present values; exact, so that nothing changes unless trained. */
  public ModelGraph toGraph() {
    Map<String, Constant> now = new LinkedHashMap<>();
    constants.forEach((name, stored) -> now.put(name, stored.toConstant()));
    return graph.withConstants(now);
  }

  /** The trainable constants by name. */
  Map<String, Parameter> trainable() {
    return trainable;
  }

  StoredConstant constant(String name) {
    return constants.get(name);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    int batch = Math.toIntExact(inputShapes[0].get(0));
    int[] dims = graph.shape(graph.signature().output()).resolve(batch, 1);
    return new Shape[] {new Shape(dims[0], dims[1])};
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray input = inputs.singletonOrThrow();
    boolean image = input.getShape().dimension() == 4;
    Map<String, NDArray> values = new HashMap<>();
    values.put(graph.signature().input(), image ? input.transpose(0, 3, 1, 2) : input);
    for (Node node : order) {
      List<NDArray> arguments = new ArrayList<>();
      for (String name : node.inputs()) {
        arguments.add(value(name, values, store, training, input));
      }
      values.put(
          node.output(),
          node.op().accept(new NodeRunner(arguments, training, training && updates(node))));
    }
    return new NDList(values.get(graph.signature().output()));
  }

  private NDArray value(
      String name,
      Map<String, NDArray> values,
      ParameterStore store,
      boolean training,
      NDArray input) {
    NDArray computed = values.get(name);
    if (computed != null) {
      return computed;
    }
    Parameter parameter = trainable.get(name);
    return parameter != null
        ? store.getValue(parameter, input.getDevice(), training)
        : constant(name).array();
  }

  /** Frozen running statistics make a batch normalization run as it does outside training. */
  private boolean updates(Node node) {
    return node.op() instanceof Op.BatchNorm
        && constant(node.inputs().get(3)).role() == Constant.Role.BUFFER;
  }
}
