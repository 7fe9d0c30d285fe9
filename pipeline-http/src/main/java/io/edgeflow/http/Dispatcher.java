package io.edgeflow.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Hands each request to the handler of the port that it came by: what is answered at once on the
 * server's own thread, the rest to the workers, so that no number of uploads keeps anybody waiting.
 */
final class Dispatcher extends Handler.Abstract {
  private static final int UNAVAILABLE = 503;

  private final Visits visits;
  private final ExecutorService workers;
  private final BodyMemory memory;

  Dispatcher(Visits visits, ExecutorService workers, BodyMemory memory) {
    this.visits = visits;
    this.workers = workers;
    this.memory = memory;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Visit visit = visit(request);
    visit.exchangeBegins();
    visits.served(visit);
    Request.addCompletionListener(request, failure -> visit.exchangeEnds());
    // The work for an answer may take longer than a pause within a body.
    request.addIdleTimeoutListener(timeout -> false);
    boolean immediate =
        visit.port().handler().isImmediate(request.getMethod(), ServerRequest.path(request));
    Exchange exchange =
        new Exchange(
            visit.port().handler(),
            visits.limits(),
            memory,
            request,
            response,
            callback,
            !immediate);
    if (immediate) {
      exchange.run();
    } else {
      later(exchange);
    }
    return true;
  }

  /** What Jetty refuses on its own gets the handler's form. */
  static boolean refuse(Request request, Response response, Callback callback) {
    Reply reply =
        visit(request)
            .port()
            .handler()
            .refusal(
                response.getStatus(),
                String.valueOf(request.getAttribute(ErrorHandler.ERROR_MESSAGE)));
    response.getHeaders().put(new HttpField(HttpHeader.CONNECTION, "close"));
    Exchange.write(reply, response, callback);
    return true;
  }

  private void later(Exchange exchange) {
    try {
      workers.execute(exchange);
    } catch (RejectedExecutionException e) {
      exchange.refuse(UNAVAILABLE, "too many requests wait");
    }
  }

  private static Visit visit(Request request) {
    return (Visit) request.getConnectionMetaData().getAttribute(Visit.ATTRIBUTE);
  }
}
