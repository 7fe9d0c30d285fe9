package io.edgeflow.data.source;

import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fetch of a source: its page, or all of them as the items of one array. */
final class HttpFetch {
  private final HttpSource source;
  private final Path target;
  private final HttpDownload download;
  private final RunContext context;

  HttpFetch(HttpSource source, Path target, HttpDownload download, RunContext context) {
    this.source = source;
    this.target = target;
    this.download = download;
    this.context = context;
  }

  Path run() {
    try {
      return source.paging().type() == Paging.Type.NONE ? one() : pages();
    } catch (IOException e) {
      throw HttpDownload.notKept(source, e);
    }
  }

  private Path one() throws IOException {
    Path body = beside("body");
    HttpMemory memory = new HttpMemory(source, context);
    HttpAnswer answer = download.get(source.endpoint(), body, memory.known());
    if (answer.status() == HttpAnswer.NOT_MODIFIED) {
      return memory.landed();
    }
    Path file = requireForm(answer, body);
    memory.keep(answer, file);
    return file;
  }

  /** A JSON document lands untouched, unless its records lie elsewhere or are lines. */
  private Path requireForm(HttpAnswer answer, Path body) throws IOException {
    requireNoPage(answer, body);
    if (!source.body().isJson() || (!isLines(answer) && source.records().isEmpty())) {
      return body;
    }
    try (RecordFile out = new RecordFile(source.name(), source.origin(), target, context)) {
      add(answer, body, out);
    }
    return target;
  }

  private Path pages() throws IOException {
    Set<URI> asked = new HashSet<>();
    @Nullable URI next = source.paging().first(source.endpoint());
    try (RecordFile out = new RecordFile(source.name(), source.origin(), target, context)) {
      while (next != null) {
        requireNew(asked, next);
        context.check();
        Path body = beside("page");
        HttpAnswer answer = download.get(next, body, Optional.empty());
        requireNoPage(answer, body);
        next = next(next, answer, add(answer, body, out), out.count()).orElse(null);
        Files.delete(body);
      }
    }
    return target;
  }

  private RecordFile.Page add(HttpAnswer answer, Path body, RecordFile out) throws IOException {
    return isLines(answer)
        ? out.lines(body)
        : out.document(body, source.records(), source.paging().pointer());
  }

  private Optional<URI> next(URI now, HttpAnswer answer, RecordFile.Page page, long count) {
    Paging paging = source.paging();
    return switch (paging.type()) {
      case NONE -> Optional.empty();
      case LINK -> Paging.next(answer.links()).map(link -> resolve(now, link));
      case CURSOR -> page.cursor().map(cursor -> paging.after(source.endpoint(), cursor));
      case OFFSET ->
          page.records() < paging.limit()
              ? Optional.empty()
              : Optional.of(paging.at(source.endpoint(), count));
    };
  }

  private URI resolve(URI now, String link) {
    @Nullable URI given = HttpSource.parse(link);
    URI next = given == null ? now : now.resolve(given);
    boolean safe =
        "https".equals(next.getScheme())
            || ("http".equals(next.getScheme()) && "http".equals(now.getScheme()));
    if (given == null || next.getHost() == null || next.getUserInfo() != null || !safe) {
      throw source
          .failed("names a next page that is not asked")
          .found(given == null ? "no URL" : HttpSource.shown(next))
          .limit("a URL of " + now.getScheme() + ", without a user name")
          .remedy("check the endpoint")
          .build();
    }
    return next;
  }

  private void requireNew(Set<URI> asked, URI next) {
    if (!asked.add(next)) {
      throw source
          .failed("names a page again that it had before")
          .found("page " + (asked.size() + 1))
          .remedy("check the endpoint, and its paging")
          .build();
    }
    if (asked.size() > source.paging().maxPages()) {
      throw source
          .failed("has too many pages")
          .found("more than " + source.paging().maxPages())
          .limit(source.paging().maxPages() + " pages")
          .remedy("raise its paging.max_pages, or ask for larger pages")
          .build();
    }
  }

  private boolean isLines(HttpAnswer answer) {
    return source.body() == HttpSource.Body.JSON_LINES
        || answer.type().matches("application/(x-ndjson|ndjson|jsonl|x-jsonlines)");
  }

  /** A page for people, such as one that asks to log in, is no data. */
  private void requireNoPage(HttpAnswer answer, Path body) throws IOException {
    if (answer.type().equals("text/html") || (source.body().isJson() && isMarkup(body))) {
      throw source
          .failed("answered with a web page and not with data")
          .found(answer.type().isEmpty() ? "a text that begins with <" : answer.type())
          .limit(source.body().word())
          .remedy("check the endpoint: it may lead to a page to log in")
          .build();
    }
  }

  private static boolean isMarkup(Path body) throws IOException {
    try (InputStream in = Files.newInputStream(body)) {
      return new String(in.readNBytes(64), StandardCharsets.ISO_8859_1).strip().startsWith("<");
    }
  }

  private Path beside(String what) {
    return target.resolveSibling(target.getFileName() + "." + what);
  }
}
