package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.train.loop.Monitor;
import io.edgeflow.train.loop.Stopping;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.OptimizerSettings;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The keys of {@code model_training.training} by which the optimizer takes its steps. */
public final class TrainingKeys {
  private static final String CPU = "cpu";

  /** Where the engine runs. */
  public static final Field<String> DEVICE =
      Field.choice(
          "device",
          CPU,
          List.of(CPU, "cuda"),
          "where training runs; cuda is refused, because it was tried on no such machine yet");

  /** How fast the velocity of sgd and rmsprop fades. */
  public static final Field<Double> MOMENTUM =
      Field.number(
          "momentum",
          null,
          0,
          0.9999,
          "share of the last step kept, of sgd and rmsprop; default: 0.9 of sgd, else 0");

  /** Whether sgd looks ahead. */
  public static final Field<Boolean> NESTEROV =
      Field.flag("nesterov", false, "whether the momentum of sgd looks ahead");

  /** How strongly weights are pulled to zero. */
  public static final Field<Double> WEIGHT_DECAY =
      Field.number(
          "weight_decay",
          null,
          0,
          10,
          "pull of every trainable weight to zero, biases included: decoupled of adamw, added to"
              + " the gradient of the others; default: 0.01 of adamw, else 0");

  /** How the learning rate goes after the warm-up. */
  public static final Field<Decay.Kind> SCHEDULE =
      Field.choice(
          "schedule",
          Decay.Kind.CONSTANT,
          List.of(Decay.Kind.values()),
          Decay.Kind::id,
          "how the learning rate goes over the steps after the warm-up; one_cycle has its own");

  /** How long the learning rate rises at first. */
  public static final Field<Double> WARMUP_EPOCHS =
      Field.number("warmup_epochs", 0.0, 0, 100_000, "how long the learning rate rises linearly")
          .in("epochs");

  /** How long a learning rate holds. */
  public static final Field<Integer> STEP_EPOCHS =
      Field.integer("step_epochs", 10, 1, 100_000, "how long a rate of the schedule step holds")
          .in("epochs");

  /** What it is multiplied with then. */
  public static final Field<Double> STEP_FACTOR =
      Field.number("step_factor", 0.1, 1e-6, 1, "what the schedule step multiplies a rate with");

  /** Where the cosine ends. */
  public static final Field<Double> MIN_LEARNING_RATE =
      Field.number("min_learning_rate", 0.0, 0, 10, "where the schedule cosine ends");

  /** The largest norm of a gradient. */
  public static final Field<Double> GRADIENT_CLIP_NORM =
      Field.number(
          "gradient_clip_norm",
          null,
          1e-9,
          1e9,
          "largest norm of the gradient of all weights together; default: any");

  /** What the best epoch is chosen by. */
  public static final Field<Monitor> MONITOR =
      Field.choice(
          "monitor",
          Monitor.VAL_LOSS,
          List.of(Monitor.values()),
          Monitor::id,
          "what the best epoch is chosen by, whose weights are taken; but for val_loss, of classes or"
              + " values");

  /** When training ends early. */
  public static final Field<Integer> PATIENCE =
      Field.integer(
              "patience",
              null,
              1,
              100_000,
              "ends training after so many epochs without a better one; default: never")
          .in("epochs");

  private TrainingKeys() {}

  static TrainingOptions options(Section training) {
    return new TrainingOptions(
            training.get(TrainConfig.EPOCHS),
            training.get(TrainConfig.BATCH_SIZE),
            training.get(TrainConfig.LEARNING_RATE),
            training.get(TrainConfig.OPTIMIZER))
        .withOptimizer(optimizer(training))
        .withSchedule(new Schedule(decay(training), training.get(WARMUP_EPOCHS)))
        .withGradientClipNorm(training.find(GRADIENT_CLIP_NORM).orElse(Double.POSITIVE_INFINITY))
        .withStopping(
            new Stopping(
                training.get(MONITOR),
                training.find(PATIENCE).map(OptionalInt::of).orElse(OptionalInt.empty())))
        .withTechniques(TechniqueKeys.techniques(training));
  }

