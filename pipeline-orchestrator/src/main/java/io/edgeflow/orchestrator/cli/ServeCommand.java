package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.serve.FleetService;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Starts the local agents and the status page; stops on Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow serve --set monitoring.server.port=8081"})
final class ServeCommand implements Callable<Integer> {
  private final Io io;

  @Mixin ConfigArguments config = new ConfigArguments();

  @Option(names = "--json", description = "prints the addresses as one line of JSON")
  boolean json;

  ServeCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws InterruptedException {
    WorkflowConfig read = config.load(io);
    CountDownLatch stopped = new CountDownLatch(1);
    FleetService service = FleetService.start(read);
    Thread hook = new Thread(() -> stop(service, stopped), "edgeflow-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    announce(service);
    stopped.await();
    return 0;
  }

  /** A stop that was asked for is no failure. */
  private void stop(FleetService service, CountDownLatch stopped) {
    service.close();
    stopped.countDown();
    io.out().flush();
    Runtime.getRuntime().halt(0);
  }

  private void announce(FleetService service) {
    String page = service.statusPage().toString();
    if (json) {
      Map<String, Object> addresses = new TreeMap<>();
      addresses.put("status_page", page);
      addresses.put("release", service.release().version());
      addresses.put("model_hash", service.release().modelSha256());
      addresses.put("devices", service.devices());
      io.out().println(Json.text(addresses));
    } else {
      io.say("status page  " + page);
      io.say("for programs " + page + "status, " + page + "metrics, " + page + "alerts");
      io.say(
          service.devices().size()
              + " devices, release "
              + service.release().version()
              + ", model "
              + service.release().modelSha256().substring(0, 12));
      service.devices().forEach(d -> io.say("  " + d.id() + "  " + d.uri()));
      io.say("Ctrl-C stops");
    }
    io.out().flush();
  }
}
