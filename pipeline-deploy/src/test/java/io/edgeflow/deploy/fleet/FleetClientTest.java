package io.edgeflow.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.InferenceChannel.Reply;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.fleet.Answer.Refused;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client and the agent's server, over real mutual TLS. */
class FleetClientTest {
  @TempDir private Path folder;
  private Releases releases;
  private InProcessFleet fleet;
  private FleetClient client;
  private DeploymentTarget target;

  @BeforeEach
  void start_device() {
    releases = new Releases(folder.resolve("workspace"), Clock.systemUTC());
    fleet = InProcessFleet.start(folder.resolve("fleet"), releases.keys(), 1, Map.of());
    client = new FleetClient(fleet.targets(), releases.keys());
    target = fleet.targets().get(0);
  }

  @AfterEach
  void stop_device() {
    fleet.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_release_goes_over_the_wire_and_answers(Format format) {
    Release release = releases.release(format, 1);

    assertThat(client.stage(target, release, 1)).isInstanceOf(Answer.Accepted.class);
    assertThat(client.activate(target, new VersionRequest(1, 2)))
        .isInstanceOf(Answer.Accepted.class);

    DeviceStatus status = client.status(target);
    assertThat(status.activeVersion()).isEqualTo(1);
    assertThat(client.health(target).healthy()).isTrue();
    assertThat(client.collect(target).identity().modelHash())
        .isEqualTo(status.active().modelSha256());
    assertThat(client.rollback(target, new VersionRequest(1, 3)))
        .isInstanceOf(Answer.Accepted.class);
    assertThat(client.status(target).active()).isNull();
  }

  @Test
  void rows_of_any_number_come_back_in_order_with_missing_values() {
    deploy(1);
    List<float[]> raw = IntStream.range(0, 150).mapToObj(TinyModels::row).toList();
    raw.get(70)[3] = Float.NaN;
    Tensor rows = Rows.matrix(raw, 16);
    Tensor labels = Tensor.of(new int[] {150}, new int[150]);

    Reply together = client.infer(target, rows, labels);
    Reply alone = client.replay(target, Rows.of(rows, 70, 71));

    assertThat(together.answers().dims()).containsExactly(150, 3);
    assertThat(together.latenciesMs()).hasSize(150).allMatch(ms -> ms > 0);
    assertThat(together.answer(70)).isEqualTo(alone.answer(0));
    assertThat(together.answer(70)).isNotEqualTo(together.answer(71));
    assertThat(client.collect(target).counters().inferences()).isEqualTo(150);
    assertThat(client.collect(target).counters().labeled()).isEqualTo(150);
  }

  @Test
  void a_tampered_bundle_is_refused_by_name() throws Exception {
    Release release = releases.release(1);
    byte[] archive = Files.readAllBytes(release.bundle());
    archive[archive.length / 2] ^= 1;
    Files.write(release.bundle(), archive);

    Answer<DeviceStatus> answer = client.stage(target, release, 1);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.refusal()).isEqualTo(Refusal.HASH_MISMATCH));
    assertThat(client.status(target).errorCode()).hasValue("hash_mismatch");
    assertThat(client.status(target).stagedVersion()).isZero();
  }

  @Test
  void a_manager_of_another_authority_is_not_let_in() {
    KeyFolder others = KeyFolder.development(folder.resolve("others"));
    FleetClient stranger = new FleetClient(fleet.targets(), others);

    assertThatThrownBy(() -> stranger.status(target))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("device-01 does not answer");
  }

  @Test
  void a_client_without_a_certificate_is_not_let_in() throws Exception {
    SSLContext trustsOnly = trusting(releases.keys());

    assertThatThrownBy(() -> get(trustsOnly)).isInstanceOf(IOException.class);
  }

  @Test
  void a_device_cannot_command_another_device() {
    Path device = folder.resolve("fleet/device-01");
    SSLContext asDevice = DeviceIdentity.read(device).serverTls();

    assertThatThrownBy(() -> get(asDevice)).isInstanceOf(IOException.class);
  }

  @Test
  void a_device_under_another_name_gets_no_command() {
    Release release = releases.release(1);
    DeploymentTarget wrong = new DeploymentTarget("device-02", target.uri());
    FleetClient deceived = new FleetClient(List.of(wrong), releases.keys());

    assertThatThrownBy(() -> deceived.stage(wrong, release, 1))
        .hasMessageContaining("device-01 answers, not device-02");
    assertThatThrownBy(() -> deceived.status(wrong))
        .hasMessageContaining("device-01 answers, not device-02");

    assertThat(client.status(target).stagedVersion()).isZero();
    assertThat(client.status(target).sequence()).isZero();
  }

  @Test
  void two_targets_at_one_address_are_refused() {
    DeploymentTarget same = new DeploymentTarget("device-02", target.uri());

    assertThatThrownBy(() -> new FleetClient(List.of(target, same), releases.keys()))
        .hasMessageContaining("Two targets have one address")
        .hasMessageContaining("device-01 and device-02");
  }

  @Test
  void an_unknown_address_and_a_broken_request_are_refused_by_name() throws Exception {
    HttpClient http =
        HttpClient.newBuilder().sslContext(releases.managerTls(List.of(target))).build();

    HttpRequest unknown = HttpRequest.newBuilder(target.uri().resolve("/v2/status")).build();
    HttpRequest broken =
        HttpRequest.newBuilder(target.uri().resolve("/v2/activate"))
            .POST(BodyPublishers.ofString("{\"versoin\": 1}"))
            .build();
    HttpRequest unsigned =
        HttpRequest.newBuilder(target.uri().resolve("/v2/stage"))
            .header("Edgeflow-Sequence", "1")
            .POST(BodyPublishers.ofByteArray(new byte[100_000]))
            .build();

    assertThat(http.send(unknown, BodyHandlers.ofString()).body()).contains("\"not_found\"");
    assertThat(http.send(broken, BodyHandlers.ofString()).body()).contains("\"bad_request\"");
    assertThat(http.send(unsigned, BodyHandlers.ofString()).body())
        .contains("\"signature_invalid\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"infer", "stage", "activate", "rollback"})
  void an_address_of_an_older_protocol_names_the_one_that_took_its_place(String name)
      throws Exception {
    HttpClient http =
        HttpClient.newBuilder().sslContext(releases.managerTls(List.of(target))).build();
    HttpRequest old =
        HttpRequest.newBuilder(target.uri().resolve("/v1/" + name))
            .POST(BodyPublishers.ofString("{\"version\": 1}"))
            .build();

    assertThat(http.send(old, BodyHandlers.ofString()).body())
        .contains("\"not_found\"")
        .contains("this agent speaks /v2/" + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'rows':[[1]],'purpose':'REPLAY'}; bad_request",
        "{'rows':{'type':'F32','dims':[1,16],'data':'AACAPw=='},'purpose':'REPLAY'}; bad_request",
        "{'rows':{'type':'F32','dims':[0,16],'data':''},'purpose':'REPLAY'}; bad_request",
        "{'rows':{'type':'F32','dims':[1],'data':'AACAPw=='},'purpose':'REPLAY'}; bad_request",
        "{'rows':{'type':'F32','dims':[1,1],'data':'AACAPw=='},'purpose':'REPLAY'}; invalid_input",
        "{'rows':{'type':'I32','dims':[1,1],'data':'AACAPw=='},'purpose':'REPLAY'}; invalid_input",
      })
  void rows_that_no_model_takes_are_refused_by_name(String body, String refusal) throws Exception {
    deploy(1);

    String reply = post("/v2/infer", BodyPublishers.ofString(body.replace('\'', '"')));

    assertThat(reply).contains("\"" + refusal + "\"");
    assertThat(client.health(target).healthy()).isTrue();
  }

  @Test
  void a_request_that_is_too_large_is_refused_by_name() throws Exception {
    byte[] large = new byte[(32 << 20) + 1];

    assertThat(post("/v2/infer", BodyPublishers.ofByteArray(large))).contains("\"too_large\"");
  }

  @ParameterizedTest
  @CsvSource({"4096, 200", "4097, 413"})
  void a_request_has_rows_up_to_a_limit(int rows, int status) throws Exception {
    deploy(1);
    Tensor many = Tensor.of(new int[] {rows, 16}, new float[rows * 16]);
    InferRequest request = InferRequest.of(many, null, InferRequest.Purpose.TRAFFIC);
    HttpResponse<String> answer =
        respond("/v2/infer", BodyPublishers.ofByteArray(Json.bytes(request)));

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 413) {
      assertThat(answer.body())
          .contains("too_large", "4097 rows, at most 4096 in a request; send them in several");
    }
    assertThat(client.collect(target).counters().inferences()).isEqualTo(status == 200 ? rows : 0);
    assertThat(client.collect(target).counters().failures()).isZero();
  }

  @Test
  void truths_that_a_model_does_not_have_are_refused_by_name() {
    deploy(1);
    Tensor rows = Rows.matrix(List.of(TinyModels.row(1)), 16);
    Tensor missing = Tensor.of(new int[] {1, 1}, new float[] {Float.NaN});

    assertThatThrownBy(() -> client.infer(target, rows, missing))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("invalid_input: truths FLOAT32[1, 1], this model's are INT32[1]");
  }

  private String post(String path, HttpRequest.BodyPublisher body) throws Exception {
    return respond(path, body).body();
  }

  private HttpResponse<String> respond(String path, HttpRequest.BodyPublisher body)
      throws Exception {
    HttpClient http =
        HttpClient.newBuilder().sslContext(releases.managerTls(List.of(target))).build();
    HttpRequest request = HttpRequest.newBuilder(target.uri().resolve(path)).POST(body).build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Test
  void development_keys_are_good_for_loopback_alone() {
    DeploymentTarget elsewhere = new DeploymentTarget("door", URI.create("https://192.0.2.1:8443"));

    assertThatThrownBy(() -> new FleetClient(List.of(elsewhere), releases.keys()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Development keys are good for loopback fleets alone");
  }

  @Test
  void a_device_that_is_gone_is_named() {
    fleet.cut("device-01");

    assertThatThrownBy(() -> client.status(target))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("device-01");
  }

  private void deploy(long seed) {
    Release release = releases.release(seed);
    client.stage(target, release, 1);
    client.activate(target, new VersionRequest(1, 2));
  }

  private String get(SSLContext tls) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
    HttpRequest request = HttpRequest.newBuilder(target.uri().resolve("/v1/status")).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private SSLContext trusting(KeyFolder keys) throws Exception {
    keys.provision("any", folder.resolve("any"));
    var certificates = java.security.cert.CertificateFactory.getInstance("X.509");
    var store = java.security.KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(folder.resolve("any/ca.crt"))) {
      store.setCertificateEntry("ca", certificates.generateCertificate(in));
    }
    var trust = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
