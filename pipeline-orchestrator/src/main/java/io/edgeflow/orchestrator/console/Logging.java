package io.edgeflow.orchestrator.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * What the program asks of slf4j-simple, as system properties: a file of slf4j-simple's own name in
 * our jar would decide for an application that has both.
 */
public final class Logging {
  private Logging() {}

  /**
   * Sets what nobody has set, and lets what logs by the Java platform's own logger, such as Tribuo,
   * go the same way; to be called before anything logs.
   */
  public static void configure() {
    settings().forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** The system properties by name. */
  public static Map<String, String> settings() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Logging.class.getResourceAsStream("logging.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
