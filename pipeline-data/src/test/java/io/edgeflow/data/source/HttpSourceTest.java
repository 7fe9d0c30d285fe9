package io.edgeflow.data.source;

import static io.edgeflow.data.source.RawServer.answer;
import static io.edgeflow.data.source.RawServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.Sleeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpSourceTest {
  private static final String BODY = "[{\"a\": 1}, {\"a\": 2}]";
  private static final byte[] OK = answer(200, "Content-Type: application/json\r\n", BODY);
  private static final byte[] BROKEN = answer(500, "", "down");

  @TempDir private Path temp;
  private final List<Duration> waits = new ArrayList<>();
  private final Sleeper sleeper = waits::add;
  private RawServer server;
  private int fetches;

  @BeforeEach
  void serve() throws IOException {
    server = new RawServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpSource source(String path, Map<String, ?> keys) {
    Map<String, Object> values = new HashMap<>(keys);
    values.putAll(Map.of("name", "plant", "type", "external_api"));
    values.putIfAbsent("endpoint", server.url(path).toString());
    Problems problems = new Problems();
    List<DataSource> made =
        DataSource.from(
            List.of(DataSource.FIELDS.read(ConfigValues.node(values), "s", problems)),
            Optional.empty(),
            problems);
    assertThat(problems.all()).isEmpty();
    return (HttpSource) made.get(0);
  }

  private RunContext context() {
    return RunContext.standalone(temp.resolve("w"), 1);
  }

  private String fetch(String path, Map<String, ?> keys) throws IOException {
    return Files.readString(fetchFile(path, keys));
  }

  private Path fetchFile(String path, Map<String, ?> keys) {
    return source(path, keys).fetch(temp.resolve("download-" + fetches++), context(), sleeper);
  }

  private String refusal(String path, Map<String, ?> keys) {
    PipelineException refused = null;
    try {
      fetchFile(path, keys);
    } catch (PipelineException e) {
      refused = e;
    }
    assertThat(refused).as("a refusal").isNotNull();
    return refused.getMessage();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void three_errors_of_the_server_are_outlived_by_backoff_with_jitter() throws IOException {
    server.on("/s", BROKEN, BROKEN, BROKEN, OK);

    assertThat(fetch("/s", Map.of())).isEqualTo(BODY);
    assertThat(server.requests()).hasSize(4);
    assertThat(waits).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(waits.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(500L << i));
    }

    List<Duration> first = List.copyOf(waits);
    waits.clear();
    server.on("/s", BROKEN, BROKEN, BROKEN, OK);
    fetch("/s", Map.of());
    assertThat(waits).isEqualTo(first).doesNotHaveDuplicates();
  }

  @Test
  void a_server_that_fails_for_ever_is_one_error_after_all_attempts() {
    server.on("/s", BROKEN);

    assertThat(refusal("/s", Map.of("retries", 2)))
        .contains("\"plant\"", "status 500, 3 times", "look at the endpoint's log");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void what_will_not_pass_is_not_tried_again() {
    server.on("/s", answer(404, "", ""));

    assertThat(refusal("/s", Map.of())).contains("status 404");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void it_waits_as_long_as_the_endpoint_asks() throws IOException {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(15));
    server.on(
        "/s",
        answer(429, "Retry-After: 7\r\n", ""),
        answer(503, "Retry-After: " + date + "\r\n", ""),
        OK);

    assertThat(fetch("/s", Map.of())).isEqualTo(BODY);
    assertThat(waits.get(0)).isEqualTo(Duration.ofSeconds(7));
    assertThat(waits.get(1)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15));
  }

  @Test
  void it_does_not_wait_beyond_its_time() {
    server.on("/s", answer(429, "Retry-After: 3600\r\n", ""));

    assertThat(refusal("/s", Map.of("timeout", 5)))
        .contains("status 429", "another attempt would be in 3600000 ms", "timeout of 5000 ms");
    assertThat(waits).isEmpty();
  }

  @Test
  void a_broken_download_goes_on_where_it_broke() throws IOException {
    server.on(
        "/s",
        raw(200, "ETag: \"v1\"\r\nContent-Length: 20\r\n", utf8(BODY.substring(0, 8))),
        answer(206, "ETag: \"v1\"\r\nContent-Range: bytes 8-19/20\r\n", BODY.substring(8)));

    assertThat(fetch("/s", Map.of())).isEqualTo(BODY);
    assertThat(server.requests().get(0)).doesNotContain("Range");
    assertThat(server.requests().get(1)).contains("Range: bytes=8-", "If-Range: \"v1\"");
  }

  @Test
  void a_packed_download_goes_on_where_it_broke_too() throws IOException {
    byte[] packed = gzip(utf8(BODY));
    server.on(
        "/s",
        raw(
            200,
            "ETag: \"v1\"\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n",
            Arrays.copyOf(packed, 5)),
        answer(
            206,
            "ETag: \"v1\"\r\nContent-Range: bytes 5-/*\r\n",
            Arrays.copyOfRange(packed, 5, packed.length)));

    assertThat(fetch("/s", Map.of())).isEqualTo(BODY);
  }

  @Test
  void without_ranges_a_broken_download_begins_anew() throws IOException {
    byte[] half = raw(200, "ETag: \"v1\"\r\nContent-Length: 20\r\n", utf8("[{\"a\": 7"));
    server.on("/whole", half, OK);
    server.on(
        "/other",
        half,
        answer(206, "ETag: \"v1\"\r\nContent-Range: bytes 3-19/20\r\n", BODY.substring(3)),
        OK);
    server.on("/untagged", raw(200, "Content-Length: 20\r\n", utf8("[{\"a\": 7")), OK);

    assertThat(fetch("/whole", Map.of())).isEqualTo(BODY);
    assertThat(fetch("/other", Map.of())).isEqualTo(BODY);
    assertThat(fetch("/untagged", Map.of())).isEqualTo(BODY);
    assertThat(server.requests().get(server.requests().size() - 1)).doesNotContain("Range");
  }

  @Test
  void a_body_shorter_than_it_says_is_one_error() {
    server.on("/s", raw(200, "Content-Length: 1000\r\n", utf8(BODY)));

    assertThat(refusal("/s", Map.of("retries", 1))).contains("cut short", "2 times");
  }

  @Test
  void csv_shorter_than_it_says_is_one_error_and_no_shorter_table() {
    server.on("/s", raw(200, "Content-Length: 1000\r\n", utf8("a,label\n1,x\n2,y\n")));

    assertThat(refusal("/s", Map.of("retries", 0, "format", "csv")))
        .contains("\"plant\" sent an answer that is cut short", "1000", "16")
        .contains("run again");
  }

  @Test
  void what_is_gzipped_on_its_way_or_as_a_file_is_unpacked() throws IOException {
    server.on("/way", answer(200, "Content-Encoding: gzip\r\n", gzip(utf8(BODY))));
    server.on("/file", answer(200, "", gzip(utf8("a,label\n1,x\n"))));

    assertThat(fetch("/way", Map.of())).isEqualTo(BODY);
    assertThat(fetch("/file", Map.of("format", "csv"))).isEqualTo("a,label\n1,x\n");
    assertThat(server.requests().get(0)).contains("Accept-Encoding: gzip");
  }

  @Test
  void a_gzip_bomb_is_refused() throws IOException {
    server.on("/s", answer(200, "Content-Encoding: gzip\r\n", gzip(new byte[3 << 20])));

    assertThat(refusal("/s", Map.of("max_mb", 2))).contains("sent too much", "raise its max_mb");
  }

  @Test
  void gzip_that_is_none_or_cut_off_is_refused() throws IOException {
    server.on("/none", answer(200, "Content-Encoding: gzip\r\n", BODY));
    server.on("/br", answer(200, "Content-Encoding: br\r\n", BODY));
    byte[] packed = gzip(utf8(BODY));
    server.on(
        "/cut",
        answer(200, "Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 9)));

    assertThat(refusal("/none", Map.of())).contains("Content-Encoding: gzip");
    assertThat(refusal("/br", Map.of())).contains("Content-Encoding: br");
    assertThat(refusal("/cut", Map.of())).contains("cut off or damaged");
  }

  @Test
  void pages_are_followed_by_link() throws IOException {
    server.on("/s", answer(200, "Link: </s?page=2>; rel=\"next\", </s>; rel=first\r\n", "[1, 2]"));
    server.on(
        "/s?page=2", answer(200, "Link: </s>; rel=prev\r\n", "{\"records\": [{\"a\":3.10}]}"));

    assertThat(fetch("/s", Map.of("paging", Map.of("type", "link"))))
        .isEqualTo("[1,2,{\"a\":3.10}]");
  }

  @Test
  void a_link_to_another_host_gets_no_secret() throws IOException {
    try (RawServer other = new RawServer()) {
      String link = "Link: <" + other.url("/p2") + ">; rel=next\r\n";
      server.on("/s", answer(200, link, "[1]"));
      other.on("/p2", answer(200, "", "[2]"));

      assertThat(fetch("/s", Map.of("token", "t0k", "paging", Map.of("type", "link"))))
          .isEqualTo("[1,2]");
      assertThat(server.requests().get(0)).contains("Authorization: Bearer t0k");
      assertThat(other.requests().get(0)).doesNotContain("Authorization");
    }
  }

  @Test
  void pages_are_followed_by_a_cursor_in_the_answer() throws IOException {
    Map<String, ?> keys =
        Map.of(
            "records",
            "/data/items",
            "paging",
            Map.of("type", "cursor", "cursor", "/meta/next", "parameter", "after"));
    server.on(
        "/s?q=1",
        answer(200, "", "{\"meta\":{\"next\":\"b c\"},\"data\":{\"items\":[{\"a\":1}]}}"));
    server.on(
        "/s?q=1&after=b+c",
        answer(200, "", "{\"data\":{\"items\":[{\"a\":2}]},\"meta\":{\"next\":null}}"));

    assertThat(fetch("/s?q=1", keys)).isEqualTo("[{\"a\":1},{\"a\":2}]");
  }

  @Test
  void pages_are_counted_off_until_one_is_not_full() throws IOException {
    Map<String, ?> keys = Map.of("paging", Map.of("type", "offset", "limit", 2));
    server.on("/s?offset=0&limit=2", answer(200, "", "[1,2]"));
    server.on("/s?offset=2&limit=2", answer(200, "", "[3]"));
    server.on("/t?offset=0&limit=2", answer(200, "", "[1,2]"));
    server.on("/t?offset=2&limit=2", answer(200, "", "[]"));

    assertThat(fetch("/s", keys)).isEqualTo("[1,2,3]");
    assertThat(fetch("/t", keys)).isEqualTo("[1,2]");
  }

  @Test
  void paging_in_a_circle_is_refused() {
    server.on("/s", answer(200, "Link: </t>; rel=next\r\n", "[1]"));
    server.on("/t", answer(200, "Link: </s>; rel=next\r\n", "[1]"));
    server.on("/c", answer(200, "", "{\"records\":[1],\"next\":\"x\"}"));
    server.on("/c?cursor=x", answer(200, "", "{\"records\":[1],\"next\":\"x\"}"));

    assertThat(refusal("/s", Map.of("paging", Map.of("type", "link")))).contains("page again");
    assertThat(refusal("/c", Map.of("paging", Map.of("type", "cursor", "cursor", "/next"))))
        .contains("page again");
  }

  @Test
  void paging_without_end_is_refused() {
    for (int i = 0; i < 9; i++) {
      server.on("/s?offset=" + i + "&limit=1", answer(200, "", "[1]"));
    }

    assertThat(
            refusal("/s", Map.of("paging", Map.of("type", "offset", "limit", 1, "max_pages", 4))))
        .contains("too many pages", "4 pages", "max_pages");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void max_mb_is_for_all_pages_together() {
    String page = "[\"" + "x".repeat(600_000) + "\"]";
    server.on("/s?offset=0&limit=1", answer(200, "", page));
    server.on("/s?offset=1&limit=1", answer(200, "", page));

    assertThat(refusal("/s", Map.of("max_mb", 1, "paging", Map.of("type", "offset", "limit", 1))))
        .contains("sent too much");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x/y", "http://me:pw@x/y", "::", "file:///etc/passwd"})
  void a_link_that_must_not_be_asked_is_refused(String link) {
    server.on("/s", answer(200, "Link: <" + link + ">; rel=next\r\n", "[1]"));

    assertThat(refusal("/s", Map.of("paging", Map.of("type", "link"))))
        .contains("next page that is not asked");
  }

  @Test
  void a_user_name_and_password_are_sent_as_basic() throws IOException {
    server.on("/s", OK);

    fetch("/s", Map.of("username", "me", "password", "pässword"));

    assertThat(server.requests().get(0)).contains("Authorization: Basic bWU6cMOkc3N3b3Jk");
  }

  @Test
  void who_is_not_let_in_hears_which_key_to_set() {
    server.on("/s", answer(401, "", ""));

    assertThat(refusal("/s", Map.of()))
        .contains("status 401", "set its token, or its username and password");
    assertThat(refusal("/s", Map.of("token", "t0k3n")))
        .contains("check its token")
        .doesNotContain("t0k3n");
    assertThat(refusal("/s", Map.of("username", "u", "password", "hunter2")))
        .contains("check its username and password")
        .doesNotContain("hunter2");
  }

  @Test
  void an_unchanged_answer_is_not_downloaded_again() throws IOException {
    server.on("/s", answer(200, "ETag: W/\"v1\"\r\n", BODY), answer(304, "", ""));
    HttpSource source = source("/s", Map.of());

    LandedSource first = Landing.land(List.of(source), context()).sources().get(0);
    LandedSource second = Landing.land(List.of(source), context()).sources().get(0);

    assertThat(second).isEqualTo(first);
    assertThat(server.requests().get(0)).doesNotContain("If-None-Match");
    assertThat(server.requests().get(1)).contains("If-None-Match: W/\"v1\"");
  }

  @Test
  void an_answer_whose_landed_bytes_are_gone_is_downloaded_again() throws IOException {
    server.on("/s", answer(200, "ETag: \"v1\"\r\n", BODY));
    HttpSource source = source("/s", Map.of());
    LandedSource first = Landing.land(List.of(source), context()).sources().get(0);
    Files.delete(context().artifacts().location(first.raw().sha256()));

    assertThat(Landing.land(List.of(source), context()).sources().get(0)).isEqualTo(first);
    assertThat(server.requests().get(1)).doesNotContain("If-None-Match");
  }

  @Test
  void an_etag_that_cannot_be_read_costs_a_download_only() throws IOException {
    server.on("/s", answer(200, "ETag: \"v1\"\r\n", BODY));
    HttpSource source = source("/s", Map.of());
    Landing.land(List.of(source), context());
    try (var files = Files.list(temp.resolve("w/sources"))) {
      Path file = files.findFirst().orElseThrow();
      assertThat(Files.readString(file)).contains("\"format_version\" : 1").doesNotContain("127");
      Files.writeString(file, "{");
    }

    assertThat(Landing.land(List.of(source), context()).sources()).hasSize(1);
  }

  @Test
  void a_web_page_is_no_data() {
    server.on("/typed", answer(200, "Content-Type: text/html; charset=utf-8\r\n", "Log in"));
    server.on("/bare", answer(200, "", " <!doctype html>"));

    assertThat(refusal("/typed", Map.of())).contains("web page", "text/html");
    assertThat(refusal("/bare", Map.of())).contains("web page", "begins with <");
  }

  @Test
  void json_lines_land_as_an_array_and_what_is_broken_as_a_text() throws IOException {
    String lines = "{\"a\":1}\n\n{\"a\":\n{\"a\":2}";
    server.on("/s", answer(200, "Content-Type: application/x-ndjson\r\n", lines));
    server.on("/t", answer(200, "", lines));

    assertThat(fetch("/s", Map.of())).isEqualTo("[{\"a\":1},\"{\\\"a\\\":\",{\"a\":2}]");
    assertThat(fetch("/t", Map.of("format", "json_lines"))).contains("{\"a\":2}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1", "[1] [2]", "{\"rows\": []}", "3", "", "[1,]"})
  void a_page_of_another_form_is_refused(String body) {
    server.on("/s", answer(200, "", body));

    assertThat(refusal("/s", Map.of("paging", Map.of("type", "link"))))
        .containsAnyOf("did not answer with JSON", "JSON of another form");
  }

  @Test
  void a_server_that_accepts_and_never_answers_is_one_error() {
    assertThat(refusal("/silent", Map.of("timeout", 0.2))).contains("in time", "200 ms");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void an_interrupt_ends_a_fetch_at_once() throws InterruptedException {
    HttpSource source = source("/silent", Map.of("timeout", 3600));
    CompletableFuture<Path> fetched = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                fetched.complete(source.fetch(temp.resolve("x"), context()));
              } catch (PipelineException e) {
                fetched.completeExceptionally(e);
              }
            });
    thread.start();
    server.awaitRequest();

    thread.interrupt();

    assertThatThrownBy(fetched::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .matches(e -> ((PipelineException) e).isInterruption());
  }
}
