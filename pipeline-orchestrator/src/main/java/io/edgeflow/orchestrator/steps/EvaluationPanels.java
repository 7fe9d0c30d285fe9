package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Counts;
import io.edgeflow.core.report.Panel.Point;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.SelfEvaluation;
import io.edgeflow.train.evaluation.ValueEvaluation;
import java.util.ArrayList;
import java.util.List;

/** What the report shows of how well a model does on the test split. */
final class EvaluationPanels {
  private EvaluationPanels() {}

  static List<Panel> of(Evaluation test, List<String> labels) {
    return test.map(
        new Evaluation.Cases<>() {
          @Override
          public List<Panel> classes(ClassEvaluation classes) {
            return List.of(
                new Panel.Confusion("Confusion matrix on test", labels, classes.confusion()));
          }

          @Override
          public List<Panel> values(ValueEvaluation values) {
            List<Panel> panels = new ArrayList<>();
            panels.add(scatter(values));
            if (values.values().size() > 1) {
              panels.add(table(values));
            }
            return panels;
          }

          @Override
          public List<Panel> self(SelfEvaluation self) {
            return List.of(errors(self));
          }
        });
  }

  private static Panel scatter(ValueEvaluation values) {
    String name = values.values().get(0).column();
    List<Point> points =
        values.pairs().stream().map(pair -> new Point(pair.truth(), pair.predicted())).toList();
    return new Panel.Scatter(
        "Predicted and true " + name + " on test", "true " + name, "predicted " + name, points);
  }

  private static Panel table(ValueEvaluation values) {
    return new Panel.Table(
        "Each value on test",
        List.of("value", "RMSE", "MAE", "R²"),
        List.of(false, true, true, true),
        values.values().stream()
            .map(
                value ->
                    List.of(
                        value.column(),
                        Numbers.of(value.rmse()),
                        Numbers.of(value.mae()),
                        Numbers.of(value.r2())))
            .toList());
  }

  private static Panel errors(SelfEvaluation self) {
    return new Panel.Distributions(
        "Reconstruction errors on test",
        self.normal().edges(),
        new Counts("normal", self.normal().counts()),
        new Counts("anomalies", self.anomalous().counts()),
        "An error above " + Numbers.of(self.threshold()) + " is held for an anomaly.");
  }
}
