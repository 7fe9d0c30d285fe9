package io.edgeflow.data.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Joins records to one JSON array, of which no more than one record is in memory. What is no JSON
 * object becomes a text, so that it is quarantined like any record of a wrong form.
 */
final class RecordFile implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonPointer USUAL = JsonPointer.compile("/records");
  private static final int MAX_LINE = 1 << 20;

  private final String name;
  private final String origin;
  private final RunContext context;
  private final JsonGenerator out;
  private long count;

  /**
   * What an answer had.
   *
   * @param cursor of the next one
   */
  record Page(long records, Optional<String> cursor) {}

  RecordFile(String name, String origin, Path file, RunContext context) throws IOException {
    this.name = name;
    this.origin = origin;
    this.context = context;
    this.out = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8);
    out.writeStartArray();
  }

  /** Records so far. */
  long count() {
    return count;
  }

  /** Adds a text that should be a JSON object. */
  void add(String text) throws IOException {
    context.check();
    try {
      Json.readMap(text, origin);
      out.writeRawValue(text);
    } catch (PipelineException e) {
      out.writeString(text);
    }
    count++;
  }

  /**
   * Adds the object, or the items of the array, that a message is.
   *
   * @param column gets the topic
   */
  void message(String text, Optional<String> column, String topic) throws IOException {
    context.check();
    if (!isStructure(text)) {
      out.writeString(text);
      count++;
      return;
    }
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        object(in, column, topic);
        return;
      }
      while (in.nextToken() != JsonToken.END_ARRAY) {
        object(in, column, topic);
      }
    }
  }

  private static boolean isStructure(String text) {
    try (JsonParser in = JSON.createParser(text)) {
      JsonToken first = in.nextToken();
      if (first == null || !first.isStructStart()) {
        return false;
      }
      in.skipChildren();
      return in.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private void object(JsonParser in, Optional<String> column, String topic) throws IOException {
    count++;
    if (column.isEmpty() || in.currentToken() != JsonToken.START_OBJECT) {
      out.copyCurrentStructureExact(in);
      return;
    }
    out.writeStartObject();
    out.writeStringField(column.get(), topic);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      if (in.currentName().equals(column.get())) {
        throw failed("has the column of its topic already")
            .found(column.get())
            .remedy("choose another topic_column")
            .build();
      }
      out.copyCurrentStructureExact(in);
    }
    out.writeEndObject();
  }

  /** Adds a file with one JSON object a line; blank lines are no records. */
  Page lines(Path file) throws IOException {
    long before = count;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      RecordLines lines =
          new RecordLines(in, MAX_LINE, "check that each record ends its line", this::failed);
      while (lines.next()) {
        String text = lines.text();
        if (!text.isEmpty()) {
          add(text);
        }
      }
    }
    return new Page(count - before, Optional.empty());
  }

  /**
   * Adds the records of a JSON document.
   *
   * @param records where they are, a JSON pointer; empty for the document or {@code /records}
   * @param cursor where the next page is named
   */
  Page document(Path file, String records, Optional<JsonPointer> cursor) throws IOException {
    long before = count;
    Optional<String> next = Optional.empty();
    boolean found = false;
    int documents = 0;
    try (JsonParser in = JSON.createParser(file.toFile())) {
      while (in.nextToken() != null) {
        JsonPointer at = in.getParsingContext().pathAsPointer();
        if (!found && in.currentToken() == JsonToken.START_ARRAY && isWanted(at, records)) {
          items(in);
          found = true;
        } else if (in.currentToken() != JsonToken.FIELD_NAME
            && cursor.filter(at::equals).isPresent()) {
          next = value(in);
        }
        documents += in.getParsingContext().inRoot() ? 1 : 0;
      }
    } catch (JacksonException e) {
      throw notJson(e);
    }
    if (!found || documents != 1) {
      throw failed("answered with JSON of another form")
          .limit(
              records.isEmpty()
                  ? "an array of records, or {\"records\": […]}"
                  : "an array of records at " + records)
          .remedy("check the endpoint, and where its answer has the records")
          .build();
    }
    return new Page(count - before, next);
  }

  private static boolean isWanted(JsonPointer at, String records) {
    return records.isEmpty()
        ? at.equals(JsonPointer.empty()) || at.equals(USUAL)
        : at.equals(JsonPointer.compile(records));
  }

  private void items(JsonParser in) throws IOException {
    while (in.nextToken() != JsonToken.END_ARRAY) {
      context.check();
      out.copyCurrentStructureExact(in);
      count++;
    }
  }

  private Optional<String> value(JsonParser in) throws IOException {
    if (in.currentToken().isStructStart() || in.currentToken().isStructEnd()) {
      throw failed("has a cursor of another form")
          .found(in.currentToken().asString())
          .limit("a text or a number")
          .remedy("correct paging.cursor")
          .build();
    }
    boolean none = in.currentToken() == JsonToken.VALUE_NULL || in.getText().isBlank();
    return none ? Optional.empty() : Optional.of(in.getText());
  }

  private PipelineException notJson(JacksonException e) {
    return failed("did not answer with JSON")
        .found(
            "line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()))
        .remedy("check the endpoint")
        .build();
  }

  private PipelineException.Builder failed(String what) {
    return PipelineException.failed("The source \"" + name + "\" " + what).where(origin);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
