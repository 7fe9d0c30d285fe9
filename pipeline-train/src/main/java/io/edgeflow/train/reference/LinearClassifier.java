package io.edgeflow.train.reference;

import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ClassTarget;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's multinomial logistic regression, by stochastic gradient descent with AdaGrad. */
final class LinearClassifier {
  private static final double RATE = 0.1;
  private static final int EPOCHS = 20;
  private static final int BATCH = 16;

  /** What log-probabilities are not below. */
  private static final double LEAST = 1e-12;

  private final LinearRows rows;
  private final List<Label> labels;
  private final String[] names;

  private LinearClassifier(LinearRows rows, int classes) {
    this.rows = rows;
    this.labels = IntStream.range(0, classes).mapToObj(c -> new Label("" + c)).toList();
    this.names = LinearRows.names(Math.toIntExact(rows.split().spec().size()));
  }

  static LinearModel fit(LinearRows rows, ClassTarget target, long seed) {
    int classes = target.labels().size();
    LinearClassifier classifier = new LinearClassifier(rows, classes);
    Model<Label> model = classifier.train(row -> true, seed);
    float[] support = new float[classes];
    IntStream.range(0, rows.rows()).forEach(row -> support[rows.split().label(row)]++);
    float[] typical = new float[classes];
    typical[Argmax.of(support)] = 1;
    return new LinearModel(
        "logistic regression",
        rows.rows(),
        classes,
        row -> classifier.logarithms(model, row),
        Floats.of(typical));
  }

  /**
   * The probabilities of each row, by models that have not seen it: row {@code i} is answered by
   * the one of the {@code folds} that was fitted without the rows of its remainder.
   */
  static double[][] outOfFold(LinearRows rows, int classes, int folds, long seed) {
    LinearClassifier classifier = new LinearClassifier(rows, classes);
    double[][] probabilities = new double[rows.rows()][];
    for (int fold = 0; fold < folds; fold++) {
      int left = fold;
      Model<Label> model = classifier.train(row -> row % folds != left, seed + fold);
      rows.each(
          (row, features) -> {
            if (row % folds == left) {
              probabilities[row] = classifier.probabilities(model, features);
            }
          });
    }
    return probabilities;
  }

  private Model<Label> train(IntPredicate isSeen, long seed) {
    MutableDataset<Label> seen =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("training rows", new LabelFactory()),
            new LabelFactory());
    rows.each(
        (row, features) -> {
          if (isSeen.test(row)) {
            seen.add(rows.example(labels.get(rows.split().label(row)), features));
          }
        });
    return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE), EPOCHS, -1, BATCH, seed)
        .train(seen);
  }

  private float[] logarithms(Model<Label> model, double[] features) {
    double[] probabilities = probabilities(model, features);
    float[] logarithms = new float[probabilities.length];
    for (int c = 0; c < logarithms.length; c++) {
      logarithms[c] = (float) Math.log(Math.max(probabilities[c], LEAST));
    }
    return logarithms;
  }

  /** 0 of classes that no row was seen of. */
  private double[] probabilities(Model<Label> model, double[] features) {
    Map<String, Label> scores =
        model.predict(LinearRows.example(names, labels.get(0), features)).getOutputScores();
    return labels.stream()
        .map(label -> scores.get(label.getLabel()))
        .mapToDouble(label -> label == null ? 0 : label.getScore())
        .toArray();
  }
}
