// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Ports for servers that have to be told theirs. They lie below those that the system gives to the connections of clients, so
 * that none of these takes one before its server does.
 */
public final class FreePorts {

    private static final int FIRST = 10_000;
    private static final int LAST = 19_999;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** A port of 127.0.0.1 on which nothing listens. */
    public static int any() {
        return any(_ -> true);
    }

    /**
     * The same with a condition of one's own.
     *
     * @throws IllegalStateException when no port meets it
     */
    public static int any(IntPredicate also) {
        return RandomGenerator.getDefault()
                .ints(ATTEMPTS, FIRST, LAST + 1)
                .filter(port -> isFree(port) && also.test(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port from " + FIRST + " to " + LAST));
    }

    /** Whether nothing listens on a port of 127.0.0.1. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
