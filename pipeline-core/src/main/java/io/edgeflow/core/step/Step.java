package io.edgeflow.core.step;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import java.util.List;
import java.util.Map;

/**
 * A step of the workflow, which is an ordered list of these: plan, run, report and tracker walk the
 * list and know no step by name. A step reads the outputs of steps before it by their handles;
 * whether these exist is checked when the workflow is put together. Its output is judged apart, so
 * that changed limits need no new work.
 *
 * <pre>{@code
 * final class SizeBudget implements Step<SizeBudget.Used> {
 *   record Used(long bytes) {}
 *
 *   public Attempt<Used> attempt(Inputs inputs, RunContext context) {
 *     OptimizationResult files = inputs.get(optimized);
 *     return Attempt.always("it takes no time", () -> new Used(bytes(files)));
 *   }
 * }
 * }</pre>
 *
 * @param <O> what it gives: a record, which JSON can hold if it is to be reused; files in it are
 *     artifacts
 */
public interface Step<O> {
  /** Its name in the configuration, in run.json and on the command line, snake_case. */
  String name();

  /** The type of its output. */
  Class<O> type();

  /** The handle of its output. */
  default Output<O> output() {
    return new Output<>(name(), type());
  }

  /** The outputs that it reads, of steps before it. */
  List<Output<?>> inputs();

  /**
   * Looks at the inputs; long work is left to the attempt.
   *
   * @param inputs those of {@link #inputs()}
   */
  Attempt<O> attempt(Inputs inputs, RunContext context);

  /** Judges an output and gives what run.json shows of it. */
  StageReport report(O output);

  /** What the report shows of an output beside its gate. */
  default List<Panel> panels(O output, Inputs inputs) {
    return List.of();
  }

  /** The few results of an output that people look for first; the report begins with them. */
  default List<KeyFigure> figures(O output) {
    return List.of();
  }

  /**
   * What an output was made from beside configuration and seed, by name, for example the version of
   * the data.
   */
  default Map<String, String> provenance(O output) {
    return Map.of();
  }

  /** How the run ends when the gate does not pass. */
  default Ending ending(O output, GateReport gate) {
    return Ending.blocked(gate.name());
  }

  /** Its name for people, in the report. */
  default String title() {
    String words = name().replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** The metrics that say most, in the order in which the console shows them. */
  default List<String> highlights(O output) {
    return List.of();
  }

  /** The name under which a metric is tracked. */
  default String trackedName(String metric) {
    return metric;
  }

  /** Whether its files are sent to the tracker. */
  default boolean tracksFiles() {
    return true;
  }

  /** Whether it changes things outside, so that it must end in order when the run is stopped. */
  default boolean endsInOrder() {
    return false;
  }
}
