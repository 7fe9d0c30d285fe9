package io.edgeflow.orchestrator.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Calls the command line within this process and keeps what it printed. */
final class Program {
  static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));
  static final Path DIGITS = ROOT.resolve("config/data/digits.csv");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private String in = "";
  private boolean terminal;

  /** With a variable in its environment. */
  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** With a person at a terminal of some columns, who wants no colours. */
  Program onTerminal(int columns) {
    terminal = true;
    return with("COLUMNS", Integer.toString(columns)).with("NO_COLOR", "1");
  }

  Program typing(String text) {
    in = text;
    return this;
  }

  int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Io(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.copyOf(environment),
            terminal),
        arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
