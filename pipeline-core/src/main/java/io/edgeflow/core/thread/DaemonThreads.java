package io.edgeflow.core.thread;

import java.util.concurrent.ThreadFactory;

/** Threads that never keep the program from ending. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** A factory for a pool whose threads all have the given name; thread-safe. */
  public static ThreadFactory named(String name) {
    return work -> daemon(name, work);
  }

  /** Starts one thread and returns it. */
  public static Thread start(String name, Runnable work) {
    Thread thread = daemon(name, work);
    thread.start();
    return thread;
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
