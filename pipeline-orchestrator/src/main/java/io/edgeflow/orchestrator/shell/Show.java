package io.edgeflow.orchestrator.shell;

import io.edgeflow.core.predict.Answer;
import io.edgeflow.core.report.Sparkline;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.Style;
import io.edgeflow.orchestrator.console.TextTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Small ways to look at values in the shell; imported there by name. */
public final class Show {
  private Show() {}

  /** Prints records as a table, one row each: {@code table(result.record().stages())}. */
  public static void table(Collection<? extends Record> rows) {
    if (rows.isEmpty()) {
      System.out.println("(none)");
      return;
    }
    RecordComponent[] columns = rows.iterator().next().getClass().getRecordComponents();
    String[] head = Arrays.stream(columns).map(RecordComponent::getName).toArray(String[]::new);
    TextTable table = new TextTable(style(), head);
    for (Record row : rows) {
      table.row(Arrays.stream(columns).map(c -> cell(row, c)).toArray(String[]::new));
    }
    System.out.print(table);
  }

  /** Prints a map as a table of two columns. */
  public static void table(Map<?, ?> values) {
    TextTable table = new TextTable(style(), "key", "value");
    values.forEach((key, value) -> table.row(String.valueOf(key), text(value)));
    System.out.print(table);
  }

  /** Prints what a model says of rows: {@code answers(model.predict(rows))}. */
  public static void answers(Collection<? extends Answer> answers) {
    if (answers.isEmpty()) {
      System.out.println("(none)");
      return;
    }
    List<String> head = new ArrayList<>(List.of("row", "answer"));
    head.addAll(answers.iterator().next().numbers().keySet());
    TextTable table = new TextTable(style(), head.toArray(new String[0]));
    int row = 0;
    for (Answer answer : answers) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(row++), text(answer.label())));
      answer.numbers().values().forEach(value -> cells.add(text(value)));
      table.row(cells.toArray(new String[0]));
    }
    System.out.print(table);
  }

  /** Numbers as a line of blocks, lowest to highest: {@code ▂▃▇█}. */
  public static String sparkline(Collection<? extends Number> values) {
    return Sparkline.of(values);
  }

  private static Style style() {
    return Style.of(Style.onTerminal(System.getenv()), System.getenv());
  }

  private static String cell(Record row, RecordComponent column) {
    try {
      return text(column.getAccessor().invoke(row));
    } catch (IllegalAccessException | InvocationTargetException e) {
      return "?";
    }
  }

  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Numbers.of(((Number) value).doubleValue());
    }
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
