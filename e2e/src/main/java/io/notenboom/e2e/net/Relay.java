// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP connections on, byte for byte, until it is cut; then it breaks them and closes each new one at once. */
public final class Relay implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final int CONNECT_MILLISECONDS = 2_000;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /**
     * Listens.
     *
     * @param address where; port 0 = any free one
     * @param target where connections go
     */
    public Relay(InetSocketAddress address, InetSocketAddress target) {
        this.target = target;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException failure) {
            throw new UncheckedIOException("the relay cannot listen on " + address, failure);
        }
        var unused = Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Breaks all connections; no new ones until {@link #restore()}. */
    public void cut() {
        cut = true;
        open.forEach(Relay::closeQuietly);
    }

    /** Passes connections on again. */
    public void restore() {
        cut = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket from = listener.accept();
                var unused = Thread.ofVirtual().start(() -> pass(from));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from) {
        Socket to = new Socket();
        open.add(from);
        open.add(to);
        try (from;
                to) {
            if (cut) {
                return;
            }
            to.connect(target, CONNECT_MILLISECONDS);
            Thread back = Thread.ofVirtual().start(() -> copy(to, from));
            copy(from, to);
            back.join();
        } catch (IOException broken) {
            closeQuietly(from);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Copies until the one side ends, and ends the other. */
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            assert socket.isClosed();
        }
    }

    /** Stops listening and breaks all connections. */
    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
