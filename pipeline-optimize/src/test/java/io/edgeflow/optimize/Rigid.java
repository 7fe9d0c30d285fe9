package io.edgeflow.optimize;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Blueprint;
import io.edgeflow.train.architecture.Mlp;
import java.util.Set;

/** An architecture of a user's own, of which there is no narrower student. */
final class Rigid implements Architecture {
  private static final Mlp LIKE = new Mlp();

  @Override
  public String id() {
    return "rigid";
  }

  @Override
  public String description() {
    return "linear layers of one size";
  }

  @Override
  public FieldTable fields() {
    return LIKE.fields();
  }

  @Override
  public Set<OutputKind> outputs() {
    return LIKE.outputs();
  }

  @Override
  public Set<FeatureKind> samples() {
    return LIKE.samples();
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    return LIKE.untrained(blueprint);
  }
}
