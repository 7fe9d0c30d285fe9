package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.bridge.SLF4JBridgeHandler;

class LoggingTest {
  @AfterEach
  void leave_the_platforms_logger_alone() {
    SLF4JBridgeHandler.uninstall();
  }

  @Test
  void what_logs_by_the_platforms_own_logger_goes_the_same_way() {
    Logging.configure();

    assertThat(SLF4JBridgeHandler.isInstalled()).isTrue();
    assertThat(Logging.settings()).containsEntry("org.slf4j.simpleLogger.defaultLogLevel", "warn");
  }
}
