// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import io.notenboom.kit.bus.BusUnavailableException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.redis.client.Response;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells failures of the store from others, so that they can be answered with "try again" instead of "something is wrong". */
public final class RedisFailures {

    private static final int DEPTH = 10;
    private static final Pattern CREDENTIALS = Pattern.compile("(rediss?://)[^@/\\s]*@");

    private RedisFailures() {}

    /**
     * Whether this failure says that Redis cannot be used at present: it is away, fails over, is full, does not answer in time,
     * or refuses a command.
     */
    public static boolean isUnavailable(Throwable failure) {
        @Nullable Throwable current = failure;
        for (int depth = 0; current != null && depth < DEPTH; depth++) {
            if (isOfTheClient(current)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    /** A text without user and password in URLs of Redis. */
    static String withoutCredentials(String text) {
        return CREDENTIALS.matcher(text).replaceAll("$1…@");
    }

    /** An error that Redis answered is a response and a throwable. */
    private static boolean isOfTheClient(Throwable failure) {
        return failure instanceof Response
                || failure instanceof TimeoutException
                || failure instanceof ConnectionPoolTooBusyException
                || failure instanceof NoStackTraceThrowable
                || failure instanceof SocketException
                || failure instanceof ClosedChannelException
                || failure instanceof BusUnavailableException;
    }
}
