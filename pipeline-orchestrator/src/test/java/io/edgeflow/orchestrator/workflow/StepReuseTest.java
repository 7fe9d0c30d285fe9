package io.edgeflow.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Attempt.Reuse;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.core.step.StepProvider;
import io.edgeflow.core.step.StepSetup;
import io.edgeflow.orchestrator.OwnCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept depends on the code that made it, be it in a jar of the user's own. */
class StepReuseTest {
  private static final Field<StepProvider> TYPE =
      Field.provider("type", "tool", StepProvider.ALL, "a tool of the user's own");
  private static final FieldTable TABLE = FieldTable.of(TYPE);

  @TempDir private Path folder;
  private RunContext context;

  @BeforeEach
  void open_a_workspace() {
    context = RunContext.standalone(folder.resolve("workspace"), 42);
  }

  @Test
  void another_version_of_a_chosen_provider_makes_what_is_kept_unfit() throws IOException {
    Step<Location> own = new Own();
    withTool(
        "one",
        () -> {
          reuse().keep(own, chosen(), new Location("kept", 1, 1));
          assertThat(found(own, chosen())).isTrue();
        });

    withTool("two", () -> assertThat(found(own, chosen())).isFalse());
    withTool("one", () -> assertThat(found(own, chosen())).isTrue());
  }

  @Test
  void another_version_of_a_step_makes_what_it_kept_unfit() throws IOException {
    Reuse nothing = new Reuse(List.of(), List.of());
    withTool(
        "one",
        () -> {
          reuse().keep(made(), nothing, new Location("kept", 1, 1));
          assertThat(found(made(), nothing)).isTrue();
        });

    withTool("two", () -> assertThat(found(made(), nothing)).isFalse());
  }

  private StepReuse reuse() {
    return new StepReuse(context);
  }

  private boolean found(Step<Location> step, Reuse reuse) {
    return reuse().find(step, Attempt.reusing(reuse, () -> new Location("new", 0, 0))).isPresent();
  }

  private static Reuse chosen() {
    return new Reuse(List.of(TABLE.defaults()), List.of());
  }

  /** The step of the tool on the class path. */
  @SuppressWarnings("unchecked")
  private static Step<Location> made() {
    StepSetup none =
        new StepSetup() {
          @Override
          public String name() {
            return "tool";
          }

          @Override
          public Section section() {
            return FieldTable.of().defaults();
          }

          @Override
          public <T> Output<T> output(String step, Class<T> type) {
            return new Output<>(step, type);
          }
        };
    return (Step<Location>) TABLE.defaults().get(TYPE).create(none);
  }

  /** Does something while a version of the tool is on the class path. */
  private void withTool(String version, Runnable work) throws IOException {
    Path source = Files.createDirectories(folder.resolve(version)).resolve("Tool.java");
    Files.writeString(source, template().replace("VERSION", version));
    OwnCode tool =
        OwnCode.compile(source, folder.resolve(version + "-classes"), StepProvider.class);
    try {
      work.run();
    } finally {
      tool.close();
    }
  }

  private static String template() throws IOException {
    try (InputStream file = StepReuseTest.class.getResourceAsStream("tool.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A step of ours. */
  private static final class Own implements Step<Location> {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public Class<Location> type() {
      return Location.class;
    }

    @Override
    public List<Output<?>> inputs() {
      return List.of();
    }

    @Override
    public Attempt<Location> attempt(Inputs inputs, RunContext run) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public StageReport report(Location output) {
      throw new IllegalStateException("not asked for");
    }
  }
}
