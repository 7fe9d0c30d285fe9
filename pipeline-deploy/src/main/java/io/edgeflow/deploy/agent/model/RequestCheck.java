package io.edgeflow.deploy.agent.model;

import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.wire.InferRequest;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Whether the active model can take what a request holds. */
final class RequestCheck {
  private RequestCheck() {}

  /** A request that is too large is none, and counts for nothing. */
  static void requireSize(InferRequest request, int maxRows) throws RefusedException {
    if (request.size() > maxRows) {
      throw new RefusedException(
          Refusal.TOO_LARGE,
          request.size() + " rows, at most " + maxRows + " in a request; send them in several");
    }
  }

  static void require(InferenceConfig config, InferRequest request) throws RefusedException {
    Tensor rows = request.rows().tensor();
    int columns = config.preprocessing().columns().size();
    if (rows.type() != ElementType.FLOAT32 || rows.dim(1) != columns) {
      throw invalid("rows " + rows + ", this model takes FLOAT32[rows, " + columns + "]");
    }
    if (request.truths() != null) {
      requireTruths(config.target(), request.truths().tensor());
    }
  }

  private static void requireTruths(Target target, Tensor truths) throws RefusedException {
    int[] wanted = dims(target, truths.dim(0));
    if (truths.type() != target.truthType() || !Arrays.equals(truths.dims(), wanted)) {
      throw invalid(
          "truths %s, this model's are %s%s"
              .formatted(truths, target.truthType(), Arrays.toString(wanted)));
    }
    DoublePredicate known = known(target);
    for (int row = 0; row < truths.dim(0); row++) {
      for (float truth : truths.floatRow(row)) {
        if (!known.test(truth)) {
          throw invalid("a truth of " + truth + " in row " + row);
        }
      }
    }
  }

  private static int[] dims(Target target, int rows) {
    return target.truthType() == ElementType.INT32
        ? new int[] {rows}
        : new int[] {rows, target.truth().size()};
  }

  /** Whether a number can be true of a sample. */
  private static DoublePredicate known(Target target) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public DoublePredicate classes(ClassTarget classes) {
            return truth -> truth >= 0 && truth < classes.labels().size();
          }

          @Override
          public DoublePredicate values(ValueTarget values) {
            return Double::isFinite;
          }

          @Override
          public DoublePredicate self(SelfTarget self) {
            return truth -> truth == 0 || truth == 1;
          }
        });
  }

  private static RefusedException invalid(String found) {
    return new RefusedException(Refusal.INVALID_INPUT, found);
  }
}
