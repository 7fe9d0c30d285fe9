package io.edgeflow.train.loss;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What training makes small. */
public sealed interface Loss permits Loss.CrossEntropy, Loss.Teaching, NumberLoss {
  /** The graph whose outputs the loss compares with; empty when it looks at the truth alone. */
  Optional<ModelGraph> teacher();

  /** Whether it can train a model with this output. */
  boolean supports(OutputKind output);

  /** What the validation split is measured by: the loss without its teacher. */
  Loss onValidation();

  /** Whether it can take the truth of blended rows, which is no class alone. */
  boolean takesBlends();

  /** Tells the loss from others, its teacher left out. */
  default String description() {
    return toString();
  }

  /**
   * The loss by which a student learns from a teacher as well.
   *
   * @param teacherGraph gives the same numbers
   * @param temperature of the softmax of classes; numbers have none
   * @param alpha the teacher's share, 0 to 1
   * @throws IllegalStateException if it has a teacher already
   */
  Teaching taughtBy(ModelGraph teacherGraph, double temperature, double alpha);

  /**
   * The loss of one batch.
   *
   * @param outputs {@code [rows, numbers]}
   * @param truth of the same rows
   * @param teacherOutputs of the same rows; asked for only by a loss that has a teacher
   */
  BatchLoss of(float[] outputs, BatchTruth truth, Supplier<float[]> teacherOutputs);

  /**
   * The loss of a target where none is chosen: cross-entropy of classes, the squared error of
   * values and reconstructions.
   */
  static Loss of(Target target) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Loss classes(ClassTarget classes) {
            return new CrossEntropy();
          }

          @Override
          public Loss values(ValueTarget values) {
            return new NumberLoss.Squared();
          }

          @Override
          public Loss self(SelfTarget self) {
            return new NumberLoss.Squared();
          }
        });
  }

  /**
   * The cross-entropy between the softmax p of a row's scores and its label y, of K classes:
   *
   * <pre>{@code
   * (1 - p_y)^gamma · ((1 - s) w_y (-log p_y) + s / K · sum_c w_c (-log p_c))
   * }</pre>
   *
   * <p>the sum over the rows of a batch divided by the sum of their w_y, as PyTorch's {@code
   * cross_entropy} does. Of blended rows it is the mean over both labels, by their shares.
   *
   * @param classWeights w, one above 0 a class; empty for 1 each
   * @param labelSmoothing s, 0 up to below 1 (Szegedy et al. 2016)
   * @param focalGamma gamma, at least 0: how much less a row counts that is right already (Lin et
   *     al. 2017)
   */
  record CrossEntropy(List<Double> classWeights, double labelSmoothing, double focalGamma)
      implements Loss {
    /** Checks the ranges. */
    public CrossEntropy {
      classWeights = List.copyOf(classWeights);
      boolean positive = classWeights.stream().allMatch(w -> w > 0 && Double.isFinite(w));
      boolean smooth = labelSmoothing >= 0 && labelSmoothing < 1;
      if (!positive || !smooth || !(focalGamma >= 0 && Double.isFinite(focalGamma))) {
        throw new IllegalArgumentException(
            "Weights " + classWeights + ", " + labelSmoothing + ", gamma " + focalGamma);
      }
    }

    /** The plain one. */
    public CrossEntropy() {
      this(List.of(), 0, 0);
    }

    @Override
    public Optional<ModelGraph> teacher() {
      return Optional.empty();
    }

    @Override
    public boolean supports(OutputKind output) {
      return output == OutputKind.LOGITS;
    }

    /** A focus looks at how sure the model is of one label. */
    @Override
    public boolean takesBlends() {
      return focalGamma == 0;
    }

    /** The plain one, so that losses of trainings with other weights can be compared. */
    @Override
    public Loss onValidation() {
      return new CrossEntropy();
    }

    @Override
    public Teaching taughtBy(ModelGraph teacherGraph, double temperature, double alpha) {
      return new Distillation(teacherGraph, temperature, alpha, this);
    }

    @Override
    public BatchLoss of(float[] outputs, BatchTruth truth, Supplier<float[]> teacherOutputs) {
      return BatchLoss.crossEntropy(outputs, truth, this);
    }
  }

  /** A loss with a teacher, which runs in evaluation mode on the very batches the student sees. */
  sealed interface Teaching extends Loss {
    /** Takes the same input and gives the same numbers. */
    ModelGraph teacherGraph();

    /** The teacher's share, 0 to 1. */
    double alpha();

    @Override
    default Optional<ModelGraph> teacher() {
      return Optional.of(teacherGraph());
    }

    @Override
    default Teaching taughtBy(ModelGraph other, double temperature, double alpha) {
      throw new IllegalStateException("A student with two teachers");
    }

    /** The loss by the truth. */
    Loss base();

    @Override
    default boolean supports(OutputKind output) {
      return base().supports(output);
    }

    @Override
    default boolean takesBlends() {
      return base().takesBlends();
    }
  }

  /**
   * Knowledge distillation (Hinton, Vinyals and Dean 2015), a batch mean of
   *
   * <pre>{@code
   * alpha · T² · KL(softmax(teacher / T) ‖ softmax(student / T)) + (1 - alpha) · cross-entropy
   * }</pre>
   *
   * @param teacherGraph gives the same classes
   * @param temperature T, above 0
   * @param base the cross-entropy
   */
  record Distillation(ModelGraph teacherGraph, double temperature, double alpha, CrossEntropy base)
      implements Teaching {
    /** With the plain cross-entropy. */
    public Distillation(ModelGraph teacherGraph, double temperature, double alpha) {
      this(teacherGraph, temperature, alpha, new CrossEntropy());
    }

    /** Checks the ranges. */
    public Distillation {
      if (!(temperature > 0) || !(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("Temperature " + temperature + ", alpha " + alpha);
      }
    }

    @Override
    public Loss onValidation() {
      return new CrossEntropy();
    }

    @Override
    public String description() {
      return "Distillation[" + temperature + ", " + alpha + ", " + base + "]";
    }

    @Override
    public BatchLoss of(float[] outputs, BatchTruth truth, Supplier<float[]> teacherOutputs) {
      return BatchLoss.distillation(outputs, truth, teacherOutputs.get(), this);
    }
  }

  /**
   * Distillation of values: {@code alpha · base(student, teacher) + (1 - alpha) · base(student,
   * truth)}. Numbers have no softmax, and so no temperature.
   *
   * @param teacherGraph gives the same values
   * @param base the loss of either
   */
  record ValueDistillation(ModelGraph teacherGraph, NumberLoss base, double alpha)
      implements Teaching {
    /** Checks the share. */
    public ValueDistillation {
      if (!(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("Alpha " + alpha);
      }
    }

    @Override
    public Loss onValidation() {
      return base;
    }

    @Override
    public String description() {
      return "ValueDistillation[" + alpha + ", " + base + "]";
    }

    @Override
    public BatchLoss of(float[] outputs, BatchTruth truth, Supplier<float[]> teacherOutputs) {
      return BatchLoss.valueDistillation(outputs, truth, teacherOutputs.get(), base, alpha);
    }
  }
}
