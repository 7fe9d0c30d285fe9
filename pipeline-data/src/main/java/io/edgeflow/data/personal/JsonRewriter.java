package io.edgeflow.data.personal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.edgeflow.data.personal.PersonalColumns.Given;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites JSON record by record: what lands is the array of the records alone. A value of another
 * form than an object is replaced whole, since it may be a record that its source could not read.
 */
final class JsonRewriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String RECORDS = "records";
  private static final String WITHHELD = "withheld";

  private final Given given;
  private final JsonParser in;
  private final Writer out;
  private final Set<String> keys = new TreeSet<>();
  private long objects;

  private JsonRewriter(Given given, JsonParser in, Writer out) {
    this.given = given;
    this.in = in;
    this.out = out;
  }

  static void rewrite(Given given, Path file, Path target) throws IOException {
    try (JsonParser in = JSON.createParser(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        Writer out = Files.newBufferedWriter(target)) {
      JsonRewriter rewriter = new JsonRewriter(given, in, out);
      try {
        rewriter.document();
      } catch (JacksonException e) {
        // The cause would show what stands there.
        throw given
            .failed("did not answer with JSON")
            .found(
                "line %d, column %d"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()))
            .remedy("check the endpoint")
            .build();
      }
      if (rewriter.objects > 0) {
        given.requireAll(rewriter.keys);
      }
    }
  }

  private void document() throws IOException {
    boolean found = false;
    JsonToken first = in.nextToken();
    if (first == JsonToken.START_ARRAY) {
      records();
      found = true;
    } else if (first == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = !found && in.currentName().equals(RECORDS);
        if (in.nextToken() == JsonToken.START_ARRAY && wanted) {
          records();
          found = true;
        } else {
          in.skipChildren();
        }
      }
    }
    if (!found || in.nextToken() != null) {
      throw given
          .failed("answered with JSON of another form")
          .limit("an array of records, or {\"records\": […]}")
          .remedy("check the endpoint")
          .build();
    }
  }

  private void records() throws IOException {
    String before = "[";
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      given.context().check();
      out.write(before);
      before = ",\n";
      if (token == JsonToken.START_OBJECT) {
        out.write(record());
        objects++;
      } else {
        in.skipChildren();
        out.write('"' + WITHHELD + '"');
      }
    }
    out.write(before.equals("[") ? "[]" : "]");
  }

  private String record() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator record = JSON.createGenerator(text)) {
      record.writeStartObject();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        keys.add(key);
        in.nextToken();
        if (given.isDropped(key)) {
          in.skipChildren();
          continue;
        }
        record.writeFieldName(key);
        if (given.isPersonal(key)) {
          hash(record);
        } else {
          copy(record);
        }
      }
      record.writeEndObject();
    }
    return text.toString();
  }

  private void hash(JsonGenerator record) throws IOException {
    String value = value();
    if (value == null || value.isEmpty()) {
      record.writeNull();
    } else {
      record.writeString(given.hash().of(value));
    }
  }

  private @Nullable String value() throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!in.currentToken().isStructStart()) {
      return in.getText().strip();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator nested = JSON.createGenerator(text)) {
      copy(nested);
    }
    return text.toString();
  }

  /** Numbers keep their digits. */
  private void copy(JsonGenerator to) throws IOException {
    int depth = 0;
    do {
      JsonToken token = in.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token.isNumeric()) {
        to.writeNumber(in.getText());
      } else {
        to.copyCurrentEvent(in);
      }
    } while (depth > 0 && in.nextToken() != null);
  }
}
