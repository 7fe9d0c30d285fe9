package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Recurrent.Gru;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recurrent layers, one above the other, and a linear layer that reads the last state: long
 * short-term memory (Hochreiter and Schmidhuber 1997) or gated recurrent units (Cho et al. 2014).
 * In both directions (Schuster and Paliwal 1997), each layer has a second half that reads from the
 * end, and the states of both are read one behind the other.
 */
public final class Rnn implements Architecture {
  /** The kind of layer. */
  public enum Cell {
    /** Long short-term memory. */
    LSTM,
    /** Gated recurrent units. */
    GRU;

    private Recurrent layer(int hidden, boolean reverse, Returns returns) {
      return switch (this) {
        case LSTM -> new Lstm(hidden, reverse, returns);
        case GRU -> new Gru(hidden, reverse, returns);
      };
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which kind of layers. */
  public static final Field<Cell> CELL =
      Field.choice("cell", Cell.LSTM, List.of(Cell.values()), Cell::word, "kind of the layers");

  /** How large a state is. */
  public static final Field<Integer> HIDDEN =
      Field.integer("hidden", 64, 1, 65_536, "size of a layer's state, in each direction");

  /** How many layers. */
  public static final Field<Integer> LAYERS = Field.integer("layers", 1, 1, 16, "layers");

  /** Whether layers read from the end too. */
  public static final Field<Boolean> BIDIRECTIONAL =
      Field.flag("bidirectional", false, "whether each layer reads from the end too");

  private static final FieldTable FIELDS = FieldTable.of(CELL, HIDDEN, LAYERS, BIDIRECTIONAL);

  @Override
  public String id() {
    return "rnn";
  }

  @Override
  public String description() {
    return "recurrent layers, LSTM or GRU; classes or values of series";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Set<OutputKind> outputs() {
    return Set.of(OutputKind.LOGITS, OutputKind.VALUES);
  }

  @Override
  public Set<FeatureKind> samples() {
    return Set.of(FeatureKind.SERIES);
  }

  @Override
  public boolean narrows() {
    return true;
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    GraphBuilder builder = blueprint.start(id());
    LayerWeights weights = blueprint.weights();
    int hidden = blueprint.scaled(blueprint.get(HIDDEN));
    int features = blueprint.input().channels();
    int layers = blueprint.get(LAYERS);
    for (int layer = 1; layer <= layers; layer++) {
      Returns returns = layer == layers ? Returns.LAST : Returns.SEQUENCE;
      features = layer(blueprint, builder, weights, "rnn" + layer, features, hidden, returns);
    }
    return blueprint.end(
        builder.apply("fc", new Linear(), weights.uniform(blueprint.outputs(), features)));
  }

  /** Appends a layer; gives how many features it gives. */
  private static int layer(
      Blueprint blueprint,
      GraphBuilder builder,
      LayerWeights weights,
      String name,
      int features,
      int hidden,
      Returns returns) {
    Cell cell = blueprint.get(CELL);
    String input = builder.last();
    Recurrent forward = cell.layer(hidden, false, returns);
    int gates = forward.gates();
    builder.apply(name, forward, weights.recurrent(gates, hidden, features));
    if (!blueprint.get(BIDIRECTIONAL)) {
      return hidden;
    }
    Recurrent backward = cell.layer(hidden, true, returns);
    builder
        .from(input)
        .apply(name + "_reverse", backward, weights.recurrent(gates, hidden, features))
        .from(name, name + "_reverse")
        .apply(name + "_both", new Concat(returns == Returns.LAST ? 1 : 2));
    return 2 * hidden;
  }
}