  /** Keys of another optimizer or schedule, and rates that do not go down. */
  static void refuseContradictions(Section training, Problems problems) {
    Refusals refusals = new Refusals(training, problems);
    Optimizer.Kind optimizer = training.get(TrainConfig.OPTIMIZER);
    Decay.Kind schedule = training.get(SCHEDULE);
    String device = training.get(DEVICE);
    refusals.refuse(
        DEVICE,
        () -> !device.equals(CPU),
        device
            + " is not supported: training was tried on no such machine yet; set device: cpu, or"
            + " leave it out");
    refusals.refuse(
        MOMENTUM,
        () -> !OptimizerSettings.hasMomentum(optimizer),
        optimizer.id() + " has none; set optimizer to sgd or rmsprop, or leave it out");
    refusals.refuse(
        NESTEROV,
        () -> training.get(NESTEROV) && optimizer != Optimizer.Kind.SGD,
        optimizer.id() + " does not look ahead; set optimizer: sgd, or leave it out");
    refusals.refuse(
        NESTEROV,
        () -> training.get(NESTEROV) && training.find(MOMENTUM).orElse(1.0) == 0,
        "needs a momentum above 0");
    Stream.of(STEP_EPOCHS, STEP_FACTOR)
        .forEach(key -> refusals.refuseUnless(schedule, Decay.Kind.STEP, key));
    refusals.refuseUnless(schedule, Decay.Kind.COSINE, MIN_LEARNING_RATE);
    refusals.refuse(
        MIN_LEARNING_RATE,
        () -> training.get(MIN_LEARNING_RATE) > training.get(TrainConfig.LEARNING_RATE),
        "is above learning_rate, from which it goes down");
    refusals.refuse(
        WARMUP_EPOCHS,
        () -> schedule == Decay.Kind.ONE_CYCLE && training.get(WARMUP_EPOCHS) > 0,
        "one_cycle rises by itself over the first 30 % of the steps; leave it out");
    refusals.refuse(
        WARMUP_EPOCHS,
        () ->
            training.get(WARMUP_EPOCHS) > 0
                && training.get(WARMUP_EPOCHS) >= training.get(TrainConfig.EPOCHS),
        "leaves no epoch with the learning rate itself; set it below epochs");
  }

  private static OptimizerSettings optimizer(Section training) {
    Optimizer.Kind kind = training.get(TrainConfig.OPTIMIZER);
    double momentum =
        OptimizerSettings.hasMomentum(kind)
            ? training.find(MOMENTUM).orElse(OptimizerSettings.defaultMomentum(kind))
            : 0;
    double decay = training.find(WEIGHT_DECAY).orElse(OptimizerSettings.defaultDecay(kind));
    boolean nesterov = training.get(NESTEROV) && kind == Optimizer.Kind.SGD && momentum > 0;
    return new OptimizerSettings(kind, decay, momentum, nesterov);
  }

  private static Decay decay(Section training) {
    return switch (training.get(SCHEDULE)) {
      case CONSTANT -> new Decay.Constant();
      case STEP -> new Decay.Step(training.get(STEP_EPOCHS), training.get(STEP_FACTOR));
      case COSINE -> new Decay.Cosine(training.get(MIN_LEARNING_RATE));
      case ONE_CYCLE -> new Decay.OneCycle();
    };
  }

  private record Refusals(Section section, Problems problems) {
    /** Refuses a key that is written where it contradicts. */
    void refuse(Field<?> key, BooleanSupplier contradicts, String message) {
      if (section.isWritten(key) && contradicts.getAsBoolean()) {
        section.refuse(problems, key, message);
      }
    }

    void refuseUnless(Decay.Kind chosen, Decay.Kind owner, Field<?> key) {
      String remedy = "; set schedule: " + owner.id() + ", or leave it out";
      refuse(key, () -> chosen != owner, "belongs to the schedule " + owner.id() + remedy);
    }
  }
}
