package io.edgeflow.data.source;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.Interrupts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Listens once: in a session that ends with the connection, with quality of service 1. What the
 * client has taken and is not yet written is bounded by the source's bytes.
 */
final class MqttFetch {
  private final MqttSource source;
  private final RunContext context;
  private final long end;
  private final BlockingQueue<Incoming> queue = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  /** A message, or why there will be no more. */
  private record Incoming(String topic, String text, Optional<Throwable> lost) {}

  MqttFetch(MqttSource source, RunContext context) {
    this.source = source;
    this.context = context;
    this.end = System.nanoTime() + source.timeout().toNanos();
  }

  Path into(Path target) {
    Mqtt5AsyncClient client = client();
    try (RecordFile out = new RecordFile(source.name(), source.origin(), target, context)) {
      client.publishes(MqttGlobalPublishFilter.ALL, this::take);
      await(client.connect(), "cannot be reached");
      await(client.subscribe(subscription()), "does not let its topics be listened to");
      listen(out);
      return target;
    } catch (IOException e) {
      throw source
          .failed("cannot be kept")
          .found(String.valueOf(e.getMessage()))
          .remedy("make room on the disk of the workspace")
          .cause(e)
          .build();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while collecting data");
    } finally {
      CompletableFuture<Void> unused = client.disconnect();
    }
  }

  private Mqtt5AsyncClient client() {
    Mqtt5ClientBuilder client =
        Mqtt5Client.builder()
            .identifier("edgeflow-" + UUID.randomUUID())
            .serverHost(source.endpoint().getHost().replaceAll("[\\[\\]]", ""))
            .serverPort(source.port())
            .addDisconnectedListener(
                lost -> queue.add(new Incoming("", "", Optional.of(lost.getCause()))));
    if (source.isTls()) {
      client = client.sslWithDefaultConfig();
    }
    if (source.auth().isGiven()) {
      client = client.simpleAuth(login());
    }
    return client.buildAsync();
  }

  private Mqtt5SimpleAuth login() {
    String user = source.auth().username().map(Secret::reveal).orElse("");
    String password = source.auth().password().map(Secret::reveal).orElse("");
    return Mqtt5SimpleAuth.builder()
        .username(user)
        .password(password.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private Mqtt5Subscribe subscription() {
    return Mqtt5Subscribe.builder()
        .addSubscriptions(
            source.topics().stream()
                .map(
                    topic ->
                        Mqtt5Subscription.builder()
                            .topicFilter(topic)
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .build()))
        .build();
  }

  private void take(Mqtt5Publish message) {
    byte[] payload = message.getPayloadAsBytes();
    if (bytes.addAndGet(payload.length) <= source.maxBytes()) {
      String text = new String(payload, StandardCharsets.UTF_8);
      queue.add(new Incoming(message.getTopic().toString(), text, Optional.empty()));
    } else {
      queue.add(new Incoming("", "", Optional.of(tooLarge())));
    }
  }

  private void listen(RecordFile out) throws IOException, InterruptedException {
    long close =
        source.window().map(w -> Math.min(end, System.nanoTime() + w.toNanos())).orElse(end);
    int taken = 0;
    while (source.messages() == 0 || taken < source.messages()) {
      context.check();
      Incoming next = queue.poll(Math.max(0, close - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) {
        requireEnough(taken);
        return;
      }
      if (next.lost().isPresent()) {
        throw broken("broke off", next.lost().get());
      }
      out.message(next.text(), source.topicColumn(), next.topic());
      taken++;
    }
  }

  private void requireEnough(int taken) {
    if (taken == 0) {
      throw source
          .failed("sent no message")
          .limit(source.window().orElse(source.timeout()).toMillis() + " ms")
          .remedy("check its topics " + source.topics() + ", and that devices send to them")
          .build();
    }
    if (source.window().isEmpty()) {
      throw source
          .failed("sent too few messages in time")
          .found(taken + " messages")
          .limit(source.messages() + " within " + source.timeout().toMillis() + " ms")
          .remedy("raise its timeout, or give a window to take what has come by then")
          .build();
    }
  }

  private <T> void await(CompletableFuture<T> answer, String what) throws InterruptedException {
    try {
      answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw source
          .failed("did not answer in time")
          .limit(source.timeout().toMillis() + " ms")
          .remedy("raise its timeout, or check the broker")
          .cause(e)
          .build();
    } catch (ExecutionException e) {
      throw broken(what, e.getCause() == null ? e : e.getCause());
    }
  }

  private PipelineException broken(String what, Throwable cause) {
    if (cause instanceof PipelineException known) {
      return known;
    }
    if (cause instanceof Mqtt5ConnAckException refused) {
      return source
          .failed("was not let in by the broker")
          .found(refused.getMqttMessage().getReasonCode())
          .remedy(
              source.auth().isGiven() ? source.auth().remedy() : "set its username and password")
          .cause(refused)
          .build();
    }
    Optional<Throwable> untrusted =
        Stream.<Throwable>iterate(cause, e -> e != null, Throwable::getCause)
            .filter(SSLException.class::isInstance)
            .findFirst();
    if (untrusted.isPresent()) {
      return source
          .failed("cannot be trusted by TLS")
          .found(String.valueOf(untrusted.get().getMessage()))
          .limit("a certificate for " + source.endpoint().getHost() + " that this Java trusts")
          .remedy(
              "check the broker's certificate; that of an authority of your own is trusted by"
                  + " -Djavax.net.ssl.trustStore")
          .cause(cause)
          .build();
    }
    return source
        .failed(what)
        .found(String.valueOf(cause))
        .remedy("check the endpoint, the network and the broker's log")
        .cause(cause)
        .build();
  }

  private PipelineException tooLarge() {
    return source
        .failed("sent too much")
        .found("more than " + source.maxBytes() + " bytes")
        .limit(source.maxBytes() + " bytes")
        .remedy("raise its max_mb, or listen for less")
        .build();
  }
}
