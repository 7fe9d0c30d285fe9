package io.edgeflow.train.transfer;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.architecture.LayerWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fits a model that was read from a file to data: its input must be theirs; probabilities at its
 * end give way to the scores before them; a head of another number of outputs is replaced where
 * training follows. What was changed is told in the notes.
 *
 * <pre>{@code
 * Transfer.Fitted start = Transfer.start(given, schema, preprocessing, seed);
 * ModelGraph graph = start.graph();
 * }</pre>
 */
public final class Transfer {
  private final GivenModel given;
  private final Schema schema;
  private final @Nullable Preprocessing preprocessing;
  private final Optional<LayerWeights> fresh;
  private final List<String> notes;

  private Transfer(
      GivenModel given,
      Schema schema,
      @Nullable Preprocessing preprocessing,
      Optional<LayerWeights> fresh) {
    this.given = given;
    this.schema = schema;
    this.preprocessing = preprocessing;
    this.fresh = fresh;
    this.notes = new ArrayList<>(given.origin().notes());
  }

  /**
   * A model that fits the data.
   *
   * @param graph with the data's target and preprocessing
   */
  public record Fitted(ModelGraph graph, ModelOrigin origin) {}

  /**
   * What training starts from; where the model gives another number of classes or values, its head
   * gets new weights.
   *
   * @param seed of the new weights
   * @throws PipelineException if the model cannot take the data's samples, or has no head that
   *     could be replaced
   */
  public static Fitted start(
      GivenModel given, Schema schema, @Nullable Preprocessing preprocessing, long seed) {
    return new Transfer(given, schema, preprocessing, Optional.of(new LayerWeights(seed))).fitted();
  }

  /**
   * A model that is used as it was trained.
   *
   * @throws PipelineException if the model cannot take the data's samples or does not give their
   *     classes or values
   */
  public static Fitted trained(
      GivenModel given, Schema schema, @Nullable Preprocessing preprocessing) {
    return new Transfer(given, schema, preprocessing, Optional.empty()).fitted();
  }

  private Fitted fitted() {
    Samples.require(given, schema);
    ModelGraph taken = new EndDraft(given.graph(), chosenOutput()).graph();
    ModelGraph fitting =
        schema
            .target()
            .map(
                new Target.Cases<ModelGraph>() {
                  @Override
                  public ModelGraph classes(ClassTarget classes) {
                    return ofClasses(taken, classes);
                  }

                  @Override
                  public ModelGraph values(ValueTarget values) {
                    return ofValues(taken, values);
                  }

                  @Override
                  public ModelGraph self(SelfTarget self) {
                    return again(taken);
                  }
                });
    ModelGraph graph = new EndDraft(fitting).graph(schema.target(), preprocessing);
    return new Fitted(graph, given.origin().withNotes(notes));
  }

  private int wanted() {
    return schema.target().outputs(schema.features().size());
  }

  private static int numbers(ModelGraph graph, String tensor) {
    return graph.shape(tensor).elementsPerSample();
  }

  /** The only output, or the only one that can be what the data want. */
  private String chosenOutput() {
    ModelGraph graph = given.graph();
    List<String> all = graph.signature().outputs().stream().map(Signature.Output::name).toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    List<String> fitting = all.stream().filter(o -> numbers(graph, o) == wanted()).toList();
    List<String> able =
        fitting.size() == 1
            ? fitting
            : all.stream().filter(output -> numbers(graph, output) > 1).toList();
    if (able.size() != 1) {
      throw misfit("has several outputs")
          .found(all.stream().map(o -> o + " " + graph.shape(o)).toList())
          .limit("one of " + wanted() + " numbers a sample")
          .remedy("write the model with the output that answers alone")
          .build();
    }
    notes.add("of its outputs " + all + " it is " + able.get(0) + " that is used");
    return able.get(0);
  }

