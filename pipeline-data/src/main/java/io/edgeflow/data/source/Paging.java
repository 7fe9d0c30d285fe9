package io.edgeflow.data.source;

import com.fasterxml.jackson.core.JsonPointer;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an endpoint is asked for the rest of its records.
 *
 * @param cursor where an answer says what comes next, a JSON pointer (RFC 6901)
 * @param parameter of the query, which takes the cursor or the offset
 * @param limit records that a page of offset has
 * @param limitParameter of the query, which takes the limit
 * @param maxPages more are an error
 */
record Paging(
    Type type, String cursor, String parameter, int limit, String limitParameter, int maxPages) {
  /** How the next page is found. */
  enum Type {
    /** There is one page. */
    NONE,
    /** By the header {@code Link} with {@code rel="next"} (RFC 8288). */
    LINK,
    /** By a value in the answer. */
    CURSOR,
    /** By counting records. */
    OFFSET;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Field<Type> TYPE =
      Field.choice(
              "type", Type.NONE, List.of(Type.values()), Type::word, "how the next page is found")
          .input();
  private static final Field<String> CURSOR =
      Field.text(
              "cursor",
              null,
              "cursor: where the answer has the next one, a JSON pointer such as /meta/next")
          .input();
  private static final Field<String> PARAMETER =
      Field.text(
              "parameter",
              null,
              "cursor, offset: the query parameter that takes it; default: of the type's name")
          .input();
  private static final Field<Integer> LIMIT =
      Field.integer("limit", null, 1, 1_000_000, "offset: records of a full page").input();
  private static final Field<String> LIMIT_PARAMETER =
      Field.text("limit_parameter", null, "offset: the query parameter for limit; default: limit")
          .input();
  private static final Field<Integer> MAX_PAGES =
      Field.integer("max_pages", 1000, 1, 1_000_000, "more pages than these are an error").input();

  static final FieldTable FIELDS =
      FieldTable.of(TYPE, CURSOR, PARAMETER, LIMIT, LIMIT_PARAMETER, MAX_PAGES);

  /** One page only. */
  static final Paging NONE = new Paging(Type.NONE, "", "", 0, "", 1);

  static Optional<Paging> from(Section section, Problems problems) {
    Type type = section.get(TYPE);
    boolean refused = false;
    for (Field<?> foreign : foreign(type)) {
      if (section.isWritten(foreign)) {
        section.refuse(problems, foreign, "is not for type " + type.word());
        refused = true;
      }
    }
    if (type == Type.OFFSET && section.find(LIMIT).isEmpty()) {
      section.refuse(problems, LIMIT, "is needed for type offset");
      refused = true;
    }
    if (type == Type.CURSOR && !isPointer(section.find(CURSOR).orElse(""))) {
      section.refuse(problems, CURSOR, "must be a JSON pointer such as /meta/next");
      refused = true;
    }
    return refused ? Optional.empty() : Optional.of(type == Type.NONE ? NONE : read(section, type));
  }

  private static Paging read(Section section, Type type) {
    return new Paging(
        type,
        section.find(CURSOR).orElse(""),
        section.find(PARAMETER).orElse(type.word()),
        section.find(LIMIT).orElse(0),
        section.find(LIMIT_PARAMETER).orElse("limit"),
        section.get(MAX_PAGES));
  }

  private static List<Field<?>> foreign(Type type) {
    return switch (type) {
      case NONE, LINK -> List.of(CURSOR, PARAMETER, LIMIT, LIMIT_PARAMETER);
      case CURSOR -> List.of(LIMIT, LIMIT_PARAMETER);
      case OFFSET -> List.of(CURSOR);
    };
  }

  /** Whether a text names a place in a JSON document, other than the whole of it. */
  static boolean isPointer(String text) {
    return text.startsWith("/") && !text.endsWith("/");
  }

  /** Where an answer has the next cursor, if that is how pages are found. */
  Optional<JsonPointer> pointer() {
    return type == Type.CURSOR ? Optional.of(JsonPointer.compile(cursor)) : Optional.empty();
  }

  /** What is asked first. */
  URI first(URI endpoint) {
    return type == Type.OFFSET ? at(endpoint, 0) : endpoint;
  }

  /** The page that begins with a record, counted from 0. */
  URI at(URI endpoint, long offset) {
    return with(with(endpoint, parameter, String.valueOf(offset)), limitParameter, limit + "");
  }

  /** The page that a cursor names. */
  URI after(URI endpoint, String next) {
    return with(endpoint, parameter, next);
  }

  private static URI with(URI uri, String key, String value) {
    String text = uri.toString();
    return URI.create(
        text + (uri.getRawQuery() == null ? "?" : "&") + code(key) + "=" + code(value));
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The target of {@code rel="next"} among the values of {@code Link}. */
  static Optional<String> next(List<String> links) {
    return links.stream()
        .flatMap(value -> Stream.of(value.split(",\\s*(?=<)", -1)))
        .map(String::strip)
        .filter(link -> link.startsWith("<") && link.indexOf('>') > 0)
        .filter(link -> isNext(link.substring(link.indexOf('>') + 1)))
        .map(link -> link.substring(1, link.indexOf('>')))
        .findFirst();
  }

  private static boolean isNext(String parameters) {
    return Stream.of(parameters.split(";", -1))
        .map(String::strip)
        .map(p -> p.split("\\s*=\\s*", 2))
        .filter(p -> p.length == 2 && p[0].equalsIgnoreCase("rel"))
        .flatMap(p -> Stream.of(p[1].replace("\"", "").split("\\s+", -1)))
        .anyMatch("next"::equalsIgnoreCase);
  }
}
