package io.edgeflow.train.reference;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Tribuo's linear regression, by stochastic gradient descent with AdaGrad. */
final class LinearRegression {
  private static final double RATE = 0.1;
  private static final int EPOCHS = 50;
  private static final int BATCH = 16;

  private LinearRegression() {}

  /** Fits values that have mean 0 and deviation 1 on the training rows, as a network gives them. */
  static LinearModel fit(LinearRows rows, ValueTarget target, long seed) {
    int values = target.columns().size();
    String[] outputs =
        IntStream.range(0, values).mapToObj("%04d"::formatted).toArray(String[]::new);
    MutableDataset<Regressor> seen =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("training rows", new RegressionFactory()),
            new RegressionFactory());
    rows.each(
        (row, features) ->
            seen.add(rows.example(new Regressor(outputs, scaled(rows, target, row)), features)));
    Model<Regressor> model =
        new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(RATE), EPOCHS, -1, BATCH, seed)
            .train(seen);
    String[] names = LinearRows.names(Math.toIntExact(rows.split().spec().size()));
    Regressor unknown = new Regressor(outputs, new double[values]);
    return new LinearModel(
        "linear regression",
        rows.rows(),
        values,
        row ->
            floats(
                model.predict(LinearRows.example(names, unknown, row)).getOutput(),
                List.of(outputs)),
        Floats.of(new float[values]));
  }

  private static double[] scaled(LinearRows rows, ValueTarget target, int row) {
    float[] truth = rows.split().truths(row, row + 1).toFloats();
    double[] scaled = new double[truth.length];
    for (int v = 0; v < scaled.length; v++) {
      scaled[v] = target.scaled(v, truth[v]);
    }
    return scaled;
  }

  private static float[] floats(Regressor answer, List<String> outputs) {
    float[] values = new float[outputs.size()];
    for (int v = 0; v < values.length; v++) {
      values[v] = (float) answer.getDimension(outputs.get(v)).orElseThrow().getValue();
    }
    return values;
  }
}
