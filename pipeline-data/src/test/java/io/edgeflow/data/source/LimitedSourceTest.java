package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LimitedSourceTest {
  @TempDir private Path temp;
  private final List<Map<String, ?>> events = new ArrayList<>();

  private RunContext context() {
    EventLog log =
        (type, fields) -> {
          assertThat(type).isEqualTo("data.source_missing");
          events.add(fields);
        };
    return RunContext.standalone(temp.resolve("w"), 1).withEvents(log);
  }

  private DataSource source(String name, String file, boolean required) {
    Problems problems = new Problems();
    Section entry =
        DataSource.FIELDS.read(
            ConfigValues.node(
                Map.of("name", name, "type", "files", "path", file, "required", required)),
            "data_sources[0]",
            problems);
    DataSource made = DataSource.from(List.of(entry), Optional.of(temp), problems).get(0);
    assertThat(problems.all()).isEmpty();
    return made;
  }

  private DataSource present() throws IOException {
    Files.writeString(temp.resolve("here.csv"), "a,label\n1,x\n");
    return source("here", "here.csv", true);
  }

  @Test
  void a_source_that_is_not_required_may_fail_and_that_is_said() throws IOException {
    DataSource gone = source("gone", "gone.csv", false);
    gone.requirePresent();

    Landed landed = Landing.land(List.of(gone, present()), context());

    assertThat(landed.sources()).extracting(LandedSource::name).containsExactly("here");
    assertThat(landed.missing()).hasSize(1);
    assertThat(landed.missing().get(0).note())
        .startsWith("the source \"gone\" is left out: The data file of source \"gone\" is missing");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).get("source")).isEqualTo("gone");
    assertThat(landed.version()).isEqualTo(Landing.land(List.of(present()), context()).version());
    Files.writeString(temp.resolve("gone.csv"), "a,label\n1,x\n");
    assertThat(Landing.land(List.of(gone, present()), context()).version())
        .isNotEqualTo(landed.version());
  }

  @Test
  void a_required_source_that_fails_is_an_error_whatever_else_is_there() throws IOException {
    DataSource gone = source("gone", "gone.csv", true);

    assertThatThrownBy(() -> Landing.land(List.of(gone, present()), context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("gone.csv");
    assertThatThrownBy(gone::requirePresent).hasMessageContaining("gone.csv");
  }

  @Test
  void when_all_sources_fail_none_of_which_is_required_that_is_an_error() {
    List<DataSource> all =
        List.of(source("one", "gone.csv", false), source("two", "lost.csv", false));

    assertThatThrownBy(() -> Landing.land(all, context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("No data source gave anything")
        .hasMessageContaining("gone.csv")
        .hasMessageContaining("lost.csv");
  }

  @Test
  @Timeout(60)
  void a_source_that_hangs_ends_at_its_time_limit() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    DataSource hangs =
        new LimitedSource(
            new StandInSource(present(), (target, context) -> hang(never, target, context)),
            true,
            Optional.of(Duration.ofMillis(50)));

    assertThatThrownBy(() -> Landing.land(List.of(hangs), context()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"here\" took too long")
        .hasMessageContaining("0.05 s")
        .hasMessageContaining("raise its timeout");
  }

  private static Path hang(CountDownLatch never, Path target, RunContext context) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.check();
    return target;
  }
}
