package io.edgeflow.deploy.fleet;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.fleet.Answer.Accepted;
import io.edgeflow.deploy.fleet.Answer.Refused;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import io.edgeflow.deploy.wire.InferReply;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.InferRequest.Purpose;
import io.edgeflow.deploy.wire.Protocol;
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the devices of a fleet over mutual TLS. Asking is tried up to three times; what changes
 * a device or counts on it is tried once, except leaving a version, which twice does no harm. No
 * device keeps its caller waiting for longer than 15 seconds, or three minutes where it has to try
 * a release, all attempts together, and none fills the caller's memory. Thread-safe.
 */
public final class FleetClient implements TelemetrySource, InferenceChannel {
  private static final Duration QUICK = Duration.ofSeconds(15);
  private static final Duration SLOW = Duration.ofMinutes(3);
  private static final int HTTPS_PORT = 443;
  private static final int ROWS_A_REQUEST = 64;
  private static final int VALUES_A_REQUEST = 500_000;

  private final List<DeploymentTarget> targets;
  private final HttpsCaller caller;
  private final Patience quick;
  private final Patience slow;

  /**
   * How long a device is waited for.
   *
   * @param limit of all attempts together, until the last byte of the answer
   */
  private record Patience(Duration limit, int attempts) {
    private static final int ATTEMPTS = 3;

    private static Patience of(Duration limit) {
      return new Patience(limit, ATTEMPTS);
    }

    private Patience once() {
      return new Patience(limit, 1);
    }
  }

  /**
   * A client of some devices.
   *
   * @throws PipelineException of kind CONFIG if development keys meet a device that is not on this
   *     machine, or two targets have one address
   */
  public FleetClient(List<DeploymentTarget> targets, KeyFolder keys) {
    this(targets, keys, QUICK, SLOW);
  }

  /**
   * A client with a patience of its own.
   *
   * @param quick for an answer that a device gives at once
   * @param slow for an upload and for what a device tries before it answers
   * @throws PipelineException as {@link #FleetClient(List, KeyFolder)}
   */
  public FleetClient(
      List<DeploymentTarget> targets, KeyFolder keys, Duration quick, Duration slow) {
    this.targets = List.copyOf(targets);
    this.quick = Patience.of(quick);
    this.slow = Patience.of(slow);
    if (keys.developmentOnly()) {
      targets.forEach(FleetClient::requireLoopback);
    }
    this.caller = new HttpsCaller(keys.managerTls(byAddress(targets)));
  }

  private static Map<String, String> byAddress(List<DeploymentTarget> targets) {
    Map<String, String> ids = new HashMap<>();
    for (DeploymentTarget target : targets) {
      String other = ids.put(target.uri().getHost() + ":" + port(target), target.id());
      if (other != null) {
        throw PipelineException.config("Two targets have one address")
            .found(other + " and " + target.id() + " at " + target.uri())
            .where("edge_deployment.targets")
            .remedy("give each device its own address")
            .build();
      }
    }
    return ids;
  }

  private static int port(DeploymentTarget target) {
    int port = target.uri().getPort();
    return port < 0 ? HTTPS_PORT : port;
  }

  @Override
  public List<DeploymentTarget> targets() {
    return targets;
  }

  /** What a device runs and keeps. */
  public DeviceStatus status(DeploymentTarget target) {
    return ask(target, Protocol.STATUS, DeviceStatus.class);
  }

  /** Whether a device's active model answers the golden rows. */
  public HealthReport health(DeploymentTarget target) {
    return ask(target, Protocol.HEALTH, HealthReport.class);
  }

  @Override
  public DeviceTelemetry collect(DeploymentTarget target) {
    return ask(target, Protocol.TELEMETRY, DeviceTelemetry.class);
  }

  /** Uploads a release into a device's free slot, where the device tries it. */
  public Answer<DeviceStatus> stage(DeploymentTarget target, Release release, long sequence) {
    SignedStatement signed = release.signed();
    Base64.Encoder base64 = Base64.getEncoder();
    try {
      HttpRequest request =
          HttpsCaller.request(target, Protocol.STAGE)
              .header(Protocol.STATEMENT_HEADER, base64.encodeToString(signed.bytes()))
              .header(Protocol.SIGNATURE_HEADER, base64.encodeToString(signed.signature()))
              .header(Protocol.SEQUENCE_HEADER, Long.toString(sequence))
              .POST(BodyPublishers.ofFile(release.bundle()))
              .build();
      return call(target, request, DeviceStatus.class, slow.once());
    } catch (FileNotFoundException e) {
      throw PipelineException.failed("The release has no archive")
          .where(release.bundle())
          .cause(e)
          .build();
    }
  }

  /** Switches a device to a staged version; the device falls back by itself if that fails. */
  public Answer<DeviceStatus> activate(DeploymentTarget target, VersionRequest command) {
    HttpRequest request = post(target, Protocol.ACTIVATE, command);
    return call(target, request, DeviceStatus.class, slow.once());
  }

