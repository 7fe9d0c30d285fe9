package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Section;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogChannelProviderTest extends AlertChannelContract {
  private final PrintStream usual = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @BeforeEach
  void take_the_log() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void give_the_log_back() {
    System.setErr(usual);
  }

  @Override
  protected AlertChannelProvider provider() {
    return new LogChannelProvider();
  }

  @Override
  void keys(ConfigBuilder<Section> item) {}

  @Override
  List<String> arrived() {
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("edgeflow.alert"))
        .toList();
  }

  @Test
  void the_level_tells_how_soon_somebody_should_look() throws Exception {
    AlertChannel channel = open(TIMEOUT);

    channel.send(AlertEvent.Kind.RAISED, alert("fleet"));
    channel.send(AlertEvent.Kind.RESOLVED, alert("fleet"));

    assertThat(arrived().get(0)).contains("ERROR").contains("It moved. Look at it");
    assertThat(arrived().get(1)).contains("INFO").contains("resolved: ");
  }
}
