// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.history;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Web servers in this process that serve one folder, with threads of their own so that their share can be told apart. */
final class WebServers implements AutoCloseable {

    private static final int THREADS = 16;
    private static final String NAME = "bench-web-server-";

    /** What the HTTP server of the platform calls the thread that accepts connections. */
    private static final String DISPATCHER = "HTTP-Dispatcher";

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name(NAME, 0).factory());

    WebServers(int count, Path folder) {
        for (int i = 0; i < count; i++) {
            HttpServer server = SimpleFileServer.createFileServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    folder.toAbsolutePath(),
                    SimpleFileServer.OutputLevel.NONE);
            server.setExecutor(threads);
            server.start();
            servers.add(server);
        }
    }

    /** Where they are. */
    List<URI> addresses() {
        return servers.stream()
                .map(server ->
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .toList();
    }

    /** The processor time that they took so far. */
    long processorNanos() {
        ThreadMXBean all = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo thread : all.getThreadInfo(all.getAllThreadIds())) {
            if (thread != null && isOurs(thread.getThreadName())) {
                nanos += Math.max(0, all.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    private static boolean isOurs(String name) {
        return name.startsWith(NAME) || name.startsWith(DISPATCHER);
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