  /** Tells a device that its active version was judged good. */
  public Answer<DeviceStatus> accept(DeploymentTarget target, VersionRequest command) {
    return call(target, post(target, Protocol.ACCEPT, command), DeviceStatus.class, quick);
  }

  /** Makes a device leave a version for the last one that was judged good, or for none. */
  public Answer<DeviceStatus> rollback(DeploymentTarget target, VersionRequest command) {
    return call(target, post(target, Protocol.ROLLBACK, command), DeviceStatus.class, slow);
  }

  @Override
  public Reply infer(DeploymentTarget target, Tensor rows, @Nullable Tensor truths) {
    return infer(target, rows, truths, Purpose.TRAFFIC);
  }

  /** Infers known rows, which the device answers and does not count. */
  public Reply replay(DeploymentTarget target, Tensor rows) {
    return infer(target, rows, null, Purpose.REPLAY);
  }

  private Reply infer(
      DeploymentTarget target, Tensor rows, @Nullable Tensor truths, Purpose purpose) {
    List<Tensor> answers = new ArrayList<>();
    List<Double> latencies = new ArrayList<>();
    int step = Math.max(1, Math.min(ROWS_A_REQUEST, VALUES_A_REQUEST / Math.max(1, rows.dim(1))));
    for (int from = 0; from < rows.dim(0); from += step) {
      int to = Math.min(rows.dim(0), from + step);
      Tensor some = truths == null ? null : Rows.of(truths, from, to);
      InferRequest body = InferRequest.of(Rows.of(rows, from, to), some, purpose);
      InferReply reply = infer(target, body);
      answers.add(reply.answers().tensor());
      if (answers.get(0).dim(1) != reply.answers().tensor().dim(1)) {
        throw unanswered(target, "answers of different lengths " + answers).build();
      }
      latencies.addAll(reply.latenciesMs());
    }
    Tensor all =
        answers.isEmpty() ? Tensor.of(new int[] {0, 0}, new float[0]) : Rows.joined(answers);
    return new Reply(all, latencies);
  }

  private InferReply infer(DeploymentTarget target, InferRequest body) {
    HttpRequest request = post(target, Protocol.INFER, body);
    InferReply reply = accepted(target, call(target, request, InferReply.class, quick.once()));
    Tensor answers = reply.answers().tensor();
    if (answers.type() != ElementType.FLOAT32
        || answers.rank() != 2
        || answers.dim(0) != body.size()
        || reply.latenciesMs().size() != body.size()) {
      throw unanswered(target, "answers " + answers + " to " + body.size() + " rows").build();
    }
    return reply;
  }

  private <T> T ask(DeploymentTarget target, String path, Class<T> type) {
    HttpRequest request = HttpsCaller.request(target, path).GET().build();
    return accepted(target, call(target, request, type, quick));
  }

  private static HttpRequest post(DeploymentTarget target, String path, Object body) {
    return HttpsCaller.request(target, path)
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
        .build();
  }

  private static <T> T accepted(DeploymentTarget target, Answer<T> answer) {
    if (answer instanceof Accepted<T> accepted) {
      return accepted.value();
    }
    Refused<T> refused = (Refused<T>) answer;
    throw unanswered(target, refused.refusal().id() + ": " + refused.detail()).build();
  }

  private <T> Answer<T> call(
      DeploymentTarget target, HttpRequest request, Class<T> type, Patience patience) {
    long end = System.nanoTime() + patience.limit().toNanos();
    try {
      for (int attempt = 1; ; attempt++) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        try {
          return caller.send(target, request, type, left);
        } catch (IOException e) {
          if (attempt >= patience.attempts() || System.nanoTime() >= end) {
            throw unanswered(target, e.toString()).cause(e).build();
          }
        }
      }
    } catch (InterruptedException e) {
      throw PipelineException.interrupted("Interrupted while speaking to " + target.id())
          .cause(e)
          .build();
    }
  }

  private static PipelineException.Builder unanswered(DeploymentTarget target, String found) {
    return PipelineException.failed("The device " + target.id() + " does not answer as it should")
        .found(found)
        .where(target.uri())
        .remedy("see whether its agent runs and was provisioned with these keys");
  }

  private static void requireLoopback(DeploymentTarget target) {
    try {
      if (InetAddress.getByName(target.uri().getHost()).isLoopbackAddress()) {
        return;
      }
      throw PipelineException.config("Development keys are good for loopback fleets alone")
          .found(target.uri())
          .where("edge_deployment.targets, " + target.id())
          .remedy("set edge_deployment.keys to a folder with keys of your own")
          .build();
    } catch (UnknownHostException e) {
      throw PipelineException.config("The host of the target " + target.id() + " is not known")
          .found(target.uri())
          .where("edge_deployment.targets")
          .cause(e)
          .build();
    }
  }
}
