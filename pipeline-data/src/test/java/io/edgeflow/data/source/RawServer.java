package io.edgeflow.data.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that sends the very bytes it is told to, and closes. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Deque<byte[]>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(1);

  RawServer() throws IOException {
    this(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
  }

  RawServer(ServerSocket socket) {
    this.socket = socket;
    workers.execute(this::accept);
  }

  static byte[] answer(int status, String headers, byte[] body) {
    return raw(status, headers + "Content-Length: " + body.length + "\r\n", body);
  }

  static byte[] answer(int status, String headers, String body) {
    return answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** One whose length is as the headers say. */
  static byte[] raw(int status, String headers, byte[] body) {
    byte[] head =
        ("HTTP/1.1 " + status + " X\r\nConnection: close\r\n" + headers + "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /** Answers requests of a path and query in turn; the last answer stays. */
  RawServer on(String path, byte[]... inTurn) {
    answers.put(path, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The heads of all requests. */
  List<String> requests() {
    return requests;
  }

  /** Waits for the first request. */
  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        workers.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      requests.add(head.toString());
      asked.countDown();
      Deque<byte[]> inTurn = answers.get(head.toString().split(" ", -1)[1]);
      if (inTurn == null) {
        return; // Answers nothing until it is closed.
      }
      synchronized (inTurn) {
        OutputStream out = client.getOutputStream();
        out.write(inTurn.size() > 1 ? inTurn.remove() : inTurn.element());
        out.flush();
      }
      client.close();
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
    workers.shutdownNow();
  }
}