  private ModelGraph ofClasses(ModelGraph taken, ClassTarget classes) {
    boolean one = numbers(taken, taken.signature().output()) == 1;
    ModelGraph scores = flat(scores(taken));
    Optional<Head> head = Head.of(scores).filter(Head::isTheOutput);
    if (one && wanted() == 2 && head.isPresent()) {
      notes.add("its one score z became two, -z/2 and z/2, whose softmax is the sigmoid of z");
      return head.get().mixed(new int[] {0, 0}, new float[] {-0.5f, 0.5f}, new float[] {0, 0});
    }
    if (numbers(scores, scores.signature().output()) != wanted()) {
      return withNewHead(scores, "classes");
    }
    return Labels.inOrder(scores, classes, head, given, fresh.isPresent(), notes);
  }

  private ModelGraph ofValues(ModelGraph taken, ValueTarget values) {
    ModelGraph flat = flat(taken);
    return numbers(flat, flat.signature().output()) == wanted()
        ? Values.scaled(flat, values)
        : withNewHead(flat, "values");
  }

  private ModelGraph again(ModelGraph taken) {
    int found = numbers(taken, taken.signature().output());
    if (found != wanted()) {
      throw misfit("does not give samples again")
          .found(found + " numbers a sample")
          .limit(wanted())
          .remedy("choose an autoencoder of such samples, or another data_pipeline.features.target")
          .build();
    }
    return taken;
  }

  /** Without the probabilities at the end: a loss and the postprocessing take scores. */
  private ModelGraph scores(ModelGraph graph) {
    Optional<Node> next = graph.producer(graph.signature().output());
    while (next.isPresent()) {
      Node node = next.get();
      if (node.op().givesProbabilities() && overAll(graph, node)) {
        EndDraft draft = new EndDraft(graph);
        draft.skip(node);
        notes.add(
            "the node "
                + node.name()
                + " at its end, which makes probabilities, is left out: answers are scores");
        return draft.graph();
      }
      boolean sameNumbers = node.op().reshapes() || node.op().identityAtInference();
      next = sameNumbers ? graph.producer(node.inputs().get(0)) : Optional.empty();
    }
    return graph;
  }

  /** Whether the axis that probabilities are along has all numbers of a sample. */
  private static boolean overAll(ModelGraph graph, Node node) {
    Shape shape = graph.shape(node.output());
    int axis = node.op().alongAxis().orElse(shape.rank() - 1);
    int numbers = shape.elementsPerSample();
    return node.op().axes() == AxisUse.ELEMENTWISE || shape.fixed(axis) == numbers;
  }

  /** With the numbers of a sample along one axis. */
  private static ModelGraph flat(ModelGraph graph) {
    if (graph.shape(graph.signature().output()).rank() == 2) {
      return graph;
    }
    EndDraft draft = new EndDraft(graph);
    draft.append("flatten", new Flatten(), Map.of());
    return draft.graph();
  }

  private ModelGraph withNewHead(ModelGraph graph, String what) {
    int found = numbers(graph, graph.signature().output());
    LayerWeights weights =
        fresh.orElseThrow(
            () ->
                misfit("gives another number of " + what + " than the data have")
                    .found(found)
                    .limit(wanted() + " " + schema.target().answers())
                    .remedy(
                        "give a model of these "
                            + what
                            + ", or train it on with a new head: model_training.training.epochs of"
                            + " 1 or more")
                    .build());
    Head head =
        Head.of(graph)
            .orElseThrow(
                () ->
                    misfit("has no last layer that a new one could stand for")
                        .found(found + " " + what)
                        .limit(wanted() + " " + schema.target().answers())
                        .remedy(
                            "give a model whose last layer with weights is a matrix product, or a"
                                + " convolution before a global pool, or one of "
                                + wanted()
                                + " "
                                + what)
                        .build());
    notes.add(
        "a new head: %s gave %d numbers, the data have %d %s"
            .formatted(head.node().name(), found, wanted(), what));
    return head.renewed(wanted(), weights);
  }

  private PipelineException.Builder misfit(String what) {
    return PipelineException.failed("The model " + what).where(given.place());
  }
}
