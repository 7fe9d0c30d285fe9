package io.edgeflow.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.orchestrator.config.StepLimits;
import io.edgeflow.orchestrator.run.Invocation;
import io.edgeflow.orchestrator.run.RunRecorder;
import io.edgeflow.orchestrator.run.RunStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that are none of Edgeflow's: the runner knows no step by name. */
class StepRunnerTest {
  @TempDir private Path folder;
  private final List<String> worked = new ArrayList<>();
  private final Link first = new Link("first", true);
  private RunContext context;
  private RunRecorder recorder;

  @BeforeEach
  void a_run() {
    context = RunContext.standalone(folder, 1);
    RunStore store = new RunStore(context.workspace(), Clock.systemUTC());
    recorder = store.create(new Invocation("x.yaml", List.of()), "c".repeat(64), 1);
  }

  /** What a step gives. */
  record Text(String text) {}

  /** A step that adds its name to what it reads. */
  private final class Link implements Step<Text> {
    private final String name;
    private final boolean kept;
    private final List<Output<?>> inputs;
    private double accuracy = 1;
    private Function<RunContext, Text> work;

    private Link(String name, boolean kept, Link... before) {
      this.name = name;
      this.kept = kept;
      this.inputs = Stream.of(before).<Output<?>>map(Link::output).toList();
      this.work = ignored -> new Text(name);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Class<Text> type() {
      return Text.class;
    }

    @Override
    public List<Output<?>> inputs() {
      return inputs;
    }

    @Override
    public Attempt<Text> attempt(Inputs given, RunContext run) {
      StringBuilder read = new StringBuilder();
      for (Output<?> input : inputs) {
        given.find(input).ifPresent(found -> read.append(((Text) found).text()).append(' '));
      }
      return kept
          ? Attempt.reusing(
              new Attempt.Reuse(List.of(), List.of(read.toString())), () -> work(run, read))
          : Attempt.always("asked each time", () -> work(run, read));
    }

    private Text work(RunContext run, CharSequence read) {
      worked.add(read + name);
      return new Text(read + work.apply(run).text());
    }

    @Override
    public StageReport report(Text output) {
      Metric metric = Metric.ratio("accuracy", accuracy, 10);
      GateReport gate =
          GateReport.of(name + "_gate", List.of(Check.atLeast(metric, 0.5, "train longer")));
      return new StageReport(Optional.of(gate), List.of(metric), List.of());
    }
  }

  private StepRunner runner(RunRequest request, Map<String, StepLimits> limits, Link... links) {
    return new StepRunner(List.of(links), context, recorder, request, limits);
  }

  private void run(RunRequest request, Link... links) {
    runner(request, Map.of(), links).run();
  }

  private List<String> statuses() {
    return recorder.record().stages().stream()
        .map(stage -> stage.name() + " " + stage.status().id())
        .toList();
  }

  @Test
  void a_step_reads_what_the_steps_before_it_gave() {
    Link second = new Link("second", true, first);
    Link third = new Link("third", false, first, second);

    run(RunRequest.defaults(), first, second, third);

    assertThat(statuses())
        .containsExactly("first succeeded", "second succeeded", "third succeeded");
    assertThat(worked).containsExactly("first", "first second", "first first second third");
  }

  @Test
  void what_is_kept_is_taken_and_what_is_asked_each_time_is_done_again() {
    Link second = new Link("second", false, first);
    run(RunRequest.defaults(), first, second);
    worked.clear();

    run(RunRequest.defaults(), first, second);

    assertThat(worked).containsExactly("first second");
    assertThat(statuses()).containsExactly("first cached", "second succeeded");
  }

  @Test
  void a_plan_says_what_a_run_then_does() {
    Link second = new Link("second", true, first);
    Link third = new Link("third", false, second);
    List<Step<?>> steps = List.of(first, second, third);
    Asked all = Asked.of(RunRequest.defaults(), List.of("first", "second", "third"));

    assertThat(new Plan(context, all).of(steps))
        .containsExactly(
            new PlannedStage(
                "first", "run", "no kept output has these inputs and this configuration"),
            new PlannedStage("second", "run", "the stage before it runs"),
            new PlannedStage("third", "run", "the stage before it runs"));
    run(RunRequest.defaults(), first, second, third);
    assertThat(new Plan(context, all).of(steps))
        .containsExactly(
            new PlannedStage("first", "cached", "nothing that it depends on has changed"),
            new PlannedStage("second", "cached", "nothing that it depends on has changed"),
            new PlannedStage("third", "run", "asked each time"));
  }

  @Test
  void only_one_step_takes_the_rest_from_the_cache_or_leaves_it_out() {
    Link second = new Link("second", false, first);
    Link third = new Link("third", false, first, second);
    Link fourth = new Link("fourth", false);
    run(RunRequest.defaults(), first, second, third, fourth);
    worked.clear();
    a_run();
    StepRunner runner =
        runner(RunRequest.defaults().withOnly("third"), Map.of(), first, second, third, fourth);

    runner.run();
    runner.skipTheRest();

    assertThat(worked).containsExactly("first third");
    assertThat(statuses())
        .containsExactly("first cached", "second skipped", "third succeeded", "fourth skipped");
  }

  @Test
  void a_step_that_was_never_kept_is_missed_by_name() {
    Link second = new Link("second", true, first);

    assertThatThrownBy(() -> run(RunRequest.defaults().startingFrom("second"), first, second))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The output of first is not in the cache");
    assertThatThrownBy(() -> run(RunRequest.defaults().withOnly("fifth"), first, second))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("There is no stage of this name")
        .hasMessageContaining("first, second");
  }

  @Test
  void a_gate_that_does_not_pass_ends_the_run_and_is_judged_anew_when_the_output_is_kept() {
    Link second = new Link("second", true, first);
    first.accuracy = 0.4;

    assertThatThrownBy(() -> run(RunRequest.defaults(), first, second))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The gate first_gate blocks")
        .hasMessageContaining("accuracy FAIL");
    first.accuracy = 0.6;
    run(RunRequest.defaults(), first, second);

    assertThat(worked).containsExactly("first", "first second");
  }

  @Test
  void a_step_that_fails_is_tried_again_as_often_as_allowed() {
    int[] tries = {0};
    first.work =
        ignored -> {
          if (tries[0]++ < 2) {
            throw PipelineException.failed("A network hiccup").build();
          }
          return new Text("made");
        };

    assertThatThrownBy(() -> runner(RunRequest.defaults(), retries(1), first).run())
        .hasMessageContaining("A network hiccup");
    tries[0] = 0;
    a_run();
    runner(RunRequest.defaults(), retries(2), first).run();

    assertThat(tries[0]).isEqualTo(3);
    assertThat(statuses()).containsExactly("first succeeded");
  }

  private static Map<String, StepLimits> retries(int retries) {
    return Map.of("first", new StepLimits(Optional.empty(), retries));
  }

  @Test
  void a_step_that_takes_too_long_ends_at_its_next_check() {
    first.work =
        run -> {
          while (true) {
            run.check();
          }
        };
    StepLimits short20 = new StepLimits(Optional.of(Duration.ofMillis(20)), 0);

    assertThatThrownBy(() -> runner(RunRequest.defaults(), Map.of("first", short20), first).run())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The step first takes longer than its timeout");
    assertThat(statuses()).containsExactly("first failed");
  }
}
