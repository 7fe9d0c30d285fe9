package io.edgeflow.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int BODY_BYTES = 1 << 16;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Socket> sockets = new ArrayList<>();
  private HttpServer server = HttpServer.start("test", limits(LONG, LONG, LONG, LONG));

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  @Test
  void a_request_is_answered_with_its_status_headers_and_text() throws Exception {
    Port port = open();

    assertThat(get(port, "/path?query")).isEqualTo("GET /path");
    assertThat(raw(port, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Content-Type: text/plain")
        .endsWith("\r\n\r\n");
    assertThat(post(port, "/body", "äöü")).isEqualTo("200 body äöü");
  }

  @Test
  void a_head_that_comes_byte_by_byte_is_cut_off_after_its_deadline() throws Exception {
    Port port = open(limits(SHORT, LONG, LONG, LONG));

    assertThat(endsWhileDripping(port, "GET / HTTP/1.1\r\nX-Filler: ")).isTrue();
  }

  @Test
  void a_second_head_has_the_same_deadline_as_the_first() throws Exception {
    Port port = open(limits(SHORT, LONG, LONG, LONG));
    Socket socket = socket(port);
    write(socket, "GET /first HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(socket.getInputStream().read()).isEqualTo('H');

    assertThat(endsWhileDripping(socket, "GET /second HTTP/1.1\r\nX-Filler: ")).isTrue();
  }

  @Test
  void a_body_that_comes_byte_by_byte_is_refused_and_its_connection_closed() throws Exception {
    Port port = open(limits(LONG, SHORT, LONG, LONG));
    Socket socket = socket(port);

    assertThat(
            endsWhileDripping(
                socket, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n"))
        .isTrue();
  }

  @Test
  void a_body_that_stops_is_refused_by_name() throws Exception {
    Port port = open(limits(LONG, SHORT, LONG, LONG));

    assertThat(raw(port, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nhalf"))
        .startsWith("HTTP/1.1 408")
        .contains("refused 408 the request did not come in full");
  }

  @Test
  void a_connection_without_requests_is_closed_after_a_while() throws Exception {
    Port port = open(limits(LONG, LONG, LONG, SHORT));
    Socket socket = socket(port);
    write(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).endsWith("GET /");
  }

  @Test
  void an_answer_that_nobody_reads_is_given_up() throws Exception {
    Port port = open(limits(LONG, LONG, SHORT, LONG));
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(1 << 12);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port()));

    write(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");

    // The rest of the answer never comes: what was on its way is all there is.
    eventually(() -> isClosedByPeer(socket));
  }

  @Test
  void work_may_take_longer_than_a_pause_within_a_body() throws Exception {
    Port port = open(limits(LONG, SHORT, LONG, LONG));
    Socket socket = socket(port);
    write(
        socket,
        "POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
    long begin = System.nanoTime();

    eventually(() -> System.nanoTime() - begin > SHORT.multipliedBy(3).toNanos());
    release.countDown();

    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void what_is_no_request_is_refused_in_the_handlers_form() throws Exception {
    Port port = open();

    assertThat(raw(port, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400").contains("refused 400");
    assertThat(raw(port, "GET / HTTP/1.1\r\nHost: a\r\nLarge: " + "x".repeat(9000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("refused 431");
    assertThat(raw(port, "GET /broken HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 500")
        .contains("refused 500 see the log");
  }

  @Test
  void a_body_that_is_too_large_is_read_on_so_that_the_refusal_is_read() throws Exception {
    Port port = open();

    assertThat(post(port, "/body", "x".repeat(BODY_BYTES / 2 + 1))).isEqualTo("413 too large");
    HttpRequest chunked =
        request(port, "/body")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofString("x".repeat(BODY_BYTES / 2 + 1))))
            .build();
    assertThat(client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
  }

  @Test
  void bodies_in_memory_have_a_limit_for_all_together() throws Exception {
    BodyMemory memory = new BodyMemory(4096, Duration.ofMillis(1));
    BodyMemory.Share first = memory.share();
    first.take(3000);

    assertThatThrownBy(() -> memory.share().take(2000)).isInstanceOf(BodyMemory.Full.class);
    assertThatThrownBy(() -> memory.share().take(5000)).isInstanceOf(BodyMemory.Full.class);
    memory.share().take(1024);
    first.close();
    memory.share().take(3000);
  }

  @Test
  void no_number_of_uploads_keeps_anybody_from_reading() throws Exception {
    Port port = open();
    for (int i = 0; i < 300; i++) {
      write(socket(port), "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nhalf");
    }

    assertThat(get(port, "/quick")).isEqualTo("GET /quick");
    String tooMany = raw(port, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nhalf");
    assertThat(tooMany).startsWith("HTTP/1.1 503").contains("refused 503 too many requests wait");
  }

  @Test
  void a_body_that_nobody_reads_is_not_waited_for() throws Exception {
    Port port = open();
    for (int i = 0; i < 100; i++) {
      write(socket(port), "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nhalf");
    }

    assertThat(get(port, "/quick")).isEqualTo("GET /quick");
    assertThat(raw(port, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nhalf"))
        .startsWith("HTTP/1.1 200")
        .endsWith("GET /");
  }

  @Test
  void who_fills_the_room_for_strangers_pushes_the_oldest_out() throws Exception {
    Port port = open();
    Socket oldest = socket(port);
    write(oldest, "GET");
    Socket useful = socket(port);
    write(useful, "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(useful.getInputStream().read()).isEqualTo('H');

    for (int i = 0; i < limits(LONG, LONG, LONG, LONG).strangers() - 1; i++) {
      write(socket(port), "GET");
    }

    assertThat(isOver(oldest)).isTrue();
    assertThat(get(port, "/quick")).isEqualTo("GET /quick");
  }

  @Test
  void threads_follow_neither_ports_nor_connections() throws Exception {
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ports.add(open());
    }
    for (int i = 0; i < 300; i++) {
      write(socket(ports.get(i % 200)), "GET");
    }

    assertThat(get(ports.get(199), "/last")).isEqualTo("GET /last");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("test-"))
        .hasSizeLessThan(20);
  }

  @Test
  void a_port_is_closed_and_opened_again_while_others_go_on() throws Exception {
    Port one = open();
    Port other = open();
    int number = one.port();
    Socket connected = socket(one);
    write(connected, "GET");

    one.close();
    one.close();

    assertThat(isOver(connected)).isTrue();
    assertThatThrownBy(() -> socket(one)).isInstanceOf(IOException.class);
    assertThat(get(other, "/other")).isEqualTo("GET /other");
    try (Port again = open(number)) {
      assertThat(get(again, "/again")).isEqualTo("GET /again");
    }
  }

  @Test
  void a_port_that_is_taken_is_refused() {
    Port taken = open();

    assertThatThrownBy(() -> listen(taken.port())).isInstanceOf(BindException.class);
  }

  private static ServerLimits limits(
      Duration head, Duration stall, Duration exchange, Duration idle) {
    return new ServerLimits(LONG, head, stall, exchange, idle, 8192, BODY_BYTES, 400, 400);
  }

  private Port open(ServerLimits limits) {
    server.close();
    server = HttpServer.start("test", limits);
    return open();
  }

  private Port open() {
    return open(0);
  }

  private Port open(int number) {
    try {
      return listen(number);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Port listen(int number) throws IOException {
    return server.listen(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), number), null, new Echo());
  }

  private final class Echo implements RequestHandler {
    @Override
    public Reply answer(ServerRequest request) throws IOException, InterruptedException {
      String text =
          switch (request.path()) {
            case "/broken" -> throw new IllegalStateException("broken");
            case "/large" -> "x".repeat(32 << 20);
            case "/wait" -> {
              release.await();
              yield "waited";
            }
            case "/body" -> {
              var body = request.body(BODY_BYTES / 2);
              yield body.isEmpty() ? "" : "body " + new String(body.get(), UTF_8);
            }
            default -> request.method() + " " + request.path();
          };
      return text.isEmpty()
          ? Reply.of(413, "text/plain", "too large")
          : Reply.of(200, "text/plain", text);
    }

    @Override
    public Reply refusal(int status, String detail) {
      return Reply.of(status, "text/plain", "refused " + status + " " + detail);
    }
  }

  private String get(Port port, String path) throws Exception {
    return client.send(request(port, path).build(), BodyHandlers.ofString()).body();
  }

  private String post(Port port, String path, String body) throws Exception {
    var answer =
        client.send(
            request(port, path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    return String.format(Locale.ROOT, "%d %s", answer.statusCode(), answer.body());
  }

  private static HttpRequest.Builder request(Port port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private String raw(Port port, String request) throws IOException {
    Socket socket = socket(port);
    write(socket, request);
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  private Socket socket(Port port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
    socket.setSoTimeout((int) LONG.toMillis());
    sockets.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private boolean endsWhileDripping(Port port, String begin) throws Exception {
    return endsWhileDripping(socket(port), begin);
  }

  /** Sends a byte now and then, each well before any pause is too long, until nobody takes them. */
  private static boolean endsWhileDripping(Socket socket, String begin) throws Exception {
    Semaphore never = new Semaphore(0);
    long end = System.nanoTime() + LONG.toNanos() / 2;
    try {
      write(socket, begin);
      while (System.nanoTime() < end) {
        write(socket, "x");
        never.tryAcquire(SHORT.toMillis() / 6, TimeUnit.MILLISECONDS);
      }
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  /** A connection that is closed with unread bytes ends with a reset. */
  private static boolean isOver(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return !(reset instanceof SocketTimeoutException);
    }
  }

  private static boolean isClosedByPeer(Socket socket) {
    try {
      write(socket, "x");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos() / 2;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
