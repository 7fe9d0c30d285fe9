package io.edgeflow.deploy.fleet;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.TelemetrySource;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the devices of a fleet over mutual TLS. Asking is tried up to three times; what changes
 * a device or counts on it is tried once, except leaving a version, which twice does no harm.
 * Thread-safe.
 */
public final class FleetClient implements TelemetrySource, InferenceChannel {
  private static final Duration QUICK = Duration.ofSeconds(15);
  private static final Duration SLOW = Duration.ofMinutes(3);
  private static final int ATTEMPTS = 3;
  private static final int ROWS_A_REQUEST = 64;
  private static final int VALUES_A_REQUEST = 500_000;

  private final List<DeploymentTarget> targets;
  private final HttpsCaller caller;

  /**
   * A client of some devices.
   *
   * @throws PipelineException of kind CONFIG if development keys meet a device that is not on this
   *     machine
   */
  public FleetClient(List<DeploymentTarget> targets, KeyFolder keys) {
    this.targets = List.copyOf(targets);
    if (keys.developmentOnly()) {
      targets.forEach(FleetClient::requireLoopback);
    }
    this.caller = new HttpsCaller(keys.managerTls());
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

  /** Uploads a release into a device's inactive slot, where the device tries it. */
  public Answer<DeviceStatus> stage(DeploymentTarget target, Release release) {
    SignedStatement signed = release.signed();
    Base64.Encoder base64 = Base64.getEncoder();
    try {
      HttpRequest request =
          HttpsCaller.request(target, Protocol.STAGE, SLOW)
              .header(Protocol.STATEMENT_HEADER, base64.encodeToString(signed.bytes()))
              .header(Protocol.SIGNATURE_HEADER, base64.encodeToString(signed.signature()))
              .POST(BodyPublishers.ofFile(release.bundle()))
              .build();
      return call(target, request, DeviceStatus.class, 1);
    } catch (FileNotFoundException e) {
      throw PipelineException.failed("The release has no archive")
          .where(release.bundle())
          .cause(e)
          .build();
    }
  }

  /** Switches a device to a staged version; the device falls back by itself if that fails. */
  public Answer<DeviceStatus> activate(DeploymentTarget target, long version) {
    HttpRequest request = post(target, Protocol.ACTIVATE, new VersionRequest(version), SLOW);
    return call(target, request, DeviceStatus.class, 1);
  }

  /** Makes a device leave a version for the one before, or for none. */
  public Answer<DeviceStatus> rollback(DeploymentTarget target, long version) {
    HttpRequest request = post(target, Protocol.ROLLBACK, new VersionRequest(version), SLOW);
    return call(target, request, DeviceStatus.class, ATTEMPTS);
  }

  @Override
  public List<Prediction> infer(
      DeploymentTarget target, List<float[]> rows, @Nullable List<Integer> labels) {
    return infer(target, rows, labels, Purpose.TRAFFIC);
  }

  /** Infers known rows, which the device answers and does not count. */
  public List<Prediction> replay(DeploymentTarget target, List<float[]> rows) {
    return infer(target, rows, null, Purpose.REPLAY);
  }

  private List<Prediction> infer(
      DeploymentTarget target,
      List<float[]> rows,
      @Nullable List<Integer> labels,
      Purpose purpose) {
    List<Prediction> all = new ArrayList<>();
    int step = rowsARequest(rows);
    for (int from = 0; from < rows.size(); from += step) {
      int to = Math.min(rows.size(), from + step);
      InferRequest body =
          new InferRequest(
              rows.subList(from, to), labels == null ? null : labels.subList(from, to), purpose);
      HttpRequest request = post(target, Protocol.INFER, body, QUICK);
      List<Prediction> some =
          accepted(target, call(target, request, InferReply.class, 1)).predictions();
      if (some.size() != to - from) {
        throw unanswered(target, some.size() + " predictions for " + (to - from) + " rows").build();
      }
      all.addAll(some);
    }
    return all;
  }

  private static int rowsARequest(List<float[]> rows) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElse(1);
    return Math.max(1, Math.min(ROWS_A_REQUEST, VALUES_A_REQUEST / Math.max(1, longest)));
  }

  private <T> T ask(DeploymentTarget target, String path, Class<T> type) {
    HttpRequest request = HttpsCaller.request(target, path, QUICK).GET().build();
    return accepted(target, call(target, request, type, ATTEMPTS));
  }

  private static HttpRequest post(
      DeploymentTarget target, String path, Object body, Duration timeout) {
    return HttpsCaller.request(target, path, timeout)
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
      DeploymentTarget target, HttpRequest request, Class<T> type, int attempts) {
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return caller.send(target, request, type);
        } catch (IOException e) {
          if (attempt >= attempts) {
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
