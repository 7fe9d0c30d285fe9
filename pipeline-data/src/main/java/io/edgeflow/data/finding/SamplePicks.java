package io.edgeflow.data.finding;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.ShownInput;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.ArrayList;
import java.util.List;

/** Picks rows for people to look at: the first of each class in the drawn order. */
final class SamplePicks {
  private static final int MOST_CLASSES = 12;
  private static final int MOST = 36;
  private static final int EACH = 4;

  private final Dataset data;
  private final ShownInput shown;

  SamplePicks(Dataset data, ShownInput shown) {
    this.data = data;
    this.shown = shown;
  }

  List<ShownSample> picked() {
    return data.schema()
        .target()
        .map(
            new Target.Cases<>() {
              @Override
              public List<ShownSample> classes(ClassTarget target) {
                int classes = Math.min(MOST_CLASSES, target.labels().size());
                List<ShownSample> picked = new ArrayList<>();
                for (int label = 0; label < classes; label++) {
                  picked.addAll(first(data.train(), label, Math.min(EACH, MOST / classes)));
                }
                return picked;
              }

              @Override
              public List<ShownSample> values(ValueTarget target) {
                return first(data.train(), -1, 2 * EACH);
              }

              @Override
              public List<ShownSample> self(SelfTarget target) {
                List<ShownSample> picked = new ArrayList<>(first(data.test(), 0, 2 * EACH));
                if (data.test().labeled()) {
                  picked.addAll(first(data.test(), 1, 2 * EACH));
                }
                return picked;
              }
            });
  }

  /** The first rows of a class, or of any where it is negative or not known. */
  private List<ShownSample> first(Split split, int label, int most) {
    List<ShownSample> picked = new ArrayList<>();
    for (int row = 0; row < split.rows() && picked.size() < most; row++) {
      if (label < 0 || !split.labeled() || split.label(row) == label) {
        picked.add(shown(split, row));
      }
    }
    return picked;
  }

  ShownSample shown(Split split, int row) {
    return new ShownSample(split.name(), row, label(split, row), shown.of(split.raw(row)));
  }

  private String label(Split split, int row) {
    return split
        .target()
        .map(
            new Target.Cases<>() {
              @Override
              public String classes(ClassTarget target) {
                return target.labels().get(split.label(row));
              }

              @Override
              public String values(ValueTarget target) {
                float value = split.truths(row, row + 1).toFloats()[0];
                return target.columns().get(0) + " = " + value;
              }

              @Override
              public String self(SelfTarget target) {
                return !split.labeled() ? "" : split.label(row) == 0 ? "normal" : "anomaly";
              }
            });
  }
}
