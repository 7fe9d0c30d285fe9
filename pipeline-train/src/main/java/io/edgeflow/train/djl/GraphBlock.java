package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.ConstantRole;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model graph as a DJL block. Its input is {@code [batch, height, width, channels]} (or {@code
 * [batch, features]}), its output in logical order. Trainable constants are its parameters;
 * buffers, such as running statistics, change in a training-mode forward pass only; frozen
 * constants never. Not thread-safe.
 */
public final class GraphBlock extends AbstractBlock {
  private static final String STEP = "step";

  private final ModelGraph graph;
  private final List<Node> order;
  private final FeatureOrder features;
  private final Set<String> frozen;
  private final Map<String, StoredConstant> constants = new LinkedHashMap<>();
  private final Map<String, Parameter> trainable = new LinkedHashMap<>();

  /**
   * Copies the graph's constants into the engine.
   *
   * @param manager owns the copies; closing it ends the block
   */
  public GraphBlock(ModelGraph graph, NDManager manager) {
    this(graph, Set.of(), manager);
  }

  /** With constants that stay as they are, whatever their kind. */
  GraphBlock(ModelGraph graph, Set<String> frozen, NDManager manager) {
    this.graph = graph;
    this.frozen = frozen;
    this.order = ExecutionOrder.of(graph);
    this.features = FeatureOrder.of(graph);
    ConstantLayout.of(graph).forEach((name, layout) -> store(name, layout, manager));
  }

  private void store(String name, ConstantLayout layout, NDManager manager) {
    Constant constant = graph.constant(name);
    StoredConstant stored = new StoredConstant(constant, layout, manager);
    constants.put(name, stored);
    if (constant.kind() == Constant.Kind.TRAINABLE && !frozen.contains(name)) {
      Parameter parameter = Parameter.builder().setName(name).setType(Parameter.Type.OTHER).build();
      parameter.setArray(stored.array());
      trainable.put(name, addParameter(parameter));
    }
  }

  /** The output of a training-mode pass. */
  NDArray forward(StepParameters parameters, NDArray input, Step step) {
    PairList<String, Object> params = new PairList<>();
    params.add(STEP, step);
    return forward(parameters, new NDList(input), true, params).singletonOrThrow();
  }

  /**
   * The graph with the constants' present values; exact, so that nothing changes unless trained.
   */
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
    return Objects.requireNonNull(constants.get(name), name);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    int batch = Math.toIntExact(inputShapes[0].get(0));
    int[] dims = graph.shape(graph.signature().output()).resolve(batch, 1);
    return new Shape[] {new Shape(Arrays.stream(dims).asLongStream().toArray())};
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
    @Nullable Step step = params == null ? null : (Step) params.get(STEP);
    int layer = 0;
    for (Node node : order) {
      @Nullable DropoutMask mask = step == null ? null : new DropoutMask(step, layer++);
      List<NDArray> data = node.inputs().stream().map(i -> known(values, i)).toList();
      Map<ConstantRole, NDArray> arrays = new EnumMap<>(ConstantRole.class);
      node.constants()
          .forEach((role, name) -> arrays.put(role, array(name, store, training, input)));
      NodeRunner runner =
          new NodeRunner(
              data,
              arrays,
              training,
              training && updates(node),
              features.of(node.output()).isPresent(),
              mask);
      values.put(node.output(), node.op().accept(runner));
    }
    return new NDList(known(values, graph.signature().output()));
  }

  private static NDArray known(Map<String, NDArray> values, String tensor) {
    return Objects.requireNonNull(values.get(tensor), tensor);
  }

  private NDArray array(String name, ParameterStore store, boolean training, NDArray input) {
    Parameter parameter = trainable.get(name);
    return parameter != null
        ? store.getValue(parameter, input.getDevice(), training)
        : constant(name).array();
  }

  /** Frozen running statistics make a batch normalization run as it does outside training. */
  private boolean updates(Node node) {
    return node.optional(ConstantRole.MEAN)
        .filter(mean -> constant(mean).kind() == Constant.Kind.BUFFER && !frozen.contains(mean))
        .isPresent();
  }
}
