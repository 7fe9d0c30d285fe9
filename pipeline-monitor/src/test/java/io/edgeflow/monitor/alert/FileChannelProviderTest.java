package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Section;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChannelProviderTest extends AlertChannelContract {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("alerts/today.jsonl");
  }

  @Override
  protected AlertChannelProvider provider() {
    return new FileChannelProvider();
  }

  @Override
  void keys(ConfigBuilder<Section> item) {
    item.set(FileChannelProvider.PATH, file());
  }

  @Override
  List<String> arrived() throws IOException {
    return Files.readAllLines(file());
  }

  @Test
  void an_alert_is_one_line_of_json() throws Exception {
    open(TIMEOUT).send(Kind.RAISED, alert("fleet"));

    assertThat(Files.readString(file()))
        .isEqualTo(
            "{\"alert\":{\"what\":\"drift\",\"severity\":\"CRITICAL\",\"scope\":\"fleet\","
                + "\"message\":\"It moved\",\"value\":0.4,\"limit\":0.1,"
                + "\"at\":\"2025-01-01T00:00:00Z\",\"remedy\":\"Look at it\"},"
                + "\"event\":\"raised\"}\n");
  }

  @Test
  void only_the_owner_can_read_it() throws Exception {
    open(TIMEOUT).send(Kind.RAISED, alert("fleet"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_cannot_be_written_fails_that_message_alone() throws Exception {
    Path blocked = Files.createFile(folder.resolve("alerts"));
    AlertChannel channel = open(TIMEOUT);

    assertThatThrownBy(() -> channel.send(Kind.RAISED, alert("first")))
        .isInstanceOf(IOException.class);
    Files.delete(blocked);
    channel.send(Kind.RAISED, alert("second"));

    assertThat(arrived()).singleElement().asString().contains("second");
  }

  @Test
  void a_full_disk_fails_the_message() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    AlertChannel channel =
        Channels.of(provider(), item -> item.set(FileChannelProvider.PATH, full)).open(TIMEOUT);

    assertThatThrownBy(() -> channel.send(Kind.RAISED, alert("fleet")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
  }

  @Test
  void what_a_crash_left_half_written_is_cut_off() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "{\"event\":\"raised\"}\n{\"ev");

    open(TIMEOUT).send(Kind.RAISED, alert("fleet"));

    assertThat(arrived()).hasSize(2).last().asString().contains("fleet");
  }

  @Test
  void an_interrupt_stays_an_interrupt() {
    AlertChannel channel = open(TIMEOUT);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> channel.send(Kind.RAISED, alert("fleet")))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
